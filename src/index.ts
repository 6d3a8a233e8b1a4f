/**
 * Regesta: what stood when, who says so, and since when we know. An event-sourced, bitemporal chronology: events are only
 * appended, and every answer is computed from those visible at a point. `docs/architecture.md` names the file for each
 * question: where visibility is decided, a request refused, an answer cached, a kind or a store added.
 *
 * The rooms, in the order in which they may import each other. `time`: imprecise dates and the four answers. `event`: one
 * immutable assertion with its evidence. `ledger`: what was taken in, under a Merkle root; `stores`: SQLite and PostgreSQL.
 * `visibility`: which events can be seen from a point. `state`: what their claims come to, and how two states compare.
 * `admission`: may this be recorded? `engine`: open, record, ask. `archive`: the files of `events/`. `domain`: how a kind of
 * fact is declared; `domains`: those of a relationship between two countries. `graphql`: the schema of any domain. `exchange`:
 * feeds and citations. `server`: a request from the socket to the answer. `cli`: the commands.
 *
 * ```ts
 * import { bilateral, openChronicle, openMemoryLedger, parseDay, systemClock } from 'regesta'
 *
 * const clock = systemClock()
 * const ledger = openMemoryLedger()
 * const chronicle = await openChronicle({ name: 'chile-peru', vocabulary: bilateral.vocabulary, ledger, clock })
 * const span = { source: 'source/press-1', locator: 'p. 1', role: 'statement' }
 * const events = [
 *   {
 *     type: 'SourceRegistered', subject: 'source/press-1', evidence: [{ ...span, role: 'date' }],
 *     payload: { label: 'p1', published: { edtf: '2024-01-10', basis: 'stated' }, absent: [] },
 *   },
 *   {
 *     type: 'MeetingHeld', subject: 'meeting/talks', evidence: [span],
 *     payload: { kind: 'talks', name: 'Talks' }, valid: { edtf: '[2023-09..2023-11]', basis: 'stated' },
 *   },
 * ]
 * await chronicle.record({ events })
 * const [talks] = chronicle.asOf({ date: parseDay('2023-10-15') }).list('meeting')
 * console.log(talks?.subject, talks?.existence.answer) // meeting/talks possibly
 * ```
 *
 * A domain of one's own is declared with `regesta/domain`; `regesta/graphql` makes its schema, `regesta/server` serves it.
 */
export { bilateral } from './domains/index.ts'
export { Chronicle, openChronicle, type PointRequest } from './engine/index.ts'
export { RegestaError } from './errors.ts'
export { type Ledger, openMemoryLedger } from './ledger/index.ts'
export {
  DRIVERS,
  LedgerPlace,
  openPostgresLedger,
  openSqliteLedger,
  type StoreDriver,
} from './stores/index.ts'
export { parseDay, parseEdtf, systemClock } from './time/index.ts'
