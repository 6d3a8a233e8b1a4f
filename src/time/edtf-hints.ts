/** How dates in other notations are written here: what a text that is no EDTF probably means. */

import { addMonths, addYears, civilOf, formatDay, formatYear } from './civil-day.ts'
import type { EdtfDate } from './edtf-date.ts'
import { dateOf, joined, mondayOf, readDate } from './edtf-notations.ts'
import { formatInterval, type Interval } from './interval.ts'

/** What to write instead: an `edtf` with its `within`, or a begin and an end each with an `edtf` of its own. */
export type Suggestion =
  | { readonly edtf: string; readonly within?: string }
  | { readonly begin: string; readonly end?: string }

/** Why the text is refused, in a sentence that contains the suggestion. */
export type Hint = { readonly reason: string; readonly suggestion: Suggestion }

/** No date in another notation is longer. */
const LONGEST = 100

/** What the text may mean, the likeliest first. Whether a suggestion can be read is for the caller to try. */
export function hintsFor(text: string): readonly Hint[] {
  if (text.length > LONGEST) return []
  const plain = plainOf(text)
  const hints = [spanWithSet(text), withoutSpaces(text), ...RULES.map((rule) => rule(plain))]
  const date = dateOf(plain)
  if (date !== undefined) hints.push(hint(`expected EDTF: that date is written ${date}`, date))
  if (plain !== text) hints.push(hint(`expected digits and signs of ASCII, as ${plain}`, plain))
  return hints.filter((each) => each !== undefined)
}

function hint(reason: string, edtf: string): Hint {
  return { reason, suggestion: { edtf } }
}

/** Arabic, Persian and Devanagari; full-width ones are folded by NFKC. */
const DIGITS = '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९'

/** Digits and dashes in ASCII, compatibility forms folded, white space single. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹०-९]/gu, (digit) => String(DIGITS.indexOf(digit) % 10))
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/[\s\p{Cf}\u0085]+/gu, ' ')
    .trim()
}

function withoutSpaces(text: string): Hint | undefined {
  if (!/[\s\p{Cf}\u0085]/u.test(text)) return undefined
  const edtf = text.replace(/[\s\p{Cf}\u0085]+/gu, '')
  return hint(`an EDTF date has no spaces, as ${edtf}`, edtf)
}

/** EDTF has no set within a span; a begin and an end apart can each be one. */
function spanWithSet(text: string): Hint | undefined {
  const [before = '', after = '', ...more] = text.split('/')
  if (more.length > 0 || !(before.startsWith('[') || after.startsWith('['))) return undefined
  if (text.startsWith('[') && !before.endsWith(']')) return undefined
  const begin = before === '' || before === '..' ? '[..]' : before
  const apart = after === '' || after === '..' ? { begin } : { begin, end: after }
  const both = 'end' in apart ? `begin "${begin}" and end "${apart.end}"` : `begin "${begin}"`
  const reason = `a set does not stand within a span: begin and end apart have an edtf of their own, as ${both}`
  return { reason, suggestion: apart }
}

type Rule = (plain: string) => Hint | undefined

/** A rule for texts that match; `write` has the groups. */
function rule(shape: RegExp, write: (...groups: string[]) => Hint | undefined): Rule {
  return (plain) => {
    const found = shape.exec(plain)
    return found === null ? undefined : write(...found.slice(1).map((group) => group ?? ''))
  }
}

/** A rule for what is said of one date: `write` has it as EDTF. */
function ofDate(shape: RegExp, write: (date: EdtfDate) => Hint | undefined): Rule {
  return rule(shape, (written = '') => {
    const date = readDate(written)
    return date === undefined ? undefined : write(date)
  })
}

function ofTwo(shape: RegExp, write: (first: EdtfDate, last: EdtfDate) => Hint | undefined): Rule {
  return rule(shape, (one = '', other = '') => {
    const [first, last] = [readDate(one), readDate(other)]
    return first === undefined || last === undefined ? undefined : write(first, last)
  })
}

const RULES: readonly Rule[] = [
  rule(/^(-?[\dX]{2})$/, (year) =>
    hint(`a year has four digits, a century is written ${year}XX`, `${year}XX`),
  ),
  rule(/^(-?[\dX]{3})$/, (year) => hint(`a year has four digits, a decade is written ${year}X`, `${year}X`)),
  rule(/^(\d{4})(\d{2})(\d{2})$/, (...parts) =>
    hint(`a date has hyphens, as ${parts.join('-')}`, parts.join('-')),
  ),
  rule(/^(-?)0*([1-9]\d{4,})$/, (sign, year) =>
    hint(`a year of more than four digits is written Y${sign}${year}`, `Y${sign}${year}`),
  ),
  rule(/^Y(-?\d{4})$/i, (year) => hint(`Y is for a year of more than four digits, as ${year}`, year)),
  rule(/^(Y-?\d{5,})$/i, (year) => hint(`the Y is a capital, as ${year.toUpperCase()}`, year.toUpperCase())),
  rule(/^([-\dXxu]*[xu][-\dXxu]*)$/, (date) => {
    const masked = date.replace(/[xu]/g, 'X')
    return hint(`an unspecified digit is a capital X, as ${masked}`, masked)
  }),
  rule(/^(-?\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/, (year, month, day) => {
    const padded = joined(year, month, day)
    return hint(`month and day have two digits, as ${padded}`, padded)
  }),
  rule(/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, (...parts) => {
    const date = joined(...parts)
    return hint(`an interval has one / between its begin and its end; a date has hyphens, as ${date}`, date)
  }),
  rule(/^(\d{4})-?W(\d{2})$/i, (year, week) => {
    const monday = mondayOf(Number(year), Number(week))
    if (monday === undefined) return undefined
    const edtf = `${formatDay(monday)}/${formatDay(monday + 6)}`
    return hint(`a week is written by its first and last day, as ${edtf}`, edtf)
  }),
  rule(/^FY ?(\d{4})(?:[-/]\d{2,4})?$/i, fiscalYear),
  rule(/^(\S+年)度$/, (year) => fiscalYear(dateOf(year) ?? '')),
  rule(/^(early|mid|late)[- ](?:in )?(.+)$/i, partOfMonth),
  rule(/^(đầu|giữa|cuối) (tháng .+)$/i, partOfMonth),
  rule(/^(.+月)(上旬|初旬|中旬|下旬)$/, (month, part) => partOfMonth(part, month)),
  ofDate(/^(?:c|ca|circa|about|abt|around|approx|approximately|est|cal)\b\.? ?(.+)$/i, (date) => {
    const within = formatInterval(widened(date.days))
    const reason = `about ${date.text} is written ${date.text}~, with the bounds it means beside it, as within: "${within}"`
    return { reason, suggestion: { edtf: `${date.text}~`, within } }
  }),
  ofDate(/^(?:bef|before)\b\.? ?(.+)$/i, ({ text, days }) => {
    const edtf = `[..${formatDay(days.earliest - 1)}]`
    return hint(`before ${text} is written ${edtf}`, edtf)
  }),
  ofDate(/^(?:aft|after)\b\.? ?(.+)$/i, ({ text, days }) => {
    const edtf = `[${formatDay(days.latest)}..]`
    return hint(`after ${text} is written ${edtf}`, edtf)
  }),
  ofTwo(/^(?:bet|between)\b\.? ?(.+) and (.+)$/i, (first, last) => {
    const edtf = oneOf(first, last)
    return hint(`once between the two is written ${edtf}`, edtf)
  }),
  ofTwo(/^\[(.+)\/(.+)\]$/, (first, last) => {
    const edtf = oneOf(first, last)
    return hint(`expected a date, not a span, within a set: once between the two is written ${edtf}`, edtf)
  }),
  ofTwo(/^\[([^,]+?)\.\.([^,]+)\]$/, (first, last) => {
    const edtf = oneOf(first, last)
    return hint(`the ends of a range have one precision, as ${edtf}`, edtf)
  }),
  rule(/^(\d.*T.*)-00(?::00)?$/, (time) =>
    hint(`there is no offset -00:00, that of UTC is written ${time}Z`, `${time}Z`),
  ),
  ofTwo(/^(?:from )?(.+?) (?:to|until|till|-) (.+)$/i, spanOf),
  ofTwo(/^(\d{4})-(\d{4})$/, spanOf),
  ofDate(/^since (.+)$/i, ({ text }) => hint(`since then is written ${text}/..`, `${text}/..`)),
  ofDate(/^from (.+)$/i, ({ text }) => hint(`from then on is written ${text}/`, `${text}/`)),
  ofDate(/^(?:to|until|till) (.+)$/i, ({ text }) => hint(`until then is written /${text}`, `/${text}`)),
  ofDate(/^by (.+)$/i, ({ text }) => hint(`then or earlier is written [..${text}]`, `[..${text}]`)),
  rule(/^(.*)\/(.*)$/, (begin, end) => {
    const edtf = `${endOf(begin) ?? '?'}/${endOf(end) ?? '?'}`
    const named = /open|unknown/i.test(begin + end)
    return named
      ? hint(`in an interval an open end is written .. and an unknown one is left empty, as ${edtf}`, edtf)
      : hint(`expected EDTF: that interval is written ${edtf}`, edtf)
  }),
]

function fiscalYear(year: string): Hint {
  const edtf = `${year}-04/${formatYear(Number(year) + 1)}-03`
  return hint(`a fiscal year is written by its first and last month, that of Japan as ${edtf}`, edtf)
}

/** Which third of a month the words mean: its days 1 to 10, 11 to 20, or 21 to its end. */
const THIRDS: ReadonlyMap<string, 0 | 1 | 2> = new Map([
  ...(['early', 'đầu', '上旬', '初旬'] as const).map((word) => [word, 0] as const),
  ...(['mid', 'giữa', '中旬'] as const).map((word) => [word, 1] as const),
  ...(['late', 'cuối', '下旬'] as const).map((word) => [word, 2] as const),
])

/** `early June 2024`; undefined where what follows is no one month. */
function partOfMonth(word: string, written: string): Hint | undefined {
  const third = THIRDS.get(word.toLowerCase())
  const month = readDate(written)
  if (third === undefined || month?.precision !== 'month' || !/^-?\d{4}-(0\d|1[0-2])$/.test(month.text))
    return undefined
  const { earliest, latest } = month.days
  const first = earliest + 10 * third
  const last = third === 2 ? latest - 1 : first + 9
  const edtf = `[${formatDay(first)}..${formatDay(last)}]`
  const days = `${1 + 10 * third} to ${third === 2 ? 'its end' : 10 * (third + 1)}`
  return hint(`${word.toLowerCase()} in a month is its days ${days}, written ${edtf}`, edtf)
}

function spanOf(first: EdtfDate, last: EdtfDate): Hint {
  const edtf = `${first.text}/${last.text}`
  return hint(`from the one to the other is written ${edtf}`, edtf)
}

/** A set of which it is one; both its ends have one precision. */
function oneOf(first: EdtfDate, last: EdtfDate): string {
  if (first.precision === last.precision) return `[${first.text}..${last.text}]`
  return `[${formatDay(first.days.earliest)}..${formatDay(last.days.latest - 1)}]`
}

function endOf(written: string): string | undefined {
  if (/^(\.\.|open)$/i.test(written)) return '..'
  return /^(unknown)?$/i.test(written) ? '' : dateOf(written)
}

/** Bounds around the days: a year more on either side, a month or three days, as coarse as their edges allow. */
export function widened({ earliest, latest }: Interval): Interval {
  const edges = [earliest, latest].filter(Number.isFinite).map(civilOf)
  if (edges.every(({ month, day }) => month === 1 && day === 1))
    return { earliest: addYears(earliest, -1), latest: addYears(latest, 1) }
  if (edges.every(({ day }) => day === 1))
    return { earliest: addMonths(earliest, -1), latest: addMonths(latest, 1) }
  return { earliest: earliest - 3, latest: latest + 3 }
}
