import { type CivilDay, civilOf, type Interval, isExact, MONTHS, type ValidBounds } from '../time/index.ts'

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
 * A day, or the days on one of which something was: `4 December 2025`, `between 3 and 9 March 2025`, `not after 9 March 2025`,
 * `not before 3 March 2025`, `undated`.
 */
export function windowInWords(days: Interval): string {
  const { earliest, latest } = days
  if (latest === Infinity) return earliest === -Infinity ? 'undated' : `not before ${dayInWords(earliest)}`
  if (earliest === -Infinity) return `not after ${dayInWords(latest - 1)}`
  if (isExact(days)) return dayInWords(earliest)
  const [first, last] = [civilOf(earliest), civilOf(latest - 1)]
  const isOfYear = first.year === last.year
  const shared = isOfYear && first.month === last.month ? [] : [MONTHS[first.month - 1]]
  const from = [first.day, ...shared, ...(isOfYear ? [] : [yearInWords(first.year)])].join(' ')
  return `between ${from} and ${dayInWords(latest - 1)}`
}

/** When something was, from its begin to its end as far as they are known, in words that need no EDTF; with the likely day. */
export function boundsInWords({ begin, end, endStatus, likely }: ValidBounds): string {
  const from = windowInWords(begin)
  const first = likely === undefined || isExact(begin) ? from : `${from} (likely ${dayInWords(likely)})`
  switch (endStatus) {
    case 'once':
      return first
    case 'stated':
      return begin.earliest === -Infinity
        ? `until ${windowInWords(end)}`
        : `from ${first} to ${windowInWords(end)}`
    case 'open':
      return `from ${first} onwards`
    case 'unknown':
      return end.earliest > begin.earliest
        ? `from ${first} to at least ${dayInWords(end.earliest)}`
        : `from ${first}, its end not told`
  }
}
