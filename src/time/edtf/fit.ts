/** Which days a year, month and day can be when some of their digits are unspecified. */

import { dateFault, dayOf, daysInMonth } from '../civil-day.ts'
import { type Interval, interval } from '../interval.ts'
import { isMasked, matches } from './mask.ts'
import { isSeason, seasonOf } from './season.ts'
import type { YearPart } from './year.ts'

/** From the first day that fits to the last; a sentence why none does. Month and day are two digits or X each. */
export function fittingDays(year: YearPart, month?: string, day?: string): Interval | string {
  if (year.form === 'long') {
    if (month !== undefined) return 'a year after Y, or with significant digits, takes no month'
    return interval(dayOf(year.first, 1, 1), dayOf(year.last + 1, 1, 1))
  }
  if (month !== undefined && day !== undefined && isSeason(Number(month))) return `season ${month} has no day`
  const first = firstOf(year.years, (candidate) => firstIn(candidate, month, day))
  const last = firstOf([...year.years].reverse(), (candidate) => lastIn(candidate, month, day))
  if (first !== undefined && last !== undefined) return interval(first, last)
  return whyNone(year, month, day)
}

/** The first day of that year that fits. */
function firstIn(year: number, month?: string, day?: string): number | undefined {
  if (month === undefined) return dayOf(year, 1, 1)
  if (isSeason(Number(month))) return seasonOf(year, Number(month))?.earliest
  return firstOf(within(month, 12), (m) => firstOf(daysWithin(year, m, day), (d) => dayOf(year, m, d)))
}

/** The day after the last of that year that fits. */
function lastIn(year: number, month?: string, day?: string): number | undefined {
  if (month === undefined) return dayOf(year + 1, 1, 1)
  if (isSeason(Number(month))) return seasonOf(year, Number(month))?.latest
  return firstOf(within(month, 12).reverse(), (m) =>
    firstOf(daysWithin(year, m, day).reverse(), (d) => dayOf(year, m, d) + 1),
  )
}

function daysWithin(year: number, month: number, day = 'XX'): number[] {
  return within(day, daysInMonth(year, month))
}

/** The numbers 1…last that the digits can be, ascending. */
function within(digits: string, last: number): number[] {
  return matches(digits).filter((number) => 1 <= number && number <= last)
}

function firstOf(
  candidates: readonly number[],
  find: (candidate: number) => number | undefined,
): number | undefined {
  for (const candidate of candidates) {
    const found = find(candidate)
    if (found !== undefined) return found
  }
  return undefined
}

function whyNone(year: Extract<YearPart, { form: 'years' }>, month = 'XX', day?: string): string {
  const masked = year.years.length > 1 || isMasked(month) || isMasked(day ?? '')
  if (!masked && day === undefined) return `month ${month} is not 01…12, nor a season 21…41`
  const fault = masked ? undefined : dateFault(year.years[0], Number(month), Number(day))
  return fault ?? 'no day fits that, whatever the X stand for'
}
