import { describe, expect, it } from 'vitest'
import { inclusionProof, leafHash, nodeHash, verifyInclusion } from '../../src/ledger/index.ts'
import { naiveRoot } from './naive-tree.ts'

const texts = Array.from({ length: 40 }, (_, index) => Buffer.from(`leaf ${index}`))
const claims = texts.flatMap((_, size) =>
  texts.slice(0, size).map((text, index) => ({
    leaf: leafHash(text),
    index,
    size,
    proof: inclusionProof(texts.slice(0, size).map(leafHash), index),
    root: naiveRoot(texts.slice(0, size)),
  })),
)

describe('verifyInclusion()', () => {
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
})

describe('inclusionProof()', () => {
  it.each([-1, 3, 0.5])('refuses leaf %d of a tree of 3', (index) => {
    expect(() => inclusionProof(texts.slice(0, 3).map(leafHash), index)).toThrow(
      expect.objectContaining({ code: 'E_NO_POSITION' }),
    )
  })

  it('gives the root of the other half last', () => {
    const leaves = texts.slice(0, 8)
    const last = inclusionProof(leaves.map(leafHash), 0).at(-1)
    expect(Buffer.from(last ?? []).toString('hex')).toBe(naiveRoot(leaves.slice(4)))
  })
})
