import { RegestaError } from '../../errors.ts'
import type { LedgerPlace } from '../../stores/index.ts'
import { chronicleIn, whichChronicle } from '../chronicle-folders.ts'

/** A chronicle by its name, and whether it has a folder of batch files. */
export type Here = { readonly name: string; readonly inFiles: boolean }

/**
 * The chronicle that is meant: the one named, or the only one there; one that the files do not have is looked for in the
 * ledger. Throws as `chronicleIn` does, and what keeps a ledger from being read.
 */
export async function chronicleHere(
  eventsDir: string,
  ledger: LedgerPlace,
  named: string | undefined,
): Promise<Here> {
  try {
    return { name: await chronicleIn(eventsDir, named), inFiles: true }
  } catch (error) {
    if (!isOf(error, 'E_NO_CHRONICLE')) throw error
    const inLedger = await chroniclesOf(ledger)
    const [name, ...others] = named === undefined ? inLedger : inLedger.filter((each) => each === named)
    if (name === undefined) throw error
    if (others.length > 0) throw whichChronicle(ledger.name, inLedger)
    return { name, inFiles: false }
  }
}

async function chroniclesOf(place: LedgerPlace): Promise<readonly string[]> {
  if (!place.mayHoldLedger()) return []
  try {
    return await place.read((ledger) => ledger.chronicles())
  } catch (error) {
    if (isOf(error, 'E_NO_LEDGER')) return []
    throw error
  }
}

function isOf(error: unknown, code: string): boolean {
  return error instanceof RegestaError && error.code === code
}
