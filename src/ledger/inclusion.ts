import { RegestaError } from '../errors.ts'
import { appendHash, emptyFrontier, type Hash, nodeHash, rootHash } from './merkle.ts'

/**
 * RFC 9162 §2.1.3.1: the hashes that lead from the leaf at `index` (from 0: position - 1) to the root over
 * `leaves`, from the leaf's neighbour up. Throws E_NO_POSITION. Costs as many hashes as there are leaves.
 */
export function inclusionProof(leaves: readonly Hash[], index: number): readonly Hash[] {
  if (!(Number.isInteger(index) && index >= 0 && index < leaves.length))
    throw new RegestaError('E_NO_POSITION', 'notFound', `no leaf ${index} in a tree of ${leaves.length}`, {
      index,
      size: leaves.length,
    })
  if (leaves.length === 1) return []
  const split = largestPowerOfTwoBelow(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...inclusionProof(left, index), treeHash(right)]
    : [...inclusionProof(right, index - split), treeHash(left)]
}

/** What a verifier holds: the leaf's own hash and place, and a root and size it trusts from elsewhere. */
export type InclusionClaim = {
  readonly leaf: Hash
  /** From 0: position - 1. */
  readonly index: number
  readonly size: number
  readonly proof: readonly Hash[]
  /** Hex. */
  readonly root: string
}

/** RFC 9162 §2.1.3.2: true if the proof shows that the leaf stands at `index` of the tree of this root. */
export function verifyInclusion({ leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  let place = index
  let end = size - 1
  let node = leaf
  for (const neighbour of proof) {
    if (end === 0) return false
    if (place % 2 === 1 || place === end) {
      node = nodeHash(neighbour, node)
      // The last node of an odd level has no neighbour there, and rises to where it gets one.
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        end = Math.floor(end / 2)
      }
    } else node = nodeHash(node, neighbour)
    place = Math.floor(place / 2)
    end = Math.floor(end / 2)
  }
  return end === 0 && Buffer.from(node).toString('hex') === root
}

function treeHash(leaves: readonly Hash[]): Hash {
  return rootHash(leaves.reduce(appendHash, emptyFrontier))
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}
