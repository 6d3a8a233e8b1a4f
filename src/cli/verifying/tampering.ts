import { type Fault, InvalidInput } from '../../errors.ts'
import { Ended, EXIT, report } from '../exit.ts'
import type { Io } from '../io.ts'

/** Whether faults are of what was tampered with or damaged since it landed, and not of what it says. */
export function areOfTampering(faults: readonly Fault[]): boolean {
  return faults.some(({ code }) => TAMPERING.test(code))
}

const TAMPERING =
  /^E_((SUM|AUDIT|APART)_\w+|BATCH_NAME|TRUNCATED|REWRITTEN|FORKED|SIGNATURE|UNSIGNED|LEDGER_DAMAGED)$/

/** What `work` gives; a history that was tampered with ends the command as failed, whatever else is wrong with it. */
export async function failingIfTampered<T>(io: Io, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InvalidInput) || !areOfTampering(error.faults)) throw error
    report(error, io)
    throw new Ended(EXIT.failed)
  }
}
