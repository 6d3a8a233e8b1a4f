import { existsSync } from 'node:fs'
import type { Ledger } from '../../ledger/index.ts'
import {
  isPostgresUrl,
  openPostgresLedger,
  openSqliteLedger,
  type Remark,
  withoutSecrets,
} from '../../stores/index.ts'
import { checkLedgerPlace } from './place.ts'

/**
 * Opens the ledger at a place: the URL of a PostgreSQL database, or else a SQLite file. Throws as `checkLedgerPlace`,
 * `openPostgresLedger` and `openSqliteLedger` do; `report` hears of what an operator of the first should know.
 */
export async function openLedgerAt(
  place: string,
  mode: 'read' | 'write',
  report?: (remark: Remark) => void,
): Promise<Ledger> {
  checkLedgerPlace(place)
  if (isPostgresUrl(place)) return openPostgresLedger({ url: place, mode, ...(report && { report }) })
  return openSqliteLedger({ path: place, mode })
}

/** What `work` comes to with the ledger at a place, which is open that long. */
export async function withLedgerAt<T>(
  place: string,
  mode: 'read' | 'write',
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const ledger = await openLedgerAt(place, mode)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

/** What to call the ledger at a place: of a URL neither password nor parameters are shown. */
export function ledgerNamed(place: string): string {
  return isPostgresUrl(place) ? withoutSecrets(place) : place
}

/** Whether there may be a ledger at a place: of a database it takes asking to know. Throws as `checkLedgerPlace` does. */
export function mayHoldLedger(place: string): boolean {
  checkLedgerPlace(place)
  return isPostgresUrl(place) || existsSync(place)
}
