/**
 * What was the state at any date, as known by any day, and what changed between two?
 *
 * The engine reads a ledger and keeps up with it, answers points, compares them, and records. It is the one door to the
 * bodies of events: see {@link EventReader}. A {@link Snapshot} is a chronicle held at one position and one day.
 *
 * ```ts
 * const chronicle = await openChronicle({ name: 'library', vocabulary, ledger: openMemoryLedger(), clock })
 * const { head } = await chronicle.record({ events, expectedPosition: 0 })
 * const state = chronicle.asOf({ date: parseDay('2020-03-31'), knownAt: parseDay('2020-01-31') })
 * for (const item of state.list('loan')) console.log(item.subject, item.existence.answer)
 * const changes = chronicle.compare({ date: before }, { date: after }).changes('loan')
 * ```
 */
export { Chronicle, openChronicle, type Receipt } from './chronicle.ts'
export { type Chronicles, openIn } from './chronicles.ts'
export type { EventReader } from './event-reader.ts'
export { ArgumentReader, type GivenArguments, POINT_ARGUMENTS } from './given-arguments.ts'
export type { PointRequest } from './point-request.ts'
export type { ConsistencyProof, InclusionProof, Signer } from './proofs.ts'
export { type Comparison, ReadModel } from './read-model.ts'
export { MOST_COPIED, type Pin, Snapshot } from './snapshot.ts'
export type { Blocker, WhyNot } from './why-not.ts'
