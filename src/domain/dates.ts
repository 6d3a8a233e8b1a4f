import type { Valued } from '../state/index.ts'
import { type CivilDay, formatDay, formatInterval, type Interval, type ValidBounds } from '../time/index.ts'

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

/** The dates of the events behind values, in EDTF, each once, the narrowest first. */
export function datesOf(values: readonly Valued<unknown>[]): readonly string[] {
  return [...new Set(narrowestFirst(values).map(edtfOf))]
}

/**
 * When the thing was, in words: the narrowest date that an event gives it, and besides it only such as leave no
 * day in common with that one, in their order; `between` is `, ` for what may be several times.
 */
export function whenInWords(values: readonly Valued<unknown>[], between = ' or '): string {
  const [narrowest, ...others] = narrowestFirst(values)
  if (narrowest === undefined) return 'undated'
  const against = others.filter(
    ({ begin }) => begin.latest <= narrowest.begin.earliest || narrowest.begin.latest <= begin.earliest,
  )
  const inOrder = [narrowest, ...against].sort((a, b) => anchorOf(a) - anchorOf(b))
  return [...new Set(inOrder.map(datesInWords))].join(between)
}

/** The first day on which it may have begun, or the last where that is open: for putting things in order. */
export function anchorOf({ begin: { earliest, latest } }: ValidBounds): CivilDay {
  return Number.isFinite(earliest) ? earliest : latest - 1
}

/** The same of the narrowest date behind values; -Infinity where there is none. */
export function firstDay(values: readonly Valued<unknown>[]): CivilDay {
  const [narrowest] = narrowestFirst(values)
  return narrowest === undefined ? -Infinity : anchorOf(narrowest)
}

function narrowestFirst(values: readonly Valued<unknown>[]): readonly ValidBounds[] {
  const bounds = values.flatMap(({ standings }) => standings.map((standing) => standing.bounds))
  return bounds.sort((a, b) => lengthOf(a) - lengthOf(b))
}

function lengthOf({ begin }: ValidBounds): number {
  return begin.latest - begin.earliest
}
