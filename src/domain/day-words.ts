import {
  addMonths,
  type CivilDay,
  civilOf,
  dayOf,
  daysInMonth,
  type Interval,
  isExact,
  MONTHS,
  type ValidBounds,
} from '../time/index.ts'

/** `4 December 2025`, of a year before 1 `3 March 44 BC`. */
export function dayInWords(day: CivilDay): string {
  const civil = civilOf(day)
  return datePartsInWords([civil.year, civil.month, civil.day])
}

/** A year, a month with its year, or a day with both. */
export function datePartsInWords([year = 0, month, day]: readonly number[]): string {
  const named = month === undefined ? undefined : MONTHS[month - 1]
  return [day, named, yearInWords(year)].filter((each) => each !== undefined).join(' ')
}

function yearInWords(year: number): string {
  return year > 0 ? String(year) : `${1 - year} BC`
}

/**
 * A day, or the days on one of which something was: `4 December 2025`, `one day in September 2021`,
 * `some day from 5 December 2022 to 4 June 2024`, `by 9 March 2025`, `not before 3 March 2025`, `undated`.
 */
export function windowInWords(days: Interval): string {
  const { earliest, latest } = days
  if (latest === Infinity) return earliest === -Infinity ? 'undated' : `not before ${dayInWords(earliest)}`
  if (earliest === -Infinity) return `by ${dayInWords(latest - 1)}`
  if (isExact(days)) return dayInWords(earliest)
  const { year, month, day } = civilOf(earliest)
  const isFirst = day === 1
  if (isFirst && month === 1 && latest === dayOf(year + 1, 1, 1)) return `one day in ${yearInWords(year)}`
  if (isFirst && latest === addMonths(earliest, 1)) return `one day in ${datePartsInWords([year, month])}`
  return `some day from ${dayInWords(earliest)} to ${dayInWords(latest - 1)}`
}

/** When something was, from its begin to its end as far as they are known, in words that need no EDTF; with the likely day. */
export function boundsInWords({ begin, end, endStatus, likely }: ValidBounds): string {
  const from = windowInWords(begin)
  const first = likely === undefined || isExact(begin) ? from : `${from} (likely ${dayInWords(likely)})`
  // Of a begin that is a range, its own *to* is not that of the end.
  const begun = isExact(begin) ? `from ${first} to ` : `begun ${first}, until `
  switch (endStatus) {
    case 'once':
      return first
    case 'stated':
      return begin.earliest === -Infinity ? `until ${windowInWords(end)}` : `${begun}${windowInWords(end)}`
    case 'open':
      return `from ${first} onwards`
    case 'unknown':
      return end.earliest > begin.earliest
        ? `${begun}at least ${dayInWords(end.earliest)}`
        : `since ${first}, its end unknown`
  }
}

/** A text with its days and months in ISO 8601 as {@link dayInWords} has them; what is a part of a key or a longer number stays. */
export function withDaysInWords(text: string): string {
  return text.replace(WRITTEN_DAY, (written, year: string, month: string, day?: string) => {
    const parts = [year, month, ...(day === undefined ? [] : [day])].map(Number)
    const [ofYear = 0, ofMonth = 0, ofDay = 1] = parts
    const isMonth = ofMonth >= 1 && ofMonth <= 12
    return isMonth && ofDay >= 1 && ofDay <= daysInMonth(ofYear, ofMonth) ? datePartsInWords(parts) : written
  })
}

const WRITTEN_DAY = /(?<![\w/-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w/~?%-])/g
