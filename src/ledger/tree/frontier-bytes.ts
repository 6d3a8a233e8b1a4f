import type { Frontier } from './merkle.ts'

const HASH_LENGTH = 32

/** A frontier as a ledger keeps it beside its size: its hashes, end to end. */
export function frontierBytes({ nodes }: Frontier): Buffer {
  return Buffer.concat(nodes)
}

/** The frontier of a tree of this size; nothing where these are not as many hashes as the size has ones in binary. */
export function frontierFrom(size: number, bytes: Uint8Array): Frontier | undefined {
  const count = onesIn(size)
  if (bytes.length !== HASH_LENGTH * count) return undefined
  const nodes = Array.from({ length: count }, (_, index) =>
    bytes.subarray(HASH_LENGTH * index, HASH_LENGTH * (index + 1)),
  )
  return { size, nodes }
}

/** How many hashes the frontier of a tree of this size has. */
export function onesIn(size: number): number {
  return size.toString(2).replaceAll('0', '').length
}
