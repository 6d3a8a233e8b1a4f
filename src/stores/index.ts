/**
 * Where is a ledger kept? In a file of SQLite, or a schema of PostgreSQL: one driver each of the port of `ledger`, in one
 * list, and nothing outside this room asks which it is.
 */
export type { Remark, StoreDriver } from '../ledger/index.ts'
export { DRIVERS, LedgerPlace } from './ledger-place.ts'
export type { PostgresLimits } from './postgres/limits.ts'
export { openPostgresLedger, type PostgresLedgerOptions } from './postgres/open.ts'
export { isPostgresUrl, withoutSecrets } from './postgres/target.ts'
export { backUpSqlite } from './sqlite/back-up.ts'
export { backUpByCopy, type RestoreTarget, restoreByCopy } from './sqlite/by-copy.ts'
export { isUrl } from './sqlite/driver.ts'
export { integrityFaults } from './sqlite/integrity.ts'
export { openSqliteLedger, type SqliteLedgerOptions } from './sqlite/open.ts'
export { restoreSqlite } from './sqlite/restore.ts'
