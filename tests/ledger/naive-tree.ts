import { createHash } from 'node:crypto'
import type { Leaf } from '../../src/ledger/index.ts'

/** RFC 9162 §2.1.1 word for word: split at the largest power of two smaller than the size. */
export function naiveRoot(leaves: readonly Uint8Array[]): string {
  return treeHash(leaves).toString('hex')
}

/** The same over the leaves of a chronicle, with their JSON spelt out. */
export function naiveRootOfLeaves(leaves: readonly Leaf[]): string {
  return naiveRoot(
    leaves.map(({ chronicle, id, position, recordedAt }) => {
      const instant = JSON.stringify(new Date(recordedAt))
      return Buffer.from(
        `{"chronicle":${JSON.stringify(chronicle)},"id":"${id}","position":${position},"recordedAt":${instant}}`,
      )
    }),
  )
}

function treeHash(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves
  if (only === undefined) return createHash('sha256').digest()
  if (leaves.length === 1) return createHash('sha256').update('\0').update(only).digest()
  const [left, right] = halvesOf(leaves)
  return createHash('sha256').update('\u0001').update(treeHash(left)).update(treeHash(right)).digest()
}

/** RFC 9162 §2.1.3.1 word for word: PATH(m, D_n). */
export function naiveInclusion(index: number, leaves: readonly Uint8Array[]): readonly string[] {
  if (leaves.length === 1) return []
  const [left, right] = halvesOf(leaves)
  return index < left.length
    ? [...naiveInclusion(index, left), naiveRoot(right)]
    : [...naiveInclusion(index - left.length, right), naiveRoot(left)]
}

/** RFC 9162 §2.1.4.1 word for word: PROOF(m, D_n) for 0 < m ≤ n. */
export function naiveConsistency(from: number, leaves: readonly Uint8Array[]): readonly string[] {
  return subproof(from, leaves, true)
}

function subproof(from: number, leaves: readonly Uint8Array[], isWhole: boolean): readonly string[] {
  if (from === leaves.length) return isWhole ? [] : [naiveRoot(leaves)]
  const [left, right] = halvesOf(leaves)
  return from <= left.length
    ? [...subproof(from, left, isWhole), naiveRoot(right)]
    : [...subproof(from - left.length, right, false), naiveRoot(left)]
}

function halvesOf<T>(leaves: readonly T[]): readonly [readonly T[], readonly T[]] {
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return [leaves.slice(0, split), leaves.slice(split)]
}
