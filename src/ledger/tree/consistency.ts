import { areHashes, emptyFrontier, type Hash, nodeHash, rootOf } from './merkle.ts'

/** A size of the tree and the root it had then. A verifier trusts both from elsewhere: a root alone does not bind its size. */
export type TreeHead = {
  readonly size: number
  /** Hex. */
  readonly root: string
}

/** What a verifier holds: two heads, and the hashes that should show that the later goes on from the earlier. */
export type ConsistencyClaim = {
  readonly from: TreeHead
  readonly to: TreeHead
  readonly proof: readonly Hash[]
}

/**
 * RFC 9162 §2.1.4.2: true if the proof shows that the tree of `to` begins with all the leaves of the tree of `from`, in
 * the same order. The RFC leaves out the ends: of size 0 there is only the empty tree, which all others go on from, and
 * of two equal sizes the roots must be equal; both with an empty proof.
 */
export function verifyConsistency({ from, to, proof }: ConsistencyClaim): boolean {
  if (!(isSize(from.size) && isSize(to.size) && from.size <= to.size && areHashes(proof))) return false
  if ([from, to].some(({ size, root }) => size === 0 && root !== rootOf(emptyFrontier))) return false
  if (from.size === to.size) return from.root === to.root && proof.length === 0
  if (from.size === 0) return proof.length === 0
  // Right of the old tree's last full subtree nothing is its own: the proof begins with that subtree.
  let place = from.size - 1
  let end = to.size - 1
  while (place % 2 === 1) {
    place = (place - 1) / 2
    end = Math.floor(end / 2)
  }
  const [first, ...rest] = place === 0 ? [Buffer.from(from.root, 'hex'), ...proof] : proof
  if (first === undefined || !areHashes([first])) return false
  let [older, newer]: [Hash, Hash] = [first, first]
  for (const neighbour of rest) {
    if (end === 0) return false
    if (place % 2 === 1 || place === end) {
      older = nodeHash(neighbour, older)
      newer = nodeHash(neighbour, newer)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        end = Math.floor(end / 2)
      }
    } else newer = nodeHash(newer, neighbour)
    place = Math.floor(place / 2)
    end = Math.floor(end / 2)
  }
  return end === 0 && hexOf(older) === from.root && hexOf(newer) === to.root
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0
}

function hexOf(hash: Hash): string {
  return Buffer.from(hash).toString('hex')
}
