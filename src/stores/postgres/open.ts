import type { Ledger, Remark } from '../../ledger/index.ts'
import type { PostgresLimits } from './limits.ts'

export type PostgresLedgerOptions = {
  /** `postgres://user:password@host:port/database`; several hosts with commas between, of which one takes writes. */
  readonly url: string
  /** Any number of processes write, and make and migrate the tables if need be; to read, a standby will do. */
  readonly mode: 'write' | 'read'
  readonly limits?: Partial<PostgresLimits>
  /** Hears of what an operator should know: how events could be lost with this server, and that another serves now. */
  readonly report?: (remark: Remark) => void
}

/**
 * A ledger in a schema of a PostgreSQL database, 15 or later; what was appended is durable on its server and on every
 * synchronous standby. Servers that are lost and replaced are waited for, up to a limit.
 *
 * Throws, and changes nothing: E_LEDGER_URL, E_NO_LEDGER (reading what is not there), E_FOREIGN_SCHEMA,
 * E_NEWER_SCHEMA, E_SERVER_VERSION, E_SERVER_ENCODING, E_LEDGER_DAMAGED, E_READ_ONLY, E_STORAGE, E_STORAGE_FULL.
 */
export async function openPostgresLedger(options: PostgresLedgerOptions): Promise<Ledger> {
  // Only now: `pg` takes its time to load, and most commands never need it.
  const { openTarget } = await import('./open-target.ts')
  return openTarget(options)
}
