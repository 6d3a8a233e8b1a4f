/**
 * When did it happen, by the evidence, and does it hold on a given day?
 *
 * Dates come in as EDTF, become bounds (civil days as numbers, half-open), and give one of four answers. Everything here
 * is pure but `systemClock`; this is the only room that uses luxon.
 *
 * ```ts
 * const meeting = readValid({ edtf: '[2021-09..2021-11]', basis: 'stated' }) // once, in those three months
 * standingAt('happened', meeting, parseDay('2021-10-15')) // 'possibly'
 * standingAt('happened', meeting, parseDay('2021-11-30')) // 'definitely'
 * ```
 */
export { ANSWERS, type Answer, allOf, and, anyOf, or } from './answer.ts'
export { boundsOfEdtf, type Days, formatBounds, sameBounds, type ValidBounds } from './bounds.ts'
export {
  addMonths,
  addYears,
  type CivilDay,
  civilOf,
  dayOf,
  daysInMonth,
  FIRST_DAY,
  formatDay,
  isLeap,
  LAST_DAY,
  MONTHS,
  parseDay,
} from './civil-day.ts'
export {
  aheadOf,
  CLOCK_TOLERANCE,
  type Clock,
  clockInZone,
  fixedClock,
  instantAfter,
  systemClock,
} from './clock.ts'
export { type Edtf, hintFor, parseEdtf } from './edtf.ts'
export type { Hint, Suggestion } from './edtf-hints.ts'
export { formatInstant, type Instant, parseInstant } from './instant.ts'
export {
  ANY,
  contains,
  formatInterval,
  hull,
  type Interval,
  intersect,
  interval,
  isExact,
  oneDay,
  overlaps,
} from './interval.ts'
export { fitting } from './left-out.ts'
export {
  type Aspect,
  happenedDuring,
  happenedOn,
  heldDuring,
  knownBy,
  mayFallIn,
  standingAt,
  standingDuring,
} from './standing.ts'
export { type Bound, readBound, readValid, type Valid } from './valid.ts'
