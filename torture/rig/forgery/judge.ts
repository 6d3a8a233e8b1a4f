import { isDeepStrictEqual } from 'node:util'
import { InvalidInput } from '../../../src/errors.ts'
import {
  type ProofDocument,
  proofFaults,
  readProof,
  type Trust,
  type Verifier,
} from '../../../src/ledger/index.ts'
import { growthIn, inclusionIn, noteAt, type World } from './world.ts'

/** Whether a proof, as the text of its file, is taken for one by someone who trusts this. */
export type Judge = (written: string, trust: Trust) => boolean

/** As `regesta verify-proof` judges. */
export const judge: Judge = (written, trust) => {
  try {
    return proofFaults('proof', readProof('proof', written), trust).length === 0
  } catch (error) {
    if (error instanceof InvalidInput) return false
    throw error
  }
}

/**
 * Whether a proof that was taken for one says nothing but the truth, by comparing it with what the world would write
 * itself: the same event, places and hashes, and over the same text a signature of each of the verifiers.
 */
export function isTrue(written: string, world: World, { verifiers }: Trust): boolean {
  const document: ProofDocument = JSON.parse(written)
  const [from, to] =
    document.type === 'inclusion'
      ? [document.leaf.position, document.treeSize]
      : [document.from.treeSize, document.to.treeSize]
  if (to > world.entries.length || from > to) return false
  if (document.type === 'inclusion') {
    const { checkpoint, ...bare } = document
    return (
      isDeepStrictEqual(bare, inclusionIn(world, from, to)) && isGenuineNote(checkpoint, to, world, verifiers)
    )
  }
  const [{ checkpoint: first, ...older }, { checkpoint: second, ...newer }] = [document.from, document.to]
  return (
    isDeepStrictEqual({ ...document, from: older, to: newer }, growthIn(world, from, to)) &&
    isGenuineNote(first, from, world, verifiers) &&
    isGenuineNote(second, to, world, verifiers)
  )
}

/** What others may have signed beside is not asked. */
function isGenuineNote(
  note: string | undefined,
  size: number,
  world: World,
  verifiers: readonly Verifier[],
): boolean {
  if (note === undefined) return true
  const [text, signatures = ''] = noteAt(world, size).split('\n\n')
  const genuine = signatures
    .split('\n')
    .filter((line) => verifiers.some(({ name }) => line.startsWith(`— ${name} `)))
  return note.split('\n\n')[0] === text && genuine.every((line) => note.includes(`\n${line}\n`))
}
