import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaf,
  emptyFrontier,
  type Leaf,
  leafBytes,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../src/ledger/index.ts'
import { appendHash, nodeHash } from '../../src/ledger/merkle.ts'
import { knownConsistencies, knownInclusions, knownLeaves, knownRoots } from './known-vectors.ts'
import { naiveConsistency, naiveInclusion, naiveRoot } from './naive-tree.ts'

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

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex')
const leaves = Array.from({ length: 40 }, (_, index) => Buffer.from(`leaf ${index}`))
const inclusionClaims = leaves.flatMap((_, size) =>
  leaves.slice(0, size).map((text, index) => ({
    leaf: leafHash(text),
    index,
    size,
    proof: naiveInclusion(index, leaves.slice(0, size)).map(bytes),
    root: naiveRoot(leaves.slice(0, size)),
  })),
)

describe('verifyInclusion()', () => {
  it.each(knownInclusions)('accepts the known proof of $index in $size', ({ index, size, proof }) => {
    const leaf = leafHash(knownLeaves[index] ?? Buffer.of())
    const claim = { leaf, index, size, proof: proof.map(bytes), root: knownRoots[size] ?? '' }
    expect(verifyInclusion(claim)).toBe(true)
  })

  it('accepts the proof of every leaf in trees of 1 to 39', () => {
    expect(inclusionClaims).toHaveLength((39 * 40) / 2)
    for (const claim of inclusionClaims) expect(verifyInclusion(claim)).toBe(true)
  })

  it('refuses any other leaf, place, root or proof', () => {
    const stranger = leafHash(Buffer.from('not in there'))
    for (const claim of inclusionClaims) {
      const { index, size, proof } = claim
      const forgeries = [
        { ...claim, leaf: stranger },
        ...leaves.map((_, place) => ({ ...claim, index: place })).filter((forged) => forged.index !== index),
        { ...claim, index: -1 },
        { ...claim, index: index + 0.5 },
        { ...claim, index: size },
        { ...claim, root: naiveRoot(leaves.slice(0, size + 1)) },
        { ...claim, proof: [...proof, stranger] },
        ...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
        ...proof.map((_, at) => ({ ...claim, proof: proof.with(at, stranger) })),
        ...proof
          .slice(1)
          .map((hash, at) => ({ ...claim, proof: proof.with(at, hash).with(at + 1, proof[at] ?? stranger) })),
      ]
      for (const forged of forgeries) expect(verifyInclusion(forged)).toBe(false)
    }
  })

  it('refuses a proof too long for the size, even one that leads to the root', () => {
    const leaf = leafHash(Buffer.from('only'))
    const other = leafHash(Buffer.from('other'))
    const root = Buffer.from(nodeHash(other, leaf)).toString('hex')
    expect(verifyInclusion({ leaf, index: 1, size: 2, proof: [other], root })).toBe(true)
    expect(verifyInclusion({ leaf, index: 0, size: 1, proof: [other], root })).toBe(false)
  })

  it('refuses hashes of other lengths, even where their bytes hash to the root', () => {
    const [left, right] = [leafHash(Buffer.from('left')), leafHash(Buffer.from('right'))]
    const root = Buffer.from(nodeHash(left, right)).toString('hex')
    const both = Buffer.concat([left, right])
    expect(verifyInclusion({ leaf: left, index: 0, size: 2, proof: [right], root })).toBe(true)
    for (const cut of [0, 1, 31, 33, 63, 64]) {
      const claim = { leaf: both.subarray(0, cut), index: 0, size: 2, proof: [both.subarray(cut)], root }
      expect(verifyInclusion(claim)).toBe(false)
    }
  })
})

const texts = Array.from({ length: 26 }, (_, index) => Buffer.from(`leaf ${index}`))
const roots = Array.from({ length: 27 }, (_, size) => naiveRoot(texts.slice(0, size)))
const consistencyClaims = texts.flatMap((_, last) =>
  Array.from({ length: last + 1 }, (_, before) => claimOf(before + 1, last + 1)),
)

function claimOf(from: number, to: number) {
  return {
    from: { size: from, root: roots[from] ?? '' },
    to: { size: to, root: roots[to] ?? '' },
    proof: naiveConsistency(from, texts.slice(0, to)).map(bytes),
  }
}

/** Which way each step of a proof goes, spelt out by the recursion of RFC 9162 §2.1.4.1. */
function shapeOf(from: number, to: number, isWhole = true): string {
  if (from === 0) return 'none'
  if (from === to) return isWhole ? 'given' : 'own'
  let split = 1
  while (split * 2 < to) split *= 2
  return from <= split
    ? `${shapeOf(from, split, isWhole)} right`
    : `${shapeOf(from - split, to - split, false)} left`
}

describe('verifyConsistency()', () => {
  it.each(knownConsistencies)('accepts the known proof of $from in $to', ({ from, to, proof }) => {
    const claim = {
      from: { size: from, root: knownRoots[from] ?? '' },
      to: { size: to, root: knownRoots[to] ?? '' },
      proof: proof.map(bytes),
    }
    expect(verifyConsistency(claim)).toBe(true)
  })

  it('accepts the proof between any two sizes from 1 to 26', () => {
    expect(consistencyClaims).toHaveLength((26 * 27) / 2)
    for (const claim of consistencyClaims) expect(verifyConsistency(claim)).toBe(true)
  })

  it('refuses any other size, root or proof', () => {
    const stranger = leafHash(Buffer.from('not in there'))
    const other = Buffer.from(stranger).toString('hex')
    for (const claim of consistencyClaims) {
      const { from, to, proof } = claim
      const sizes = Array.from({ length: 27 }, (_, size) => size)
      // A root alone does not bind its size: one whose proof has the same shape cannot be told apart.
      const ofOtherShape = (one: number, two: number) =>
        one > two || shapeOf(one, two) !== shapeOf(from.size, to.size)
      const forgeries = [
        ...sizes
          .filter((size) => ofOtherShape(size, to.size))
          .map((size) => ({ ...claim, from: { ...from, size } })),
        ...sizes
          .filter((size) => ofOtherShape(from.size, size))
          .map((size) => ({ ...claim, to: { ...to, size } })),
        { ...claim, from: { ...from, root: other } },
        { ...claim, to: { ...to, root: other } },
        ...(from.size === to.size
          ? []
          : [
              { from: to, to: from, proof },
              { ...claim, proof: [] },
            ]),
        { ...claim, from: { ...from, size: from.size - 0.5 } },
        { ...claim, proof: [...proof, stranger] },
        { ...claim, proof: [stranger, ...proof] },
        { ...claim, proof: [bytes(from.root), ...proof] },
        ...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
        ...proof.map((_, at) => ({ ...claim, proof: proof.with(at, Buffer.from(stranger)) })),
        ...proof.map((hash, at) => ({ ...claim, proof: proof.with(at, hash.subarray(1)) })),
      ]
      for (const forged of forgeries) expect(verifyConsistency(forged), JSON.stringify(forged)).toBe(false)
    }
  })

  it('refuses two histories of which neither goes on from the other', () => {
    const rewritten = texts.with(3, Buffer.from('rewritten'))
    for (let to = 5; to <= 26; to += 1) {
      const proof = naiveConsistency(5, rewritten.slice(0, to)).map(bytes)
      const later = { size: to, root: naiveRoot(rewritten.slice(0, to)) }
      expect(verifyConsistency({ from: { size: 5, root: roots[5] ?? '' }, to: later, proof })).toBe(false)
    }
  })

  it('lets everything go on from the empty tree, and from no other tree of size 0', () => {
    const [empty = '', one = '', , three = ''] = roots
    const to = { size: 3, root: three }
    expect(verifyConsistency({ from: { size: 0, root: empty }, to, proof: [] })).toBe(true)
    expect(verifyConsistency({ from: { size: 0, root: empty }, to, proof: [bytes(one)] })).toBe(false)
    expect(verifyConsistency({ from: { size: 0, root: one }, to, proof: [] })).toBe(false)
    const none = { size: 0, root: empty }
    expect(verifyConsistency({ from: none, to: none, proof: [] })).toBe(true)
  })
})
