/*
 * Days as numbers, counted from 1970-01-01 in the proleptic Gregorian calendar. No time zone has a part in it: what is formatted is
 * always the day itself.
 */

const MS_A_DAY = 86_400_000

/** The first and the last day that an address may name: ISO 8601 with four digits. */
export const FIRST_DAY = dayOf(1, 1, 1)
export const LAST_DAY = dayOf(9999, 12, 31)

/** The number of a day; months count from 1. A day that a month does not have is one of the next. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / MS_A_DAY
}

/** The number of a day written as YYYY-MM-DD; undefined where it is no day. */
export function parseIsoDay(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return undefined
  const number = dayOf(Number(year), Number(month), Number(day))
  return isoDay(number) === text && number >= FIRST_DAY ? number : undefined
}

/** A day as YYYY-MM-DD; years before 1 and after 9999 as ISO 8601 expands them. */
export function isoDay(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().replace(/T.*/, '')
}

/** The day of an instant, in UTC. */
export function instantDay(instant: string): number {
  return Math.floor(Date.parse(instant) / MS_A_DAY)
}

/** The parts of a day; months count from 1. */
export function partsOfDay(day: number): {
  readonly year: number
  readonly month: number
  readonly day: number
} {
  const date = new Date(day * MS_A_DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The same day so many months later, or earlier: the last of its month where that is shorter. */
export function addMonths(day: number, months: number): number {
  const { year, month, day: inMonth } = partsOfDay(day)
  const first = dayOf(year, month + months, 1)
  const lastOfMonth = dayOf(partsOfDay(first).year, partsOfDay(first).month + 1, 1) - 1
  return Math.min(first + inMonth - 1, lastOfMonth)
}

/** `1 May 2025`, as the language writes it. */
export function dayInWords(day: number, language: string): string {
  return formatterOf(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(day * MS_A_DAY)
}

/** `1 May`, or with its month cut short `1 May 2025`: for labels in a drawing. */
export function shortDay(day: number, language: string, withYear = true): string {
  const year = withYear ? ({ year: 'numeric' } as const) : {}
  return formatterOf(language, { day: 'numeric', month: 'short', ...year }).format(day * MS_A_DAY)
}

/** `May 2025`. */
export function monthInWords(day: number, language: string): string {
  return formatterOf(language, { month: 'long', year: 'numeric' }).format(day * MS_A_DAY)
}

/** `Thursday`. */
export function weekdayInWords(day: number, language: string): string {
  return formatterOf(language, { weekday: 'long' }).format(day * MS_A_DAY)
}

/** What stands at a tick of an axis whose ticks are so many days apart; what begins a year is strong. */
export function tickInWords(
  tick: number,
  step: number,
  language: string,
): { readonly text: string; readonly isStrong: boolean } {
  const { month, day } = partsOfDay(tick)
  const isStrong = month === 1 && day === 1
  if (isStrong) return { text: formatterOf(language, { year: 'numeric' }).format(tick * MS_A_DAY), isStrong }
  const text = step >= 28 ? { month: 'short' as const } : { day: 'numeric' as const, month: 'short' as const }
  return { text: formatterOf(language, text).format(tick * MS_A_DAY), isStrong }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const kept = formatters.get(key)
  if (kept !== undefined) return kept
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' })
  formatters.set(key, made)
  return made
}
