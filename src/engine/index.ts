/**
 * What was the state at any date, as far as told by any day, and what changed between two?
 *
 * The engine: it reads a ledger, keeps the projections up, answers points, and records.
 *
 * ```ts
 * const chronicle = await openChronicle({ name: 'japan-viet-nam', vocabulary: bilateral, ledger, clock })
 * const state = chronicle.asOf({ date: parseDay('2025-05-01'), knownAt: parseDay('2025-04-30') })
 * for (const item of state.list('undertaking')) console.log(item.subject, item.existence.answer)
 * const changes = chronicle.compare({ date: before }, { date: after }).changes('instrument')
 *
 * const { head } = await chronicle.record({ events, expectedPosition: chronicle.position })
 * for await (const event of chronicle.eventsFrom(head.position, signal)) console.log(event.position)
 * ```
 */

export { Chronicle, openChronicle, type Receipt } from './chronicle.ts'
export { type PointRequest, resolvePoint } from './point-request.ts'
export type { ConsistencyProof, InclusionProof, Signer } from './proofs.ts'
export { type Comparison, type History, ReadModel } from './read-model.ts'
export { type Pin, type Preview, Snapshot } from './snapshot.ts'
export type { Blocker, WhyNot } from './why-not.ts'
