/**
 * When did it happen, as far as the evidence tells, and how does it stand on a given day?
 *
 * Dates come in as EDTF, go about as bounds (numbers: civil days, half-open), and are asked for one of four
 * answers. Everything here is pure but `systemClock`; this is the only room that knows luxon.
 *
 * ```ts
 * const meeting = readValid({ edtf: '[2021-09..2021-11]', basis: 'stated' }) // once, in those three months
 * standingAt('happened', meeting, parseDay('2021-10-15')) // 'possibly'
 * standingAt('happened', meeting, parseDay('2021-11-30')) // 'definitely'
 * ```
 */
export { ANSWERS, type Answer, allOf, and, anyOf, or } from './answer.ts'
export { boundsOf, type EndStatus, type Span, type ValidBounds } from './bounds.ts'
export {
  addMonths,
  addYears,
  type Civil,
  type CivilDay,
  civilOf,
  dayOf,
  daysInMonth,
  formatDay,
  isLeap,
  parseDay,
} from './civil-day.ts'
export { type Clock, fixedClock, systemClock } from './clock.ts'
export type { EdtfDate, Precision } from './edtf/date.ts'
export type { EdtfDatetime } from './edtf/datetime.ts'
export type { EdtfEndpoint, EdtfInterval } from './edtf/interval.ts'
export type { Level } from './edtf/level.ts'
export type { Qualification } from './edtf/qualification.ts'
export type { EdtfMember, EdtfRange, EdtfSet } from './edtf/set.ts'
export { type Edtf, parseEdtf } from './edtf.ts'
export { formatInterval } from './format-interval.ts'
export { formatInstant, type Instant, parseInstant } from './instant.ts'
export {
  ANY,
  contains,
  hull,
  type Interval,
  intersect,
  interval,
  isExact,
  oneDay,
  overlaps,
} from './interval.ts'
export { knownBy } from './known.ts'
export {
  type Aspect,
  happenedDuring,
  happenedOn,
  type Occurrence,
  standingAt,
  standingDuring,
} from './standing.ts'
export { type Bound, readBound, readValid, type Valid } from './valid.ts'
