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
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return createHash('sha256')
    .update('\u0001')
    .update(treeHash(leaves.slice(0, split)))
    .update(treeHash(leaves.slice(split)))
    .digest()
}
