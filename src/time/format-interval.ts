/** Bounds in words: the shortest plain EDTF that says them. */

import { type CivilDay, civilOf, formatDay, formatMonth, formatYear } from './civil-day.ts'
import type { Interval } from './interval.ts'

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
