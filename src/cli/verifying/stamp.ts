import type { SoundCopy } from '../../archive/index.ts'
import { InvalidInput } from '../../errors.ts'
import {
  checkpointOf,
  formatNote,
  historyFaults,
  readCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from '../../ledger/index.ts'
import { bytesOf } from '../files.ts'
import { readSignerIn } from './trust.ts'

/** By which keys proofs are stamped, and which checkpoints are at hand, by their files. */
export type StampFlags = { readonly key: readonly string[]; readonly checkpoint: readonly string[] }

/** What vouches for a root within the proof: what the keys sign now, else the checkpoint of that size at hand. */
export type Stamp = {
  /** The size that a checkpoint at hand is of, where there is but one. */
  readonly size: number | undefined
  at(size: number): { readonly checkpoint?: string }
}

/** Throws InvalidInput where a checkpoint is not of this history. */
export async function stampOf({ name, chronicle, tree }: SoundCopy, flags: StampFlags): Promise<Stamp> {
  const signers = await Promise.all(flags.key.map(readSignerIn))
  const held = await Promise.all(
    flags.checkpoint.map(async (file) => ({ file, checkpoint: readCheckpoint(file, await bytesOf(file)) })),
  )
  const faults = historyFaults(name, chronicle, tree, held)
  if (faults.length > 0) throw new InvalidInput(faults)
  const [first, ...others] = held
  const at = (size: number): SignedCheckpoint | undefined =>
    held.find(({ checkpoint }) => checkpoint.size === size)?.checkpoint
  return {
    size: others.length === 0 ? first?.checkpoint.size : undefined,
    at: (size) => {
      const standing = at(size)
      if (signers.length > 0) {
        const own = standing ?? checkpointOf(chronicle, { size, root: tree.rootAt(size) })
        return { checkpoint: signCheckpoint(own, signers, standing?.note.signatures) }
      }
      return standing === undefined ? {} : { checkpoint: formatNote(standing.note) }
    },
  }
}
