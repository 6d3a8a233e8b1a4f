/** A stretch of civil days: how two of them lie to one another, and how one is written in EDTF. */

import { RegestaError } from '../errors.ts'
import { type CivilDay, civilOf, formatDay, formatMonth, formatYear } from './civil-day.ts'

/**
 * Half-open: `earliest` is in, `latest` is out, so `latest - 1` is the last day in it. Never empty.
 * `-Infinity` and `Infinity` mean that nothing bounds it on that side.
 */
export type Interval = { readonly earliest: CivilDay; readonly latest: CivilDay }

/** Every day there is. */
export const ANY: Interval = Object.freeze({ earliest: -Infinity, latest: Infinity })

/** The days from `earliest` on and before `latest`. Throws E_EMPTY_INTERVAL when that is none. */
export function interval(earliest: CivilDay, latest: CivilDay): Interval {
  if (earliest < latest) return { earliest, latest }
  throw new RegestaError('E_EMPTY_INTERVAL', 'invalid', `[${earliest}, ${latest}) has no day in it`, {
    earliest,
    latest,
  })
}

/** That day alone. */
export function oneDay(day: CivilDay): Interval {
  return interval(day, day + 1)
}

/** The days in both, or undefined if there are none. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const earliest = Math.max(a.earliest, b.earliest)
  const latest = Math.min(a.latest, b.latest)
  return earliest < latest ? { earliest, latest } : undefined
}

/** Whether the day is one of them. */
export function contains(days: Interval, day: CivilDay): boolean {
  return days.earliest <= day && day < days.latest
}

/** Whether some day is in both; intervals that only touch share none. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.earliest < b.latest && b.earliest < a.latest
}

/** Whether it is a single day. */
export function isExact(days: Interval): boolean {
  return days.latest - days.earliest === 1
}

/** The shortest interval that has all days of both, and of the gap between them. */
export function hull(a: Interval, b: Interval): Interval {
  return { earliest: Math.min(a.earliest, b.earliest), latest: Math.max(a.latest, b.latest) }
}

const year = (day: CivilDay): string => formatYear(civilOf(day).year)
const month = (day: CivilDay): string => formatMonth(civilOf(day).year, civilOf(day).month)

/**
 * The EDTF text for one day of the interval: `2021-11-21`, `2021-11`, `2021`, or a set `[2021-09..2021-11]`,
 * `[2021-12-04..]`, `[..1973]`, both its ends as coarse as they can both be; `[..]` for any day at all.
 * {@link parseEdtf} reads it back to the same bounds, but for days (not years) beyond the year 9999, which
 * EDTF cannot write.
 */
export function formatInterval(days: Interval): string {
  const { earliest, latest } = days
  const write = coarsest(days)
  const first = earliest === -Infinity ? '' : write(earliest)
  const last = latest === Infinity ? '' : write(latest - 1)
  return first !== '' && first === last ? first : `[${first}..${last}]`
}

/** How to write a day as coarsely as the edges of both bounds allow. */
function coarsest({ earliest, latest }: Interval): (day: CivilDay) => string {
  const edges = [earliest, latest].filter(Number.isFinite).map(civilOf)
  if (edges.every((edge) => edge.month === 1 && edge.day === 1)) return year
  return edges.every((edge) => edge.day === 1) ? month : formatDay
}
