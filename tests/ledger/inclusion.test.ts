import { describe, expect, it } from 'vitest'
import { leafHash, nodeHash, verifyInclusion } from '../../src/ledger/index.ts'
import { knownInclusions, knownLeaves, knownRoots } from './known-vectors.ts'
import { naiveInclusion, naiveRoot } from './naive-tree.ts'

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex')
const texts = Array.from({ length: 40 }, (_, index) => Buffer.from(`leaf ${index}`))
const claims = texts.flatMap((_, size) =>
  texts.slice(0, size).map((text, index) => ({
    leaf: leafHash(text),
    index,
    size,
    proof: naiveInclusion(index, texts.slice(0, size)).map(bytes),
    root: naiveRoot(texts.slice(0, size)),
  })),
)

describe('verifyInclusion()', () => {
  it.each(knownInclusions)('accepts the known proof of $index in $size', ({ index, size, proof }) => {
    const leaf = leafHash(knownLeaves[index] ?? Buffer.of())
    const claim = { leaf, index, size, proof: proof.map(bytes), root: knownRoots[size] ?? '' }
    expect(verifyInclusion(claim)).toBe(true)
  })

  it('accepts the proof of every leaf in trees of 1 to 39', () => {
    expect(claims).toHaveLength((39 * 40) / 2)
    for (const claim of claims) expect(verifyInclusion(claim)).toBe(true)
  })

  it('refuses any other leaf, place, root or proof', () => {
    const stranger = leafHash(Buffer.from('not in there'))
    for (const claim of claims) {
      const { index, size, proof } = claim
      const forgeries = [
        { ...claim, leaf: stranger },
        ...texts.map((_, place) => ({ ...claim, index: place })).filter((forged) => forged.index !== index),
        { ...claim, index: -1 },
        { ...claim, index: index + 0.5 },
        { ...claim, index: size },
        { ...claim, root: naiveRoot(texts.slice(0, size + 1)) },
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
