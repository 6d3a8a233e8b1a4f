import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendHash,
  appendLeaf,
  emptyFrontier,
  type Leaf,
  leafBytes,
  leafHash,
  rootOf,
} from '../../src/ledger/index.ts'
import { knownLeaves, knownRoots } from './known-vectors.ts'
import { naiveRoot } from './naive-tree.ts'

describe('rootOf()', () => {
  it.each(knownRoots.map((root, size) => ({ size, root })))(
    'gives the known root of size $size',
    ({ size, root }) => {
      const leaves = knownLeaves.slice(0, size)
      expect(rootOf(leaves.map(leafHash).reduce(appendHash, emptyFrontier))).toBe(root)
      expect(naiveRoot(leaves)).toBe(root)
    },
  )

  it('equals the recursion of RFC 9162 §2.1.1 at every size', () => {
    let frontier = emptyFrontier
    const leaves: Uint8Array[] = []
    for (let size = 1; size <= 260; size += 1) {
      leaves.push(Buffer.from(`leaf ${size}`))
      frontier = appendHash(frontier, leafHash(Buffer.from(`leaf ${size}`)))
      expect(frontier.size).toBe(size)
      expect(rootOf(frontier)).toBe(naiveRoot(leaves))
    }
  })

  it('differs as soon as a leaf is changed, dropped or moved', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uint8Array({ maxLength: 9 }), {
          minLength: 2,
          maxLength: 40,
          selector: (bytes) => Buffer.from(bytes).toString('hex'),
        }),
        fc.nat(),
        (leaves, seed) => {
          const rootAfter = (hashed: readonly Uint8Array[]) =>
            rootOf(hashed.map(leafHash).reduce(appendHash, emptyFrontier))
          const index = seed % leaves.length
          const root = rootAfter(leaves)
          expect(rootAfter(leaves.toSpliced(index, 1))).not.toBe(root)
          expect(rootAfter(leaves.with(index, Buffer.from('not one of them')))).not.toBe(root)
          expect(rootAfter([...leaves.slice(1), ...leaves.slice(0, 1)])).not.toBe(root)
        },
      ),
    )
  })
})

describe('leafBytes()', () => {
  const leaf: Leaf = { chronicle: 'a "b"', position: 12, recordedAt: 1_700_000_000_007, id: 'ab'.repeat(32) }

  it('is the canonical JSON of the leaf, the instant as text', () => {
    expect(Buffer.from(leafBytes(leaf)).toString()).toBe(
      `{"chronicle":"a \\"b\\"","id":"${'ab'.repeat(32)}","position":12,"recordedAt":"2023-11-14T22:13:20.007Z"}`,
    )
  })

  it('is what appendLeaf() hashes, after a 0x00', () => {
    expect(rootOf(appendLeaf(emptyFrontier, leaf))).toBe(
      hash('sha256', Buffer.concat([Uint8Array.of(0), leafBytes(leaf)])),
    )
  })
})
