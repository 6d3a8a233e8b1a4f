/**
 * What can be seen from here, and how does it stand?
 *
 * A point names a place on the three clocks and whom one trusts. A view answers, for any event, whether it
 * is visible from there, in which version, and on what dates; it never asks of valid time whether something
 * may be seen (visible first, then when).
 *
 * ```ts
 * const view = new View(annals, { date: parseDay('2025-05-01'), position: 120, trusting: {} })
 * for (const version of view.versions(id)) standsOn('happened', datingOf(view, version), view.point.date)
 * ```
 */
export { Annals, type Link } from './annals.ts'
export { type Dating, datingOf, seenStanding, standsOn } from './dating.ts'
export { type Identity, identityOf } from './identity.ts'
export { type Point, TRUST_ALL, type Trust } from './point.ts'
export { type Clocks, type Version, View } from './view.ts'
