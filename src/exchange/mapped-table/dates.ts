/** Dates as tables have them, and what they are in EDTF; what may be read in two ways is refused. */

import { RegestaError } from '../../errors.ts'
import {
  dayOf,
  formatDay,
  hintFor,
  LAST_DAY,
  parseDay,
  parseEdtf,
  type Suggestion,
} from '../../time/index.ts'
import type { Cell } from '../reading/index.ts'

/** How dates may be written in a column, with what a person would expect of each. */
export const DATE_FORMATS = {
  edtf: 'EDTF, like 2024-03',
  ymd: 'year, month, day, like 2024/3/1',
  dmy: 'day, month, year, like 31/12/2024',
  mdy: 'month, day, year, like 12/31/2024',
  quarter: 'a quarter, like Q1 2024',
  words: 'words, like 3 March 2024 or early June 2024',
  'serial-1900': 'the number of a day, 1 being 1 January 1900',
  'serial-1904': 'the number of a day, 0 being 1 January 1904',
} as const

export type DateFormat = keyof typeof DATE_FORMATS

/** How the dates of a column are written: the first format that fits counts. */
export type DateRule = {
  readonly as: readonly DateFormat[]
  /** The century of years in two digits, as in 20 for 2000 to 2099; without it such years are refused. */
  readonly century: number | undefined
}

/** The formats of a column of which nothing is said: those in which a date is read in one way only. */
export const PLAIN_FORMATS: readonly DateFormat[] = ['edtf', 'ymd', 'quarter', 'words']

/** A date that was read, with how, in a line; or why it cannot be. */
export type ReadDate =
  | { readonly written: Suggestion; readonly reading?: string }
  | { readonly refused: string }

/**
 * The date in a cell. A cell that its program holds as a date is that day. `03/04/2024` is refused unless the formats have one
 * of `dmy` and `mdy`, and a year in two digits unless the rule names its century.
 *
 * @example readCellDate('early June 2024', { as: ['words'], century: undefined }) // [2024-06-01..2024-06-10]
 */
export function readCellDate(cell: Cell, rule: DateRule): ReadDate {
  if (typeof cell === 'object') {
    if ('problem' in cell) return { refused: cell.problem }
    const reading = cell.time === undefined ? {} : { reading: `the cell has the time ${cell.time} too` }
    return { written: { edtf: cell.date }, ...reading }
  }
  const text = String(cell).normalize('NFKC').replace(/\s+/g, ' ').trim()
  const found = numericDate(text, rule) ?? serialDate(text, rule) ?? dateInText(text, rule)
  return found ?? { refused: `expected ${expectedOf(rule)}` }
}

function expectedOf({ as }: DateRule): string {
  return as.map((format) => DATE_FORMATS[format]).join(', or ')
}

/** `31/12/2024`, with any of the usual signs between its numbers. */
function numericDate(text: string, rule: DateRule): ReadDate | undefined {
  const parts = /^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
  if (parts === null) return undefined
  const [, one = '', , other = '', written = ''] = parts
  const year = yearOf(written, rule)
  if (year === undefined) return TWO_DIGITS
  const readings = (['dmy', 'mdy'] as const).map((format) => {
    const [day, month] = format === 'dmy' ? [one, other] : [other, one]
    return { format, edtf: dayIn(year, month, day) }
  })
  const named = readings.filter(({ format }) => rule.as.includes(format))
  const possible = (named.length === 1 ? named : readings).filter(({ edtf }) => edtf !== undefined)
  const [first, second] = possible
  if (first?.edtf === undefined) {
    const as = named.length > 0 ? named.map(({ format }) => format) : rule.as
    return { refused: `expected ${expectedOf({ ...rule, as })}, and a day that there is` }
  }
  if (second?.edtf !== undefined && second.edtf !== first.edtf)
    return {
      refused: `may be ${first.edtf} or ${second.edtf}; expected the map to say which comes first, as: [dmy] or as: [mdy]`,
    }
  const allowed = named.length > 0 || rule.as.includes('words')
  if (!allowed) return undefined
  return {
    written: { edtf: first.edtf },
    reading: `written “${text}”: ${DATE_FORMATS[first.format].split(', like')[0]}`,
  }
}

const TWO_DIGITS: ReadDate = {
  refused: 'expected a year in four digits, or a century in the map, as century: 20',
}

/** The year in four digits; undefined where only two are written, and the rule names no century. */
function yearOf(written: string, { century }: DateRule): string | undefined {
  if (written.length === 4) return written
  return century === undefined ? undefined : `${String(century).padStart(2, '0')}${written}`
}

/** That day, or undefined if there is none such. */
function dayIn(year: string, month: string, day: string): string | undefined {
  const text = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  try {
    return formatDay(parseDay(text))
  } catch (error) {
    if (error instanceof RegestaError) return undefined
    throw error
  }
}

/** The last day that a spreadsheet has, 31 December 9999. */
const LAST_IN_SHEETS = dayOf(9999, 12, 31)

/** A number of days, with or without a fraction for the time of the day. */
function serialDate(text: string, { as }: DateRule): ReadDate | undefined {
  if (!/^\d{1,7}(\.\d+)?$/.test(text)) return undefined
  const format = as.find((each) => each === 'serial-1900' || each === 'serial-1904')
  const isYear = /^\d{4}$/.test(text)
  if (format === undefined) {
    if (isYear && as.includes('edtf')) return undefined
    const hint = isYear ? 'edtf for a year' : 'serial-1900 or serial-1904 for the number of a day'
    return {
      refused: `is a number; expected ${expectedOf({ as, century: undefined })}, or in the map as: ${hint}`,
    }
  }
  if (isYear && as.includes('edtf'))
    return {
      refused: 'may be a year or the number of a day; expected the map to name one of edtf and serial',
    }
  const count = Math.floor(Number(text))
  if (format === 'serial-1900' && (count === 0 || count === 60))
    return {
      refused:
        'is the number of no day; expected 1 to 59, or 61 and more (the calendar had no 29 February 1900)',
    }
  // Excel counts a 29 February 1900, which was not.
  const day =
    format === 'serial-1904' ? dayOf(1904, 1, 1) + count : dayOf(1899, 12, 31) + count - (count > 60 ? 1 : 0)
  if (day > Math.min(LAST_IN_SHEETS, LAST_DAY))
    return { refused: 'is the number of no day; expected a smaller one' }
  return { written: { edtf: formatDay(day) }, reading: `written as ${text}: ${DATE_FORMATS[format]}` }
}

/** A date in EDTF, of its year first, or in words. */
function dateInText(written: string, rule: DateRule): ReadDate | undefined {
  const { as } = rule
  const text = withFullYear(written, rule)
  if (text === undefined) return TWO_DIGITS
  if (as.includes('edtf') && isEdtf(text)) return { written: { edtf: text } }
  const format = (['ymd', 'quarter', 'words'] as const).find(
    (each) => as.includes(each) && SHAPES[each].test(text),
  )
  if (format === undefined) return undefined
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)?.slice(1).join('-')
  if (format === 'ymd' && isEdtf(compact ?? text)) return { written: { edtf: compact ?? text } }
  const hint = hintFor(text)
  if (hint === undefined) return undefined
  const isPlain = format === 'ymd' || hint.reason.startsWith('expected EDTF')
  return { written: hint.suggestion, reading: `written “${written}”${isPlain ? '' : `: ${hint.reason}`}` }
}

/** What may be a date in each; a fiscal year is refused, for it is another one in each country. */
const SHAPES: Readonly<Record<'ymd' | 'quarter' | 'words', RegExp>> = {
  ymd: /^(\d{4}([/.-])\d{1,2}(\2\d{1,2})?|\d{8}|\d{4} ?[年년].*[日일月월])$/u,
  quarter: /^(Q[1-4][ /-]?\d{4}|\d{4}[ -]?Q[1-4])$/i,
  words: /^(?!FY)(?!.*年度)(?=.*\p{L}).*\d{4}.*$|^(?:[^\d]*(?:元|\d{1,2})年.*)$/iu,
}

/** The text with its year in four digits, as `3-Mar-24`; undefined where the rule names no century for it. */
function withFullYear(text: string, rule: DateRule): string | undefined {
  const short = /^(\d{1,2})[- /](\p{L}{3,}\.?)[- /](\d{4}|\d{2})$/u.exec(text)
  if (short === null) return text
  const [, day = '', month = '', written = ''] = short
  const year = yearOf(written, rule)
  return year === undefined ? undefined : `${day} ${month} ${year}`
}

function isEdtf(text: string): boolean {
  try {
    return !parseEdtf(text).qualification.approximate
  } catch (error) {
    if (error instanceof RegestaError) return false
    throw error
  }
}
