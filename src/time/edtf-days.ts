/** Which days an EDTF year, month and day can be: masked digits, seasons, long and rounded years. */

import { addMonths, dateFault, dayOf, daysInMonth } from './civil-day.ts'
import { type Interval, interval } from './interval.ts'

/** From the first day that fits to the last; a sentence why none does. Month and day are two digits or X each. */
export function fittingDays(year: YearPart, month?: string, day?: string): Interval | string {
  if (year.form === 'long') {
    if (month !== undefined) return 'a year after Y, or with significant digits, takes no month'
    return interval(dayOf(year.first, 1, 1), dayOf(year.last + 1, 1, 1))
  }
  if (month !== undefined && day !== undefined && isSeason(Number(month))) return `season ${month} has no day`
  const [only, ...others] = year.years
  if (month !== undefined && day !== undefined && others.length === 0 && !isMasked(month + day)) {
    const fault = dateFault(only, Number(month), Number(day))
    if (fault !== undefined) return fault
    const one = dayOf(only, Number(month), Number(day))
    return interval(one, one + 1)
  }
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

type Season = { readonly month: number; readonly months: number }

const quarter = (month: number): Season => ({ month, months: 3 })

/**
 * First month and number of months by code (ISO 8601-2 §4.8, 21…41). EDTF leaves open which months a season is; here it
 * is the meteorologists' three, a winter belongs to the year of its December, and 21…24 are the northern hemisphere's.
 */
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

/** Every number that the digits can be, ascending; `X` stands for any digit. At most ten to the number of `X`. */
export function matches(digits: string): readonly number[] {
  if (!isMasked(digits)) return [Number(digits)]
  let numbers = [0]
  for (const digit of digits) {
    const choices = digit === 'X' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [Number(digit)]
    numbers = numbers.flatMap((number) => choices.map((choice) => number * 10 + choice))
  }
  return numbers
}

/** Whether some digit of it is unspecified. */
export function isMasked(digits: string): boolean {
  return digits.includes('X')
}

/**
 * `years`: of four digits, some perhaps unspecified: all that it can be, ascending. `long`: of more digits,
 * or with only some significant: the first and the last that it can be; such a year takes no month.
 */
export type YearPart =
  | { readonly form: 'years'; readonly years: readonly [number, ...number[]] }
  | { readonly form: 'long'; readonly first: number; readonly last: number; readonly level: 1 | 2 }

/** The pattern that {@link readYear} understands, to be built into a larger one. */
export const YEAR_PATTERN = String.raw`Y-?\d+(?:E\d+)?(?:S\d+)?|-?[\dX]{4}(?:S\d+)?`

const FARTHEST = 1e13 // beyond it a day is no longer an exact number

const PARTS = /^Y?(?<sign>-?)(?<digits>[\dX]+)(?:E(?<zeros>\d+))?(?:S(?<significant>\d+))?$/

/** The year, or in a sentence why there is none such. `text` matches {@link YEAR_PATTERN}. */
export function readYear(text: string): YearPart | string {
  const { sign = '', digits = '', zeros, significant } = PARTS.exec(text)?.groups ?? {}
  if (text.startsWith('Y') || significant !== undefined) {
    if (isMasked(digits)) return 'a year has unspecified digits or significant ones, not both'
    return readLong(text, sign === '-', digits, zeros, significant)
  }
  const [first, ...more] = sign === '-' ? negatives(matches(digits)) : matches(digits)
  if (first === undefined) return 'there is no year -0000, the year before 0001 is 0000'
  return { form: 'years', years: [first, ...more] }
}

/** The years before 0 of these sizes, ascending. */
function negatives(sizes: readonly number[]): number[] {
  return sizes
    .filter((size) => size > 0)
    .map((size) => -size)
    .reverse()
}

function readLong(
  text: string,
  negative: boolean,
  digits: string,
  zeros: string | undefined,
  significant: string | undefined,
): YearPart | string {
  const size = Number(digits) * 10 ** Number(zeros ?? 0)
  if (!(size <= FARTHEST)) return 'a year farther off than ten million million is not supported'
  if (text.startsWith('Y') && size < 10_000) return 'Y is for a year of more than four digits'
  if (text.startsWith('Y') && digits.startsWith('0')) return 'a year after Y does not begin with 0'
  const unit = roundness(size, significant)
  if (typeof unit === 'string') return unit
  const low = Math.floor(size / unit) * unit
  const high = low + unit - 1
  const level = zeros === undefined && significant === undefined ? 1 : 2
  return negative
    ? { form: 'long', first: -high, last: -low, level }
    : { form: 'long', first: low, last: high, level }
}

/** What the last significant digit counts: of 1950S2, hundreds. */
function roundness(size: number, significant: string | undefined): number | string {
  if (significant === undefined) return 1
  const insignificant = Math.max(4, String(size).length) - Number(significant)
  if (Number(significant) < 1 || insignificant < 0)
    return `${significant} significant digits of ${size}, expected between 1 and all of them`
  return 10 ** insignificant
}
