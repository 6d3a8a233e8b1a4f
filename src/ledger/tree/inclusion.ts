import { areHashes, type Hash, nodeHash } from './merkle.ts'

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
  if (!areHashes([leaf, ...proof])) return false
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
