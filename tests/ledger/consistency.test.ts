import { describe, expect, it } from 'vitest'
import { leafHash, verifyConsistency } from '../../src/ledger/index.ts'
import { knownConsistencies, knownRoots } from './known-vectors.ts'
import { naiveConsistency, naiveRoot } from './naive-tree.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const texts = Array.from({ length: 26 }, (_, index) => Buffer.from(`leaf ${index}`))
const roots = Array.from({ length: 27 }, (_, size) => naiveRoot(texts.slice(0, size)))
const claims = texts.flatMap((_, last) =>
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
    expect(claims).toHaveLength((26 * 27) / 2)
    for (const claim of claims) expect(verifyConsistency(claim)).toBe(true)
  })

  it('refuses any other size, root or proof', () => {
    const stranger = leafHash(Buffer.from('not in there'))
    const other = Buffer.from(stranger).toString('hex')
    for (const claim of claims) {
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
