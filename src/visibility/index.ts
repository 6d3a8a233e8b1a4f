/**
 * Which events are visible from a basis, and how do they read?
 *
 * A basis is a place in the ledger, a day of public knowledge and a trust: a point without its date. A view answers for
 * every event whether it is visible from there, in which versions, and with which dates. It never asks of valid time
 * whether an event is visible (visible first, then when), so that points that differ in their date alone share one view.
 *
 * ```ts
 * const eventIndex = new EventIndex(catalogue)
 * for (const event of events) eventIndex.add(event)
 * const view = new View(eventIndex, { knownAt: parseDay('2020-03-31'), position: 2, trusting: TRUST_ALL })
 * for (const { recorded, versions } of view.visibleEvents) console.log(recorded.id, versions.length)
 * ```
 */

export {
  affectedEvents,
  eventsRestingOn,
  eventsTurningBetween,
  nearestTurn,
  subjectsLinkedBy,
} from './affected-events.ts'
export { EventIndex } from './event-index.ts'
export { type EventStore, EventsInMemory } from './event-store.ts'
export { type Contested, type Identity, identityOf, soleIdentity } from './identity.ts'
export { datedByReports, narrow, narrowToReports, reportsOf } from './narrow.ts'
export { type Basis, basisOf, type Point, TRUST_ALL, type Trust, trusts } from './point.ts'
export { asWritten, type Version, type VisibleEvent } from './version.ts'
export { View } from './view.ts'
export { isOfPublisher, type PublishedText, textBroughtBy, type Wording } from './wording.ts'
export { countWorlds } from './worlds.ts'
