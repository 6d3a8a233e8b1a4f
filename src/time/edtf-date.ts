/** One EDTF date: a year, a month, a season or a day, some of it perhaps unspecified or qualified. */

import { RegestaError } from '../errors.ts'
import { fittingDays, isMasked, isSeason, readYear, YEAR_PATTERN, type YearPart } from './edtf-days.ts'
import type { Interval } from './interval.ts'

/** The smallest unit written; a bare year whose last digits are unspecified is as coarse as they make it. */
export type Precision = 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'millennium'

export type EdtfDate = {
  readonly type: 'date'
  readonly text: string
  readonly level: Level
  readonly qualification: Qualification
  readonly precision: Precision
  /** Whether some digit of it is an X. */
  readonly unspecified: boolean
  /** From the first day that fits it to the last; not each day between them need fit (`XXXX-12-XX`). */
  readonly days: Interval
}

const MARK = '[?~%]?'
const SHAPE = new RegExp(
  `^${MARK}(?<year>${YEAR_PATTERN})${MARK}` +
    String.raw`(?:-${MARK}(?<month>[\dX]{2})${MARK}(?:-${MARK}(?<day>[\dX]{2})${MARK})?)?$`,
)

/** The date, which exists. Throws E_EDTF that says what is wrong. */
export function parseEdtfDate(text: string): EdtfDate {
  const groups = SHAPE.exec(text)?.groups
  if (groups === undefined) throw edtfRefusal(text, whyNoDate(text))
  const { year = '', month, day } = groups
  const yearPart = readYear(year)
  if (typeof yearPart === 'string') throw edtfRefusal(text, yearPart)
  const days = fittingDays(yearPart, month, day)
  if (typeof days === 'string') throw edtfRefusal(text, days)
  const marks = text.replace(/[^?~%]/g, '')
  return {
    type: 'date',
    text,
    level: highest([
      levelOfYear(year, yearPart),
      levelOfMonth(month),
      levelOfMask(year, month, day),
      levelOfMarks(text, marks),
    ]),
    qualification: qualificationBy(marks),
    precision: precisionOf(year, month, day),
    unspecified: isMasked(text),
    days,
  }
}

function levelOfYear(text: string, year: YearPart): Level {
  if (year.form === 'long') return year.level
  return text.startsWith('-') ? 1 : 0
}

/** Seasons 21…24 are of level 1, the others of level 2. */
function levelOfMonth(month = ''): Level {
  const code = Number(month)
  if (!isSeason(code)) return 0
  return code <= 24 ? 1 : 2
}

/** Level 1 leaves whole parts open, from the right, or the last one or two digits of a bare year. */
function levelOfMask(year: string, month = '', day = ''): Level {
  if (!isMasked(year + month + day)) return 0
  if (isMasked(year)) return month === '' && /^-?\d\d[\dX]X$/.test(year) ? 1 : 2
  const fromTheRight = (month === 'XX' && (day === '' || day === 'XX')) || (!isMasked(month) && day === 'XX')
  return fromTheRight ? 1 : 2
}

/** Level 1 marks the whole date, at its end; level 2 a part (mark before it) or all up to a part (mark after it). */
function levelOfMarks(text: string, marks: string): Level {
  if (marks === '') return 0
  return text.endsWith(marks) ? 1 : 2 // two marks never stand side by side
}

function precisionOf(year: string, month: string | undefined, day: string | undefined): Precision {
  if (day !== undefined) return 'day'
  if (month !== undefined) return isSeason(Number(month)) ? 'season' : 'month'
  const open = /X*$/.exec(year)?.[0].length ?? 0
  return (['year', 'decade', 'century', 'millennium'] as const)[open] ?? 'millennium'
}

function whyNoDate(text: string): string {
  if (/\s/.test(text)) return 'an EDTF date has no spaces'
  if (/[?]~|~[?]/.test(text)) return 'uncertain and approximate together is written %, as 1984%'
  if (/[()]/.test(text)) return 'parts have each their own mark and no parentheses, as 2004-?06-?11'
  if (text.includes('^')) return 'no name stands after ^: southern seasons are 29…32, dates are Gregorian'
  if (/^[-\dX?~%]*\.\.[-\dX?~%]*$/.test(text))
    return 'dates from one to another stand in brackets, as [1670..1673]'
  if (/\dt\d/.test(text)) return 'the T before a time of day is a capital'
  if (/^-?[\dX]{2}$/.test(text)) return `a year has four digits, a century is written ${text}XX`
  if (/^-?[\dX]{3}$/.test(text)) return `a year has four digits, a decade is written ${text}X`
  if (/^\d{8}$/.test(text)) return 'a date has hyphens, as 2021-09-21'
  if (/^-?[1-9]\d{4,12}$/.test(text)) return `a year of more than four digits is written Y${text}`
  if (/^[-\dXxu]*[xu][-\dXxu]*$/.test(text)) return 'an unspecified digit is a capital X'
  if (/^-?\d{4}(-\d{1,2}){1,2}$/.test(text)) return 'month and day have two digits, as 2021-09-01'
  if (/\dT\d/.test(text))
    return 'a time stands only after a whole date that is alone, as 2021-09-21T10:30:00Z'
  return 'expected a date such as 2021, 2021-09 or 2021-09-21'
}

/** `?` is uncertain, `~` approximate, `%` both. Neither moves a bound. */
export type Qualification = { readonly uncertain: boolean; readonly approximate: boolean }

export const UNQUALIFIED: Qualification = Object.freeze({ uncertain: false, approximate: false })

/** What the marks among these characters say together. */
export function qualificationBy(marks: string): Qualification {
  return {
    uncertain: marks.includes('?') || marks.includes('%'),
    approximate: marks.includes('~') || marks.includes('%'),
  }
}

/** What holds of a whole of which these are the parts: each mark that any part bears. */
export function combined(parts: readonly Qualification[]): Qualification {
  return {
    uncertain: parts.some((part) => part.uncertain),
    approximate: parts.some((part) => part.approximate),
  }
}

/** 0: plain ISO 8601-1. 1 and 2: the extensions of ISO 8601-2, annex A. */
export type Level = 0 | 1 | 2

/** The level that something of these parts needs. */
export function highest(levels: readonly Level[]): Level {
  if (levels.includes(2)) return 2
  return levels.includes(1) ? 1 : 0
}

/**
 * The error for a text that is no EDTF, or is none that exists: E_EDTF `"2021-13": month 13 is not 01…12`. What to write
 * instead is a fact of it.
 */
export function edtfRefusal(text: string, reason: string, suggestion?: unknown): RegestaError {
  const facts = suggestion === undefined ? { text } : { text, suggestion }
  return new RegestaError('E_EDTF', 'invalid', `"${text}": ${reason}`, facts)
}
