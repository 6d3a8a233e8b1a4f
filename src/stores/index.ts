/**
 * Where is a ledger kept? In a file of SQLite or in a PostgreSQL database, by one driver each, in one list.
 *
 * `LedgerPlace` is an address with the driver that owns it; nothing outside this room asks which store it is. To add a
 * store, implement `Ledger` and `StoreDriver`, and put the driver in front of the others in `DRIVERS`.
 *
 * ```ts
 * import { hash } from 'node:crypto'
 * import { LedgerPlace } from './src/stores/index.ts'
 *
 * const place = new LedgerPlace('data/ledger.sqlite') // or postgres://user@host/database
 * const body = '{"type":"MeetingHeld"}'
 * const events = [{ id: hash('sha256', body), body }]
 * await place.write((ledger) =>
 *   ledger.append({ chronicle: 'japan-viet-nam', name: '0001-first', recordedAt: Date.UTC(2026, 0, 1), events }),
 * )
 * await place.backUp('data/backup.sqlite')
 * console.log(await place.verify(), (await place.read((ledger) => ledger.head('japan-viet-nam'))).position)
 * // [] 1
 * ```
 */
export type { Remark, StoreDriver } from '../ledger/index.ts'
export { Semaphore } from './concurrency.ts'
export { DRIVERS, LedgerPlace } from './ledger-place.ts'
export { openPostgresLedger } from './postgres/driver.ts'
export {
  backUpByCopy,
  backUpSqlite,
  restoreByCopy,
  restoreSqlite,
} from './sqlite/backup.ts'
export { isUrl } from './sqlite/driver.ts'
export { integrityFaults } from './sqlite/integrity.ts'
export { openSqliteLedger } from './sqlite/open.ts'
