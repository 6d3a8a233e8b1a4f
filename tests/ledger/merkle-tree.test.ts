import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leafHash, MerkleTree, rootOf, treeOf } from '../../src/ledger/index.ts'
import { appendHash } from '../../src/ledger/merkle.ts'
import { knownConsistencies, knownInclusions, knownLeaves, knownRoots } from './known-vectors.ts'
import { naiveConsistency, naiveInclusion, naiveRoot, naiveRootOfLeaves } from './naive-tree.ts'

const texts = Array.from({ length: 2100 }, (_, index) => Buffer.from(`leaf ${index}`))
const tree = grown(texts)

function grown(leaves: readonly Uint8Array[]): MerkleTree {
  const grown = new MerkleTree()
  for (const leaf of leaves) grown.append(leafHash(leaf))
  return grown
}

function hexOf(hashes: readonly Uint8Array[]): readonly string[] {
  return hashes.map((hash) => Buffer.from(hash).toString('hex'))
}

describe('MerkleTree, over the known leaves,', () => {
  const known = grown(knownLeaves)

  it('has the known roots', () => {
    expect(knownRoots.map((_, size) => known.rootAt(size))).toEqual(knownRoots)
  })

  it.each(knownInclusions)('gives the known inclusion proof of $index in $size', ({ index, size, proof }) => {
    expect(hexOf(known.inclusion(index, size))).toEqual(proof)
    expect(naiveInclusion(index, knownLeaves.slice(0, size))).toEqual(proof)
  })

  it.each(knownConsistencies)('gives the known consistency proof of $from in $to', ({ from, to, proof }) => {
    expect(hexOf(known.consistency(from, to))).toEqual(proof)
    expect(naiveConsistency(from, knownLeaves.slice(0, to))).toEqual(proof)
  })
})

describe('MerkleTree', () => {
  it('gives every proof in trees of up to 40 as the recursion of RFC 9162 does', () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = texts.slice(0, size)
      expect(tree.rootAt(size)).toBe(naiveRoot(leaves))
      for (let index = 0; index < size; index += 1) {
        expect(hexOf(tree.inclusion(index, size))).toEqual(naiveInclusion(index, leaves))
        expect(hexOf(tree.consistency(index + 1, size))).toEqual(naiveConsistency(index + 1, leaves))
      }
    }
  })

  it('has at every size the frontier that goes on to the same roots', () => {
    const growing = new MerkleTree()
    for (const [size, text] of texts.slice(0, 70).entries()) {
      const { frontier } = growing
      expect([frontier.size, rootOf(frontier)]).toEqual([size, growing.rootAt(size)])
      growing.append(leafHash(text))
      expect(rootOf(appendHash(frontier, leafHash(text)))).toBe(growing.rootAt(size + 1))
    }
  })

  it('and in trees of any size', () => {
    const sizes = fc.integer({ min: 1, max: texts.length })
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const leaves = texts.slice(0, size)
        const index = seed % size
        expect(tree.rootAt(size)).toBe(naiveRoot(leaves))
        expect(hexOf(tree.inclusion(index, size))).toEqual(naiveInclusion(index, leaves))
        expect(hexOf(tree.consistency(index + 1, size))).toEqual(naiveConsistency(index + 1, leaves))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps what it gave out while it grows', () => {
    const young = grown(texts.slice(0, 15))
    const given = [young.leaf(3), ...young.inclusion(3, 15), ...young.consistency(9, 15)]
    const before = hexOf(given)
    for (const text of texts.slice(15)) young.append(leafHash(text))
    expect(hexOf(given)).toEqual(before)
    expect(young.rootAt(15)).toBe(naiveRoot(texts.slice(0, 15)))
    expect(young.size).toBe(texts.length)
  })

  it('has the empty root at 0, and nothing to prove from there', () => {
    expect(new MerkleTree().rootAt(0)).toBe(knownRoots[0])
    expect(tree.rootAt(0)).toBe(knownRoots[0])
    expect(tree.consistency(0, 7)).toEqual([])
    expect(new MerkleTree().consistency(0, 0)).toEqual([])
  })

  it.each([
    ['a leaf before the first', () => tree.inclusion(-1, 3)],
    ['a leaf after the last', () => tree.inclusion(3, 3)],
    ['half a leaf', () => tree.inclusion(0.5, 3)],
    ['a leaf of a size it never had', () => tree.inclusion(0, 2101)],
    ['the hash of a leaf it lacks', () => tree.leaf(2100)],
    ['a root of a size it never had', () => tree.rootAt(2101)],
    ['a root of a size that is none', () => tree.rootAt(Number.NaN)],
    ['what goes on to a size it never had', () => tree.consistency(1, 2101)],
    ['what goes on from a size that is none', () => tree.consistency(-1, 3)],
  ])('refuses %s with E_NO_POSITION', (_, ask) => {
    expect(ask).toThrow(expect.objectContaining({ code: 'E_NO_POSITION', category: 'notFound' }))
  })

  it('refuses what goes back with E_RANGE', () => {
    expect(() => tree.consistency(4, 3)).toThrow(expect.objectContaining({ code: 'E_RANGE' }))
  })

  it('answers in a tree of 200,000 leaves by some hashes, not by all', () => {
    const wide = new MerkleTree()
    for (let index = 0; index < 200_000; index += 1) wide.append(leafHash(Buffer.from(String(index))))
    expect(wide.inclusion(123_456, 199_999).length).toBeLessThanOrEqual(18)
    expect(wide.consistency(123_456, 199_999).length).toBeLessThanOrEqual(19)
    // All leaves of each would be a hundred million hashes: more minutes than a test may take.
    for (let size = 100_000; size < 101_000; size += 1) wide.inclusion(size - 1, size)
  })
})

describe('treeOf()', () => {
  it('is the tree over the canonical JSON of the leaves', () => {
    const leaves = [1, 2, 3].map((position) => ({
      chronicle: 'a',
      position,
      recordedAt: position,
      id: String(position).repeat(64),
    }))
    expect(treeOf(leaves).rootAt(3)).toBe(naiveRootOfLeaves(leaves))
  })
})
