/**
 * What can be said of the relationship between two countries?
 *
 * The plug-in that gives the engine its words: the event types with their payloads, the fields of every kind
 * of subject, and how each field resolves. It is pure and knows no disk, network or clock.
 *
 * ```ts
 * const chronicle = await openChronicle({ ledger, name: 'japan-viet-nam', vocabulary: bilateral, clock })
 * const [first] = chronicle.asOf({ date }).list('undertaking')
 * if (first !== undefined) console.log(first.get(undertakingFields.status).answer, dueOf(first).standing)
 * ```
 */
export { COOPERATION_SCOPES, COOPERATION_STAGES, cooperationFields } from './cooperation.ts'
export { type Figure, figureFields } from './figure.ts'
export { type HeldOn, heldDuring, heldOn } from './held-on.ts'
export { inSession, parseTimeOfDay } from './in-session.ts'
export { INSTRUMENT_KINDS, instrumentFields, type Party } from './instrument.ts'
export { labelFields } from './label.ts'
export { MECHANISM_STAGES, mechanismFields, type Sessions } from './mechanism.ts'
export {
  type Announcement,
  MEETING_KINDS,
  meetingFields,
  type Ordinal,
  type Participant,
  type Session,
} from './meeting.ts'
export { officeFields } from './office.ts'
export { personFields, type Title } from './person.ts'
export { placeFields } from './place.ts'
export { positionFields } from './position.ts'
export { type Place, spelled } from './terms.ts'
export {
  type Due,
  dueOf,
  GRADES,
  isOpen,
  type Status,
  undertakingFields,
} from './undertaking/index.ts'
export { visitFields } from './visit.ts'
export { bilateral } from './vocabulary.ts'
