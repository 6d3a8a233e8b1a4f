/** A day as a number: reading it, writing it, and counting in months and years. */

import { RegestaError } from '../errors.ts'

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, whole. It is the civil label of the place where
 * something happened, never a moment in UTC: 1973-09-21 in Paris is the same number as in Tokyo.
 */
export type CivilDay = number

/** A day taken apart: the year is astronomical (0 is 1 BC), month and day count from 1. */
export type Civil = { readonly year: number; readonly month: number; readonly day: number }

const DAYS_IN_ERA = 146_097 // 400 years, after which the calendar repeats
const EPOCH = 719_468 // from 0000-03-01 to 1970-01-01
/** The months by their names, January first. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The day of that date, of any year. Month 1…12 and day 1…31 are the caller's to keep: nothing is checked. */
export function dayOf(year: number, month: number, day: number): CivilDay {
  const marchYear = month <= 2 ? year - 1 : year // a year from March ends in the leap day
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_IN_ERA + dayOfEra - EPOCH
}

/** Year, month and day of it: the inverse of {@link dayOf}. Throws E_DATE if it is not finite. */
export function civilOf(day: CivilDay): Civil {
  if (!Number.isFinite(day))
    throw new RegestaError('E_DATE', 'invalid', `${day} is no day, but unbounded`, { day })
  const shifted = Math.floor(day) + EPOCH
  const era = Math.floor(shifted / DAYS_IN_ERA)
  const dayOfEra = shifted - era * DAYS_IN_ERA
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = ((marchMonth + 2) % 12) + 1
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

/** Whether that year, astronomical and of any sign, has a 29 February. */
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** 28…31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The same day of the month so many months on (or back), or that month's last day where it has none such. */
export function addMonths(day: CivilDay, months: number): CivilDay {
  if (!Number.isFinite(day)) return day
  const civil = civilOf(day)
  const month = civil.year * 12 + civil.month - 1 + months
  const year = Math.floor(month / 12)
  const monthOfYear = month - year * 12 + 1
  return dayOf(year, monthOfYear, Math.min(civil.day, daysInMonth(year, monthOfYear)))
}

/** The same date so many years on (or back); of 29 February it is 28 February in a common year. */
export function addYears(day: CivilDay, years: number): CivilDay {
  return addMonths(day, years * 12)
}

/** Days of years farther off are no longer exact numbers. Twice what EDTF can write here, so that one can count on from it. */
const FARTHEST_YEAR = 2e13
/** The first and the last day that {@link parseDay} reads. */
export const FIRST_DAY: CivilDay = dayOf(-FARTHEST_YEAR, 1, 1)
export const LAST_DAY: CivilDay = dayOf(FARTHEST_YEAR, 12, 31)

const DAY_SHAPE = /^(?:(-?\d{4})|Y(-?[1-9]\d{4,13}))-(\d{2})-(\d{2})$/

/**
 * The day written as strictly YYYY-MM-DD, before year 0 as -YYYY-MM-DD, beyond four digits as Y10000-MM-DD: the inverse
 * of {@link formatDay}. Throws E_DATE that says what is wrong.
 *
 * @example parseDay('1973-09-21') // 1359
 */
export function parseDay(text: string): CivilDay {
  const shape = DAY_SHAPE.exec(text)
  if (shape === null) throw refused(text, whyNoDay(text))
  const [year, month, day] = [Number(shape[1] ?? shape[2]), Number(shape[3]), Number(shape[4])]
  if (shape[1] === '-0000') throw refused(text, 'there is no year -0000, the year before 0001 is 0000')
  if (Math.abs(year) > FARTHEST_YEAR)
    throw refused(text, 'a year farther off than twenty million million is not supported')
  const fault = dateFault(year, month, day)
  if (fault !== undefined) throw refused(text, fault)
  return dayOf(year, month, day)
}

function whyNoDay(text: string): string {
  if (/^-?\d{4}-\d{2}-\d{2}[T ]/.test(text)) return 'a date has no time in it, expected YYYY-MM-DD'
  const [, sign = '', year = '', rest = ''] = /^[Y+]?(-?)0*(\d{5,})(-\d{2}-\d{2})$/.exec(text) ?? []
  if (year !== '' && !text.startsWith('Y'))
    return `a year of more than four digits is written Y, as Y${sign}${year}${rest}`
  return 'expected a date as YYYY-MM-DD'
}

/** It as YYYY-MM-DD; before year 0 as -YYYY-MM-DD, beyond four digits as Y10000-MM-DD. Throws E_DATE on ±Infinity. */
export function formatDay(day: CivilDay): string {
  const civil = civilOf(day)
  return `${formatMonth(civil.year, civil.month)}-${twoDigits(civil.day)}`
}

/** It as YYYY-MM, its year as in {@link formatYear}. */
export function formatMonth(year: number, month: number): string {
  return `${formatYear(year)}-${twoDigits(month)}`
}

/** It as EDTF writes it: 0794, -0043, Y-10000. */
export function formatYear(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0')
  const sign = year < 0 ? '-' : ''
  return digits.length > 4 ? `Y${sign}${digits}` : `${sign}${digits}`
}

/** Why there is no such date, or undefined if there is. */
export function dateFault(year: number, month: number, day = 1): string | undefined {
  if (month < 1 || month > 12) return `month ${twoDigits(month)} is not 01…12`
  if (day < 1 || day > 31) return `day ${twoDigits(day)} is not 01…31`
  const last = daysInMonth(year, month)
  if (day <= last) return undefined
  if (month === 2 && day === 29) return `${formatYear(year)} is not a leap year, its February has 28 days`
  return `day ${day} is not 01…${last}, the days of ${MONTHS[month - 1]}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

function refused(text: string, reason: string): RegestaError {
  return new RegestaError('E_DATE', 'invalid', `"${text}": ${reason}`, { text })
}
