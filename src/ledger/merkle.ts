import { hash } from 'node:crypto'
import type { Leaf } from './port.ts'

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

/** Whether each has the length of a hash: others could be split differently and still hash the same. */
function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every(({ length }) => length === 32)
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] }

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** The bytes a leaf is hashed from: its canonical JSON (RFC 8785) with the instant as ISO 8601 in UTC, ms. */
export function leafBytes(leaf: Leaf): Uint8Array {
  return Buffer.from(leafText(leaf))
}

/** RFC 9162 §2.1.1: the hash of a tree of one leaf. */
export function leafHash(bytes: Uint8Array): Hash {
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer')
}

/** The {@link leafHash} of its {@link leafBytes}, in one call. */
export function hashOfLeaf(leaf: Leaf): Hash {
  return hash('sha256', `\0${leafText(leaf)}`, 'buffer')
}

function leafText({ chronicle, id, position, recordedAt }: Leaf): string {
  // The order of the keys is the canonical one: sorted.
  return JSON.stringify({ chronicle, id, position, recordedAt: isoOf(recordedAt) })
}

let lastIso = { instant: 0, text: new Date(0).toISOString() }

/** The events of a batch have one instant, and follow each other. */
function isoOf(instant: number): string {
  if (instant !== lastIso.instant) lastIso = { instant, text: new Date(instant).toISOString() }
  return lastIso.text
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
  return appendHash(frontier, hashOfLeaf(leaf))
}

/** Hex RFC 9162 §2.1.1 Merkle tree hash of the leaves that went into the frontier. */
export function rootOf(frontier: Frontier): string {
  return Buffer.from(rootHash(frontier)).toString('hex')
}

/** The same as bytes. */
export function rootHash({ nodes }: Frontier): Hash {
  const root = nodes.reduceRight<Hash | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  )
  return root ?? hash('sha256', '', 'buffer')
}

const HASH_LENGTH = 32

/** A frontier as stores keep it, beside its size: its hashes, concatenated. */
export function frontierBytes({ nodes }: Frontier): Buffer {
  return Buffer.concat(nodes)
}

/** The frontier of a tree of this size; undefined where the number of hashes is not that of the ones in its binary form. */
export function frontierFrom(size: number, bytes: Uint8Array): Frontier | undefined {
  const count = frontierLength(size)
  if (bytes.length !== HASH_LENGTH * count) return undefined
  const nodes = Array.from({ length: count }, (_, index) =>
    bytes.subarray(HASH_LENGTH * index, HASH_LENGTH * (index + 1)),
  )
  return { size, nodes }
}

/** How many hashes the frontier of a tree of this size has. */
export function frontierLength(size: number): number {
  return size.toString(2).replaceAll('0', '').length
}

/** What a verifier has: the hash and index of the leaf, and a root and size that it trusts. */
export type InclusionClaim = {
  readonly leaf: Hash
  /** From 0: position - 1. */
  readonly index: number
  readonly size: number
  readonly proof: readonly Hash[]
  /** Hex. */
  readonly root: string
}

/** RFC 9162 §2.1.3.2: whether the proof shows that the leaf is at `index` of the tree of this root. */
export function verifyInclusion({ leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  if (!areHashes([leaf, ...proof])) return false
  let node = leaf
  const isThere = climb(index, size - 1, proof, (neighbour, isLeft) => {
    node = isLeft ? nodeHash(neighbour, node) : nodeHash(node, neighbour)
  })
  return isThere && hexOf(node) === root
}

/**
 * Climbs from a node to the root, and says whether it got there: `join` takes the neighbour of each level, and whether that
 * is the left one. `place` is the index of the node on its level, `end` that of the last there.
 */
function climb(
  place: number,
  end: number,
  proof: readonly Hash[],
  join: (neighbour: Hash, isLeft: boolean) => void,
): boolean {
  for (const neighbour of proof) {
    if (end === 0) return false
    const isLeft = place % 2 === 1 || place === end
    join(neighbour, isLeft)
    // The last node of an odd level has no neighbour, and moves up to the level where it has one.
    while (isLeft && place % 2 === 0 && place !== 0) {
      place /= 2
      end = Math.floor(end / 2)
    }
    place = Math.floor(place / 2)
    end = Math.floor(end / 2)
  }
  return end === 0
}

/** A size of the tree and its root at that size. A verifier must trust both: a root does not determine its size. */
export type TreeHead = {
  readonly size: number
  /** Hex. */
  readonly root: string
}

/** What a verifier has: two heads, and the hashes that should prove that the later tree extends the earlier. */
export type ConsistencyClaim = {
  readonly from: TreeHead
  readonly to: TreeHead
  readonly proof: readonly Hash[]
}

/**
 * RFC 9162 §2.1.4.2: whether the proof shows that the tree of `to` begins with all leaves of the tree of `from`, in the
 * same order. Beyond the RFC: the empty tree is extended by every tree, and equal sizes need equal roots, both with an
 * empty proof.
 */
export function verifyConsistency({ from, to, proof }: ConsistencyClaim): boolean {
  if (!(isSize(from.size) && isSize(to.size) && from.size <= to.size && areHashes(proof))) return false
  if ([from, to].some(({ size, root }) => size === 0 && root !== rootOf(emptyFrontier))) return false
  if (from.size === to.size) return from.root === to.root && proof.length === 0
  if (from.size === 0) return proof.length === 0
  // The proof begins with the last full subtree of the old tree.
  let place = from.size - 1
  let end = to.size - 1
  while (place % 2 === 1) {
    place = (place - 1) / 2
    end = Math.floor(end / 2)
  }
  const [first, ...rest] = place === 0 ? [Buffer.from(from.root, 'hex'), ...proof] : proof
  if (first === undefined || !areHashes([first])) return false
  let [older, newer]: [Hash, Hash] = [first, first]
  const isThere = climb(place, end, rest, (neighbour, isLeft) => {
    if (isLeft) older = nodeHash(neighbour, older)
    newer = isLeft ? nodeHash(neighbour, newer) : nodeHash(newer, neighbour)
  })
  return isThere && hexOf(older) === from.root && hexOf(newer) === to.root
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0
}

function hexOf(hash: Hash): string {
  return Buffer.from(hash).toString('hex')
}
