import { hash } from 'node:crypto'
import type { Leaf } from '../port.ts'

/** A SHA-256, 32 bytes. */
export type Hash = Uint8Array

/**
 * All that must be kept of a tree in order to grow it: the roots of its full subtrees, widest (and
 * leftmost) first, one for each 1 in the binary form of `size`.
 */
export type Frontier = {
  readonly size: number
  readonly nodes: readonly Hash[]
}

/** Whether each is as long as a hash: shorter and longer ones could be cut anew into others that hash the same. */
export function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every(({ length }) => length === 32)
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] }

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** The bytes a leaf is hashed from: its canonical JSON (RFC 8785) with the instant as ISO 8601 in UTC, ms. */
export function leafBytes({ chronicle, id, position, recordedAt }: Leaf): Uint8Array {
  // The order of the keys is the canonical one: sorted.
  return Buffer.from(
    JSON.stringify({ chronicle, id, position, recordedAt: new Date(recordedAt).toISOString() }),
  )
}

/** RFC 9162 §2.1.1: the hash of a tree of one leaf. */
export function leafHash(bytes: Uint8Array): Hash {
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer')
}

/** RFC 9162 §2.1.1: the hash of a tree of two subtrees. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer')
}

/** The frontier one leaf on. Costs O(1) hashes on average, O(log size) at most. */
export function appendHash({ size, nodes }: Frontier, leaf: Hash): Frontier {
  const kept = [...nodes]
  let node = leaf
  for (let width = size; width % 2 === 1; width = (width - 1) / 2) {
    const left = kept.pop()
    if (left === undefined) throw new RangeError(`a frontier of size ${size} lacks a node`)
    node = nodeHash(left, node)
  }
  return { size: size + 1, nodes: [...kept, node] }
}

export function appendLeaf(frontier: Frontier, leaf: Leaf): Frontier {
  return appendHash(frontier, leafHash(leafBytes(leaf)))
}

/** Hex RFC 9162 §2.1.1 Merkle tree hash of the leaves that went into the frontier. */
export function rootOf(frontier: Frontier): string {
  return Buffer.from(rootHash(frontier)).toString('hex')
}

/** The same in bytes. */
export function rootHash({ nodes }: Frontier): Hash {
  const root = nodes.reduceRight<Hash | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  )
  return root ?? hash('sha256', '', 'buffer')
}
