import { addMonths, dayOf, FIRST_DAY, LAST_DAY, partsOfDay } from '../days.ts'

/** What the words of a date depend on. */
export type TypedDateContext = {
  readonly today: number
  /** The day from which `+7`, `next month` and a day without a year are reckoned. */
  readonly current?: number
  /** The first and the last day on which anything changes. */
  readonly first?: number
  readonly last?: number
  /** Whose names of months and weekdays are read. */
  readonly languages?: readonly string[]
  /** Whether a clock may be left out: `all sources`. */
  readonly mayBeAll?: boolean
}

/** How a text was read as a day where it does not name one by itself. */
export type DateReading = 'endOfMonth' | 'endOfYear' | 'sameYear'

export type DateFault =
  | { readonly code: 'empty' | 'notUnderstood' | 'twoDigitYear' | 'noSuchDay' | 'outOfRange' }
  /** Month first, or day first. */
  | { readonly code: 'ambiguous'; readonly either: readonly [number, number] }
  | { readonly code: 'otherWeekday'; readonly day: number }

export type TypedDate =
  | { readonly type: 'day'; readonly day: number; readonly reading?: DateReading }
  | { readonly type: 'all' }
  | { readonly type: 'fault'; readonly fault: DateFault }

/**
 * The day that a person typed, in any of the forms that people write: `1 May 2025`, `2025-05-01`, `May 2025` for its last day,
 * `yesterday`, `3 weeks ago`. What can be two days is said to be, never guessed.
 */
export function parseTypedDate(text: string, context: TypedDateContext): TypedDate {
  const words = normalized(text)
  if (words === '') return fault('empty')
  if (words.length > 100) return fault('notUnderstood')
  if (context.mayBeAll === true && /^(by )?(all|everything|all sources|no limit|any)$/.test(words))
    return { type: 'all' }
  for (const read of [relativeDay, numericDay, dayInFigures, dayInNames]) {
    const found = read(words, context)
    if (found !== undefined) return inRange(found)
  }
  return fault('notUnderstood')
}

/** Lower case, figures of any script in full width as plain ones, no marks that only a machine sees, one space between words. */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[\s,]+/gu, ' ')
    .replace(/^ ?(?:on|by|as of|as known by) /, '')
    .trim()
}

function fault(code: 'empty' | 'notUnderstood' | 'twoDigitYear' | 'noSuchDay' | 'outOfRange'): TypedDate {
  return { type: 'fault', fault: { code } }
}

function dayFound(day: number, reading?: DateReading): TypedDate {
  return { type: 'day', day, ...(reading && { reading }) }
}

/** An address names years of four digits. */
function inRange(found: TypedDate): TypedDate {
  const isOutside = found.type === 'day' && !(found.day >= FIRST_DAY && found.day <= LAST_DAY)
  return isOutside ? fault('outOfRange') : found
}

const STEPS: Readonly<Record<string, (day: number, count: number) => number>> = {
  d: (day, count) => day + count,
  w: (day, count) => day + 7 * count,
  m: addMonths,
  y: (day, count) => addMonths(day, 12 * count),
}
const UNIT = /(d|day|days|w|week|weeks|m|month|months|y|year|years)/.source
const COUNT = /(\d{1,6}|an?|one|two|three)/.source
const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3 }

function relativeDay(words: string, { today, current = today, first, last }: TypedDateContext) {
  const named: Readonly<Record<string, number | undefined>> = {
    today,
    now: today,
    yesterday: today - 1,
    tomorrow: today + 1,
    first,
    last,
    latest: last,
    newest: last,
  }
  const name = words.replace(/^the /, '').replace(/ day( that matters)?$/, '')
  if (Object.hasOwn(named, name)) {
    const day = named[name]
    return day === undefined ? fault('notUnderstood') : dayFound(day)
  }
  const step = (day: number, count = '1', unit = 'd', sign = 1) =>
    dayFound(STEPS[unit.charAt(0)]?.(day, sign * (COUNTS[count] ?? Number(count))) ?? day)
  const ago = matching(`${COUNT} ${UNIT} ago`, words)
  if (ago) return step(today, ago[1], ago[2], -1)
  const ahead = matching(`in ${COUNT} ${UNIT}`, words)
  if (ahead) return step(today, ahead[1], ahead[2])
  const signed = matching(`([+−-]) ?(\\d{1,6}) ?${UNIT}?`, words)
  if (signed) return step(current, signed[2], signed[3], signed[1] === '+' ? 1 : -1)
  const moved = matching(`${COUNT} ${UNIT} (earlier|before|later|after)`, words)
  if (moved) return step(current, moved[1], moved[2], /^[be]/.test(moved[3] ?? '') ? -1 : 1)
  const beside = matching(`(last|previous|next) ${UNIT}`, words)
  if (beside) return step(today, '1', beside[2], beside[1] === 'next' ? 1 : -1)
  return undefined
}

function matching(pattern: string, words: string): RegExpExecArray | null {
  return new RegExp(`^${pattern}$`).exec(words)
}

/** What is written in figures, the largest unit first: nobody reads that in two ways. */
function numericDay(words: string): TypedDate | undefined {
  const signs = words
    .replace(/[年月]/g, '-')
    .replace(/日$/, '')
    .replace(/-$/, '')
    .replaceAll(' ', '')
  const dashed = signs.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  const [, year, , month, day] = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2})(?:t.*)?)?)?$/.exec(dashed) ?? []
  return year === undefined ? undefined : dayWithin(Number(year), month, day)
}

/** A day, or the last of a month or of a year. */
function dayWithin(year: number, month: string | number | undefined, day: string | number | undefined) {
  if (month === undefined) return dayFound(dayOf(year, 12, 31), 'endOfYear')
  if (Number(month) < 1 || Number(month) > 12) return fault('noSuchDay')
  if (day === undefined) return dayFound(dayOf(year, Number(month) + 1, 1) - 1, 'endOfMonth')
  return dayFoundAt(year, Number(month), Number(day))
}

function dayFoundAt(year: number, month: number, day: number, reading?: DateReading): TypedDate {
  const found = dayOf(year, month, day)
  const parts = partsOfDay(found)
  return parts.month === month && parts.day === day ? dayFound(found, reading) : fault('noSuchDay')
}

/** `5/1/2025`: in some countries the month stands first. */
function dayInFigures(words: string): TypedDate | undefined {
  const [, one, , two, year] = /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/.exec(words) ?? []
  if (one === undefined || two === undefined || year === undefined) {
    const [, month, yearAlone] = /^(\d{1,2}) ?[-/.] ?(\d{4})$/.exec(words) ?? []
    return yearAlone === undefined ? undefined : dayWithin(Number(yearAlone), month, undefined)
  }
  if (year.length === 2) return fault('twoDigitYear')
  const dayFirst = dayFoundAt(Number(year), Number(two), Number(one))
  const monthFirst = dayFoundAt(Number(year), Number(one), Number(two))
  if (dayFirst.type !== 'day') return monthFirst
  if (monthFirst.type !== 'day' || monthFirst.day === dayFirst.day) return dayFirst
  return { type: 'fault', fault: { code: 'ambiguous', either: [dayFirst.day, monthFirst.day] } }
}

/** A day with the name of its month, in any order, with a weekday or without. */
function dayInNames(words: string, { today, current = today, languages = ['en'] }: TypedDateContext) {
  const names = namesOf(languages)
  const edge = /^(?:the )?(start|beginning|end) of (.*)$/.exec(words)
  const rest = edge?.[2] ?? words
  const parts = rest
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ')
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((part) => part !== '' && !/^(of|the|st|nd|rd|th|de|d)$/.test(part))
  let month: number | undefined
  let weekday: number | undefined
  const figures: string[] = []
  for (const part of parts) {
    const [asMonth, asWeekday] = [named(names.months, part), named(names.weekdays, part)]
    if (/^\d+$/.test(part)) figures.push(part)
    else if (asMonth !== undefined && month === undefined) month = asMonth
    else if (asWeekday !== undefined && weekday === undefined) weekday = asWeekday
    else return undefined
  }
  const years = figures.filter((part) => part.length === 4)
  const days = figures.filter((part) => part.length <= 2)
  if (month === undefined && !(edge && years.length === 1 && days.length === 0)) return undefined
  if (years.length + days.length !== figures.length || years.length > 1) return undefined
  if (days.length > 1) return fault('twoDigitYear')
  const year = years[0] === undefined ? partsOfDay(current).year : Number(years[0])
  const reading = years[0] === undefined ? ('sameYear' as const) : undefined
  if (edge && days.length === 0) {
    if (edge[1] === 'end')
      return dayFound(month === undefined ? dayOf(year, 12, 31) : lastOfMonth(year, month))
    return dayFound(dayOf(year, month ?? 1, 1))
  }
  if (month === undefined || edge) return undefined
  if (days[0] === undefined) return dayFound(lastOfMonth(year, month), 'endOfMonth')
  const found = dayFoundAt(year, month, Number(days[0]), reading)
  if (found.type !== 'day' || weekday === undefined || weekday === weekdayOf(found.day)) return found
  return { type: 'fault', fault: { code: 'otherWeekday', day: found.day } } as const
}

function lastOfMonth(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - 1
}

/** 0 for Sunday. 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

type Names = readonly { readonly name: string; readonly number: number }[]

/** The number of the only month, or weekday, whose name begins so; three letters or more. */
function named(names: Names, part: string): number | undefined {
  const exact = names.find(({ name }) => name === part)
  if (exact) return exact.number
  if (part.length < 3) return undefined
  const numbers = new Set(names.filter(({ name }) => name.startsWith(part)).map(({ number }) => number))
  return numbers.size === 1 ? [...numbers][0] : undefined
}

const namesByLanguages = new Map<string, { readonly months: Names; readonly weekdays: Names }>()

function namesOf(languages: readonly string[]): { readonly months: Names; readonly weekdays: Names } {
  const key = languages.join()
  const kept = namesByLanguages.get(key)
  if (kept !== undefined) return kept
  const all = (count: number, dayAt: (nth: number) => number, kind: 'month' | 'weekday', from: number) =>
    languages.flatMap((language) =>
      (['long', 'short'] as const).flatMap((style) => {
        const format = new Intl.DateTimeFormat(language, { [kind]: style, day: 'numeric', timeZone: 'UTC' })
        return Array.from({ length: count }, (_, nth) => ({
          // Beside a day a month stands in the case that dates have: `1 мая`.
          name: normalized(
            format.formatToParts(dayAt(nth) * 86_400_000).find(({ type }) => type === kind)?.value ?? '',
          ).replace(/\.$/, ''),
          number: nth + from,
        }))
      }),
    )
  const made = {
    months: all(12, (nth) => dayOf(2024, nth + 1, 1), 'month', 1),
    // 2024-09-01 was a Sunday.
    weekdays: all(7, (nth) => dayOf(2024, 9, nth + 1), 'weekday', 0),
  }
  namesByLanguages.set(key, made)
  return made
}
