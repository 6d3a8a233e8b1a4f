import { RegestaError } from '../../errors.ts'
import type { Ledger, Remark } from '../../ledger/index.ts'
import type { LedgerPlace } from '../../stores/index.ts'

/** Opens the ledger at a place to be written; where another process holds it, E_LEDGER_LOCKED says which, and what to do. */
export function openToWrite(place: LedgerPlace, report?: (remark: Remark) => void): Promise<Ledger> {
  return place.open('write', report).catch(sayWhoWrites)
}

/** A ledger is held for long by a server alone. */
function sayWhoWrites(error: unknown): never {
  if (!(error instanceof RegestaError) || error.code !== 'E_LEDGER_LOCKED') throw error
  const { path, pid } = error.facts
  if (pid === process.pid) throw error
  const holder = pid === undefined ? 'another process' : `process ${pid}`
  throw new RegestaError(
    error.code,
    error.category,
    `${path} is being written by ${holder}: \`npm start\` (\`regesta serve\`) holds it as long as it runs; stop it, record, and start it again`,
    error.facts,
    error,
  )
}

/** What the work comes to; where it fails, the ledger is closed before that is thrown. */
export async function closingIfFails<T>(ledger: Ledger, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await ledger.close()
    throw error
  }
}
