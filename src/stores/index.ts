/**
 * Where is a ledger kept? In a file of SQLite, or a schema of PostgreSQL: one driver each of the port of `ledger`, in one
 * list, and nothing outside this room asks which it is.
 */
export type { Remark, StoreDriver } from '../ledger/index.ts'
export { DRIVERS, LedgerPlace } from './ledger-place.ts'
export { openPostgresLedger } from './postgres/driver.ts'
export type { PostgresLedgerOptions } from './postgres/open.ts'
export type { PostgresLimits } from './postgres/url.ts'
export { isPostgresUrl, withoutSecrets } from './postgres/url.ts'
export {
  backUpByCopy,
  backUpSqlite,
  type RestoreTarget,
  restoreByCopy,
  restoreSqlite,
} from './sqlite/backup.ts'
export { isUrl } from './sqlite/driver.ts'
export { integrityFaults } from './sqlite/integrity.ts'
export { openSqliteLedger, type SqliteLedgerOptions } from './sqlite/open.ts'
