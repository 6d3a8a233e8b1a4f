/**
 * Regesta: what stood when, who says so, and since when we know.
 *
 * The way data flows, room by room: `batches` reads files of `event`s into a `ledger`; `timeline` says what can
 * be seen from a point on the three clocks, `projection` what the claims come to there; `chronicle` is the
 * engine over both; `bilateral` gives it the words of a relationship between two countries; `api` and
 * `bilateral-api` ask it in GraphQL, `feeds` in other forms; `limits` says how much may be asked at once; `app` puts
 * all together.
 *
 * ```ts
 * const ledger = await openSqliteLedger({ path: '.regesta/ledger.sqlite', mode: 'read' })
 * const clock = systemClock()
 * const chronicle = await openChronicle({ name: 'japan-viet-nam', vocabulary: bilateral, ledger, clock })
 * const state = chronicle.asOf({ date: parseDay('2025-05-01') })
 * for (const item of state.list('undertaking')) console.log(item.subject, item.existence.answer)
 * ```
 */
export { bilateral } from './domains/index.ts'
export { Chronicle, openChronicle, type PointRequest } from './engine/index.ts'
export { RegestaError } from './errors.ts'
export { type Ledger, openMemoryLedger } from './ledger/index.ts'
export { LedgerPlace, openPostgresLedger, openSqliteLedger, type StoreDriver } from './stores/index.ts'
export { parseDay, parseEdtf, systemClock } from './time/index.ts'
