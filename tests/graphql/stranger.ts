import { createHash } from 'node:crypto'

/*
 * A client that knows nothing of this project: RFC 9162, SHA-256, and what descriptions of the schema say. It recurses
 * where the engine loops.
 */

type Leaf = {
  readonly chronicle: string
  readonly id: string
  readonly position: number
  readonly recordedAt: string
}

export type InclusionAnswer = {
  readonly event: string
  readonly leaf: Leaf
  readonly index: number
  readonly treeSize: number
  readonly hashes: readonly string[]
  readonly root: string
}

export type ConsistencyAnswer = {
  readonly from: { readonly position: number; readonly root: string }
  readonly to: { readonly position: number; readonly root: string }
  readonly hashes: readonly string[]
}

/** Whether the event is what its id says, and the leaf leads to the root. */
export function provesEvent({ event, leaf, index, treeSize, hashes, root }: InclusionAnswer): boolean {
  const { chronicle, id, position, recordedAt } = leaf
  const leafJson = JSON.stringify({ chronicle, id, position, recordedAt })
  const path = [...hashes]
  const climbed = climb(index, treeSize, sha256(Buffer.from([0]), Buffer.from(leafJson)), path)
  return (
    sha256(Buffer.from(event)).toString('hex') === id &&
    index === position - 1 &&
    climbed?.toString('hex') === root &&
    path.length === 0
  )
}

/** Whether the later root goes on from the earlier one. */
export function provesGrowth({ from, to, hashes }: ConsistencyAnswer): boolean {
  const path = [...hashes]
  const roots = both(from.position, to.position, true, Buffer.from(from.root, 'hex'), path)
  return (
    roots !== undefined &&
    path.length === 0 &&
    roots[0].toString('hex') === from.root &&
    roots[1].toString('hex') === to.root
  )
}

function climb(index: number, size: number, leaf: Buffer, path: string[]): Buffer | undefined {
  if (size === 1) return leaf
  const split = powerBelow(size)
  const sibling = path.pop()
  if (sibling === undefined) return undefined
  const isLeft = index < split
  const own = isLeft ? climb(index, split, leaf, path) : climb(index - split, size - split, leaf, path)
  return own && (isLeft ? node(own, hash(sibling)) : node(hash(sibling), own))
}

/** The older and the newer root of a stretch of the tree. */
function both(
  from: number,
  to: number,
  isWhole: boolean,
  older: Buffer,
  path: string[],
): readonly [Buffer, Buffer] | undefined {
  if (from === to && isWhole) return [older, older]
  const sibling = path.pop()
  if (sibling === undefined) return undefined
  if (from === to) return [hash(sibling), hash(sibling)]
  const split = powerBelow(to)
  const isLeft = from <= split
  const roots = isLeft
    ? both(from, split, isWhole, older, path)
    : both(from - split, to - split, false, older, path)
  if (roots === undefined) return undefined
  const [old, young] = roots
  return isLeft ? [old, node(young, hash(sibling))] : [node(hash(sibling), old), node(hash(sibling), young)]
}

function powerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

function hash(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

function node(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.from([1]), left, right)
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
