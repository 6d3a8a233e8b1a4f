/**
 * Which months a season is. EDTF leaves that open; here it is the meteorologists' three months, and a winter
 * that begins in December belongs to the year of that December. ISO 8601-2 §4.8, codes 21…41.
 */

import { addMonths, dayOf } from '../civil-day.ts'
import { type Interval, interval } from '../interval.ts'

type Season = { readonly month: number; readonly months: number }

const quarter = (month: number): Season => ({ month, months: 3 })

/** First month and number of months by code; 21…24 are read as of the northern hemisphere. */
const SEASONS: ReadonlyMap<number, Season> = new Map([
  ...[3, 6, 9, 12].map((month, at) => [21 + at, quarter(month)] as const), // spring, summer, autumn, winter
  ...[3, 6, 9, 12].map((month, at) => [25 + at, quarter(month)] as const), // the same, northern
  ...[9, 12, 3, 6].map((month, at) => [29 + at, quarter(month)] as const), // the same, southern
  ...[1, 4, 7, 10].map((month, at) => [33 + at, quarter(month)] as const), // quarters
  ...[1, 5, 9].map((month, at) => [37 + at, { month, months: 4 }] as const), // quadrimesters
  ...[1, 7].map((month, at) => [40 + at, { month, months: 6 }] as const), // semesters
])

/** Whether the two digits in a month's place stand for a season. */
export function isSeason(code: number): boolean {
  return SEASONS.has(code)
}

/** Its days, or undefined if the code is no season. */
export function seasonOf(year: number, code: number): Interval | undefined {
  const season = SEASONS.get(code)
  if (season === undefined) return undefined
  const begin = dayOf(year, season.month, 1)
  return interval(begin, addMonths(begin, season.months))
}
