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
import { naiveRoot } from './naive-tree.ts'

/** The leaves and roots that Certificate Transparency implementations test with. */
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('rootOf()', () => {
  it.each(knownRoots.map((root, size) => ({ size, root })))(
    'gives the known root of size $size',
    ({ size, root }) => {
      const leaves = knownLeaves.slice(0, size).map((hex) => Buffer.from(hex, 'hex'))
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
