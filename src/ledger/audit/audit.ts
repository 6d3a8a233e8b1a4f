import { RegestaError } from '../../errors.ts'
import type { Head, Ledger } from '../port.ts'
import { type Progress, unheard } from '../progress.ts'
import { inspect } from './inspection.ts'

/**
 * The head of every chronicle, once all that leads there was recomputed and agrees (see `inspect`). Throws
 * E_LEDGER_DAMAGED with the first fault of the first chronicle that has one; `name` is what to call the ledger.
 */
export async function auditLedger(
  ledger: Ledger,
  name: string,
  progress: Progress = unheard,
): Promise<readonly Head[]> {
  const heads: Head[] = []
  for (const chronicle of await ledger.chronicles()) {
    const { head, faults } = await inspect(ledger, chronicle, name, progress)
    const [first] = faults
    if (first !== undefined)
      throw new RegestaError(
        'E_LEDGER_DAMAGED',
        'fault',
        `${name} is damaged: ${chronicle}: ${first.code} ${first.message}. Keep it as it is, and restore a backup to another path`,
        { name, chronicle, faults },
      )
    heads.push(head)
  }
  return heads
}
