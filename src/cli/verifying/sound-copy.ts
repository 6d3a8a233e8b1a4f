import {
  type Copy,
  chronicleIn,
  chroniclesInLedger,
  copyInFiles,
  copyInLedger,
  placesOf,
} from '../../archive/index.ts'
import { vocabulary } from '../../domains/index.ts'
import { InvalidInput } from '../../errors.ts'
import type { MerkleTree } from '../../ledger/index.ts'
import { type ChronicleFlags, ledgerPlaceOf } from '../flags.ts'
import type { Io } from '../io.ts'

/** A copy that agrees with itself throughout. */
export type SoundCopy = Copy & { readonly tree: MerkleTree }

/**
 * The history that proofs and checkpoints are made of: the ledger's, or where nothing is in one the files', once all of
 * it was proved. Throws InvalidInput with every fault, and as `chronicleIn` and
 * `chroniclesInLedger` do.
 */
export async function soundCopy(flags: ChronicleFlags, io: Io): Promise<SoundCopy> {
  const { eventsDir } = placesOf(flags, io.env)
  const ledger = ledgerPlaceOf(flags, io)
  const inLedger = (await chroniclesInLedger(ledger, { isNamed: flags.ledger !== undefined })) ?? []
  const [only, ...others] = inLedger
  const chronicle =
    flags.chronicle !== undefined && inLedger.includes(flags.chronicle)
      ? flags.chronicle
      : await chronicleIn(eventsDir, flags.chronicle).catch((error: unknown) => {
          if (flags.chronicle !== undefined || only === undefined || others.length > 0) throw error
          return only
        })
  const copy = await (inLedger.includes(chronicle)
    ? copyInLedger(ledger, chronicle)
    : copyInFiles({ eventsDir, chronicle, catalogue: vocabulary.catalogue }))
  const { tree, faults } = copy
  if (tree === undefined || faults.length > 0) throw new InvalidInput(faults)
  return { ...copy, tree }
}
