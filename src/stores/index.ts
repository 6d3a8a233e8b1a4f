/**
 * Where does a ledger lie? SQLite and PostgreSQL, as drivers of the port of `ledger`.
 */
export { postgresFaults } from './postgres/integrity.ts'
export type { PostgresLimits } from './postgres/limits.ts'
export { openPostgresLedger, type PostgresLedgerOptions } from './postgres/open.ts'
export type { Remark } from './postgres/server.ts'
export { isLedgerUrl, isPostgresUrl, withoutSecrets } from './postgres/target.ts'
export { backUpSqlite } from './sqlite/back-up.ts'
export { integrityFaults } from './sqlite/integrity.ts'
export { openSqliteLedger, type SqliteLedgerOptions } from './sqlite/open.ts'
export { passingPath, removePassing } from './sqlite/passing.ts'
export { type Restored, restoreSqlite } from './sqlite/restore.ts'
