/** A moment on the recorded clock (transaction time): read strictly, always written in the same form. */

import { RegestaError } from '../errors.ts'
import { dateFault, dayOf } from './civil-day.ts'

/** UTC instant, ms since 1970-01-01T00:00:00Z, of the years 0001…9999. */
export type Instant = number

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FIRST = dayOf(1, 1, 1) * DAY
const END = dayOf(10_000, 1, 1) * DAY

/**
 * The instant written as `2026-11-21T23:43:00Z`, with `Z` or an offset like `+09:00`, its seconds written and
 * nothing finer than ms. Throws E_INSTANT, also for a date that does not exist, a 24:00 or a leap second.
 */
export function parseInstant(text: string): Instant {
  const shape = SHAPE.exec(text)
  if (shape === null) throw refused(text, 'expected an instant as 2026-11-21T23:43:00Z, with Z or an offset')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = shape.slice(1, 7).map(Number)
  const fraction = shape[7] ?? ''
  const offsetHour = Number(shape[9] ?? 0)
  const offsetMinute = Number(shape[10] ?? 0)
  const fault =
    dateFault(year, month, day) ?? timeFault(hour, minute, second) ?? offsetFault(offsetHour, offsetMinute)
  if (fault !== undefined) throw refused(text, fault)
  if (fraction.length > 3) throw refused(text, 'finer than a millisecond, expected at most three decimals')
  const local =
    dayOf(year, month, day) * DAY +
    hour * HOUR +
    minute * MINUTE +
    second * 1000 +
    Number(fraction.padEnd(3, '0'))
  const offset = (offsetHour * HOUR + offsetMinute * MINUTE) * (shape[8] === '-' ? -1 : 1)
  const instant = local - offset
  if (instant < FIRST || instant >= END) throw refused(text, 'its year in UTC is not 0001…9999')
  return instant
}

/** The instant as `2026-11-21T23:43:00.000Z`. Throws E_INSTANT if it is no whole number or its year is not 0001…9999. */
export function formatInstant(instant: Instant): string {
  if (!Number.isInteger(instant) || instant < FIRST || instant >= END)
    throw refused(String(instant), 'not a whole number of ms within the years 0001…9999')
  return new Date(instant).toISOString()
}

/** Why there is no such time of day, or undefined if there is. */
export function timeFault(hour: number, minute: number, second: number): string | undefined {
  if (hour > 23) return `hour ${hour} is not 00…23`
  if (minute > 59) return `minute ${minute} is not 00…59`
  if (second > 59) return `second ${second} is not 00…59`
  return undefined
}

/** Why there is no such offset from UTC, or undefined if there is. */
export function offsetFault(hour: number, minute: number): string | undefined {
  if (hour > 23) return `hour ${hour} of the offset is not 00…23`
  if (minute > 59) return `minute ${minute} of the offset is not 00…59`
  return undefined
}

function refused(text: string, reason: string): RegestaError {
  return new RegestaError('E_INSTANT', 'invalid', `"${text}": ${reason}`, { text })
}
