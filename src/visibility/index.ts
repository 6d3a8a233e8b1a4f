/**
 * What can be seen from here, and how does it read?
 *
 * A point names a place on the three clocks and whom one trusts. A view answers, for any event, whether it is
 * visible from there, in which versions, and on what dates; it never asks of valid time whether something may
 * be seen (visible first, then when), so that all points that differ in their date alone share one view.
 *
 * ```ts
 * const view = new View(eventIndex, { knownAt: parseDay('2025-05-01'), position: 120, trusting: {} })
 * for (const { event, bounds } of view.versions(id)) standingAt('happened', bounds, date)
 * ```
 */

export { affectedEvents, eventsTurningBetween, subjectsLinkedBy } from './affected-events.ts'
export { DayIndex } from './dependents-index.ts'
export { EventIndex } from './event-index.ts'
export { type Identity, identityOf, type Neighbour } from './identity.ts'
export { type Basis, basisOf, type Point, TRUST_ALL, type Trust } from './point.ts'
export {
  asWritten,
  type Clocks,
  seenStanding,
  type Version,
  View,
  type Visibility,
  type VisibleEvent,
} from './view.ts'
export type { Link } from './wording.ts'
export { narrow } from './world.ts'
