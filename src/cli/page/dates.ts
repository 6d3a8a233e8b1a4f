import { formatDay, formatInterval, type Interval, type ValidBounds } from '../../time/index.ts'

/** Valid time in EDTF: a date or a set that one of its days is in, or begin and end where they are two. */
export function edtfOf({ begin, end, endStatus }: ValidBounds): string {
  switch (endStatus) {
    case 'once':
      return formatInterval(begin)
    case 'stated':
      return `${formatInterval(begin)}/${formatInterval(end)}`
    case 'open':
      return `${formatInterval(begin)}/..`
    case 'unknown':
      return `${formatInterval(begin)}/`
  }
}

/** The same for a sentence: `2024 to at least 2025-01-15`, `undated`, and the likely day where there is one. */
export function datesInWords(bounds: ValidBounds): string {
  const { begin, end, endStatus, likely } = bounds
  const undated = begin.earliest === -Infinity && begin.latest === Infinity
  const days = undated ? 'undated' : formatInterval(begin)
  const first = likely === undefined ? days : `${days} (likely ${formatDay(likely)})`
  switch (endStatus) {
    case 'once':
      return first
    case 'stated':
      return `${first} to ${formatInterval(end)}`
    case 'open':
      return `${first} onwards`
    case 'unknown':
      return end.earliest > begin.earliest
        ? `${first} to at least ${formatDay(end.earliest)}`
        : `since ${first}, its end not told`
  }
}

/** When a source came out: its date, or how far that is open. */
export function publishedInWords(published: Interval | undefined): string {
  if (published === undefined) return 'date unknown'
  if (published.latest !== Infinity) return formatInterval(published)
  return published.earliest === -Infinity ? 'undated' : `undated, not before ${formatDay(published.earliest)}`
}
