import { Hashes } from '../columns/index.ts'
import { RegestaError } from '../errors.ts'
import { emptyFrontier, type Frontier, type Hash, hashOfLeaf, nodeHash, rootHash } from './merkle.ts'
import type { Leaf } from './port.ts'

/**
 * An append-only Merkle tree (RFC 9162) that answers roots and proofs for every size it ever had.
 *
 * It keeps the roots of all full subtrees, some 64 bytes a leaf. Appending costs one hash on average, a root or a proof
 * O(log size): full subtrees are looked up, the right edge is computed.
 */
export class MerkleTree {
  /** The roots of all full subtrees, each where its last leaf has just been added: right after those of its two halves. */
  readonly #roots: Hashes
  #size: number

  /** The tree with these roots, by default the empty one. They are taken over. */
  constructor(roots = new Hashes()) {
    this.#roots = roots
    this.#size = sizeOf(roots.length)
  }

  get size(): number {
    return this.#size
  }

  /** All that must be kept of the tree in order to grow it elsewhere. */
  get frontier(): Frontier {
    const nodes: Hash[] = []
    for (let [end, width] = [this.size, 1]; end > 0; width *= 2)
      if (end % (2 * width) !== 0) {
        nodes.push(this.#full(end - width, width))
        end -= width
      }
    return { size: this.size, nodes: nodes.reverse() }
  }

  /** Appends the hash of one leaf (see `leafHash`). */
  append(leaf: Hash): void {
    let node = leaf
    this.#roots.push(node)
    this.#size += 1
    for (let width = 1; this.#size % (2 * width) === 0; width *= 2) {
      node = nodeHash(this.#full(this.#size - 2 * width, width), node)
      this.#roots.push(node)
    }
  }

  /** The hash of the leaf at an index from 0: position - 1. Throws E_NO_POSITION. */
  leaf(index: number): Hash {
    this.#checkLeaf(index, this.size)
    return this.#full(index, 1)
  }

  /** Hex root as it was when the tree had `size` leaves; 0 gives the empty tree's. Throws E_NO_POSITION. */
  rootAt(size: number): string {
    this.#checkSize(size)
    const root = size === 0 ? rootHash(emptyFrontier) : this.#subtree(0, size)
    return Buffer.from(root).toString('hex')
  }

  /**
   * RFC 9162 §2.1.3.1: the hashes that lead from the leaf at `index` (from 0: position - 1) to the root that the tree
   * had at `size`, from the leaf's neighbour up. Throws E_NO_POSITION.
   */
  inclusion(index: number, size: number): readonly Hash[] {
    this.#checkSize(size)
    this.#checkLeaf(index, size)
    const path: Hash[] = []
    let [start, end] = [0, size]
    while (end - start > 1) {
      const middle = start + largestPowerOfTwoBelow(end - start)
      if (index < middle) {
        path.push(this.#subtree(middle, end))
        end = middle
      } else {
        path.push(this.#subtree(start, middle))
        start = middle
      }
    }
    return path.reverse()
  }

  /**
   * RFC 9162 §2.1.4.1: the hashes that show, with both roots, that the tree of size `to` begins with all of the tree of
   * size `from`. Empty from 0 and between equal sizes, where the roots suffice. Throws E_NO_POSITION, E_RANGE.
   */
  consistency(from: number, to: number): readonly Hash[] {
    this.#checkSize(to)
    this.#checkSize(from)
    if (from > to)
      throw new RegestaError('E_RANGE', 'invalid', `from ${from} to ${to}: expected to go on, not back`, {
        from,
        to,
      })
    if (from === 0) return []
    const path: Hash[] = []
    let [start, end] = [0, to]
    while (from < end) {
      const middle = start + largestPowerOfTwoBelow(end - start)
      if (from <= middle) {
        path.push(this.#subtree(middle, end))
        end = middle
      } else {
        path.push(this.#subtree(start, middle))
        start = middle
      }
    }
    // Where the old tree is a full subtree of the new one, the verifier knows its root already.
    if (start > 0) path.push(this.#subtree(start, end))
    return path.reverse()
  }

  /** The root over the leaves from `start` (in) to `end` (out); `start` is a multiple of a power of two no less than their number. */
  #subtree(start: number, end: number): Hash {
    const width = end - start
    const half = largestPowerOfTwoBelow(width)
    if (width === 1 || width === 2 * half) return this.#full(start, width)
    const middle = start + half
    return nodeHash(this.#subtree(start, middle), this.#subtree(middle, end))
  }

  /** The root over a power of two of leaves, from a multiple of it. */
  #full(start: number, width: number): Hash {
    return this.#roots.at(rootsOf(start + width - 1) + levelOf(width))
  }

  #checkSize(size: number): void {
    if (Number.isInteger(size) && size >= 0 && size <= this.size) return
    throw noPosition(`no tree of size ${size}: it goes from 0 (empty) to ${this.size}`, size, this.size)
  }

  #checkLeaf(index: number, size: number): void {
    if (Number.isInteger(index) && index >= 0 && index < size) return
    throw noPosition(`no leaf ${index} in a tree of ${size}`, index, size)
  }
}

/** The tree over the leaves of a chronicle, from position 1 on. */
export function treeOf(leaves: Iterable<Leaf>): MerkleTree {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.append(hashOfLeaf(leaf))
  return tree
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** How many full subtrees there are over so many leaves: every leaf, every pair, every two pairs and so on. */
function rootsOf(size: number): number {
  let count = 0
  for (let left = size; left > 0; left = Math.floor(left / 2)) count += left
  return count
}

/** Over how many leaves there are so many full subtrees. */
function sizeOf(roots: number): number {
  let size = Math.floor(roots / 2)
  while (rootsOf(size) < roots) size += 1
  return size
}

function levelOf(powerOfTwo: number): number {
  return powerOfTwo.toString(2).length - 1
}

function noPosition(message: string, position: number, size: number): RegestaError {
  return new RegestaError('E_NO_POSITION', 'notFound', message, { position, size })
}
