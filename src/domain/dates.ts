import { isDateInferred, type Standing, type Valued } from '../state/index.ts'
import {
  ANY,
  type Bound,
  type CivilDay,
  formatBounds,
  formatDay,
  formatInterval,
  hull,
  type Interval,
  overlaps,
  readBound,
  type Valid,
  type ValidBounds,
} from '../time/index.ts'

/**
 * A date for a sentence: as it was written, of a range as {@link rangeInWords}, an approximate one with its bounds:
 * `2004-06-~11 (some day from 2004-06-09 to 2004-06-13)`.
 */
export function boundInWords({ edtf, within }: Bound): string {
  const words = rangeInWords(edtf)
  return within === undefined ? words : `${words} (${rangeInWords(within)})`
}

/** EDTF that is one day of a range as a person reads it: `some day from 2022-12-05 to 2024-06-04`, `by 2025-02-09`, `not before 2025`. */
function rangeInWords(edtf: string): string {
  const [, from, to] = /^\[([^,]*?)\.\.([^,]*?)\]$/.exec(edtf) ?? []
  if (from === undefined || to === undefined || `${from}${to}` === '') return edtf
  if (from === '') return `by ${to}`
  return to === '' ? `not before ${from}` : `some day from ${from} to ${to}`
}

/** When something is, and the words that mean it unless another event narrowed them. */
type Dates = Pick<Standing, 'bounds' | 'written'>

/**
 * Valid time for a sentence, as written where it is: `1984?`, `2024 to at least 2025-01-15`, `undated`, and the likely day
 * where there is one; days stay in ISO 8601, a range becomes words.
 */
export function datesInWords({ bounds, written }: Dates): string {
  const { begin, end, endStatus, likely } = bounds
  const [from, to, within] = written === undefined ? [] : endsOf(written)
  const undated = begin.earliest === -Infinity && begin.latest === Infinity
  const days = undated ? 'undated' : (from ?? rangeInWords(formatInterval(begin)))
  const beside = within === undefined ? '' : ` (${rangeInWords(within)})`
  const first = likely === undefined ? days : `${days} (likely ${formatDay(likely)})`
  // Of a begin that is a range, its own *to* is not that of the end.
  const begun = /^(some day|by|not before) /.test(days) ? `begun ${first}, until ` : `${first} to `
  switch (endStatus) {
    case 'once':
      return `${first}${beside}`
    case 'stated':
      return `${begun}${to ?? rangeInWords(formatInterval(end))}${beside}`
    case 'open':
      return `${first} onwards`
    case 'unknown':
      return end.earliest > begin.earliest
        ? `${begun}at least ${formatDay(end.earliest)}`
        : `since ${first}, its end unknown`
  }
}

/** How its begin and its end are written, where they are a date of their own, and the bounds of both. */
function endsOf(valid: Valid): readonly (string | undefined)[] {
  if ('begin' in valid) return [boundInWords(valid.begin), valid.end && boundInWords(valid.end)]
  const { edtf, within } = valid
  if (edtf.startsWith('{')) return []
  const [from, to] = edtf
    .split('/')
    .map((end) => (end === '' || end === '..' ? undefined : rangeInWords(end)))
  return [from, to, within]
}

/** When a source came out: its date, as `written` where it means just those days, or how far that is open. */
export function publishedInWords(published: Interval | undefined, written: Bound): string {
  if (published === undefined) return 'date unknown'
  if (published.latest !== Infinity)
    return means(written, published) ? boundInWords(written) : rangeInWords(formatInterval(published))
  return published.earliest === -Infinity ? 'undated' : `undated, not before ${formatDay(published.earliest)}`
}

/** Whether a date as it was written means just those days. */
export function means(written: Bound, { earliest, latest }: Interval): boolean {
  const days = readBound(written)
  return days.earliest === earliest && days.latest === latest
}

/** The dates of the events behind values, in EDTF, each once, the narrowest first. */
export function datesOf(values: readonly Valued<unknown>[]): readonly string[] {
  return [...new Set(narrowestFirst(values).map(({ bounds }) => formatBounds(bounds)))]
}

/**
 * When the thing was, in words: the narrowest date that an event gives it, and besides it only such as leave no
 * day in common with that one, in their order; `between` is `, ` for what may be several times.
 */
export function whenInWords(
  values: readonly Pick<Valued<unknown>, 'standings'>[],
  between = ' or ',
  inWords = datesInWords,
): string {
  const inOrder = chiefDates(values)
  return inOrder.length === 0 ? 'undated' : claimDatesInWords(inOrder, inWords).join(between)
}

/** The same dates as bounds, in their order, each once: several where sources leave no day in common. */
export function boundsOfValues(
  values: readonly Pick<Valued<unknown>, 'standings'>[],
): readonly ValidBounds[] {
  const byText = new Map(chiefDates(values).map(({ bounds }) => [formatBounds(bounds), bounds]))
  return [...byText.values()]
}

/** The narrowest date, and those that leave no day in common with it, in their order. */
function chiefDates(values: readonly Pick<Valued<unknown>, 'standings'>[]): readonly Standing[] {
  const [narrowest, ...others] = narrowestFirst(values)
  if (narrowest === undefined) return []
  const against = others.filter(({ bounds }) => !overlaps(bounds.begin, narrowest.bounds.begin))
  return [narrowest, ...against].sort((a, b) => anchorOf(a.bounds) - anchorOf(b.bounds))
}

/** What gives the begin of something and what gives its end, each by events of its own. */
export type Span = {
  readonly begin: readonly Valued<unknown>[]
  readonly end: readonly Valued<unknown>[]
}

/** From its begin to its end, in words, as far as they are reported; undefined where neither is. */
export function spanInWords({ begin, end }: Span): string | undefined {
  if (begin.length + end.length === 0) return undefined
  if (begin.length === 0) return `until ${whenInWords(end)}`
  return end.length === 0 ? `from ${whenInWords(begin)}` : `${whenInWords(begin)} to ${whenInWords(end)}`
}

/** The same as bounds; of several dates of one end, from the first day to the last. */
export function boundsOfSpan({ begin, end }: Span): ValidBounds | undefined {
  const [from, to] = [begin, end].map((values) => {
    const days = boundsOfValues(values).map((each) => each.begin)
    return days.length === 0 ? undefined : days.reduce(hull)
  })
  if (to === undefined)
    return from && { begin: from, end: { ...ANY, earliest: from.earliest }, endStatus: 'unknown' }
  if (from === undefined) return { begin: { ...ANY, latest: to.latest }, end: to, endStatus: 'stated' }
  return { begin: from, end: to, endStatus: 'stated' }
}

/** The first day on which it may have begun, or the last where that is open: for putting things in order. */
export function anchorOf({ begin: { earliest, latest } }: ValidBounds): CivilDay {
  return Number.isFinite(earliest) ? earliest : latest - 1
}

/** The same of the narrowest date behind values; -Infinity where there is none. */
export function firstDay(values: readonly Valued<unknown>[]): CivilDay {
  const [narrowest] = narrowestFirst(values)
  return narrowest === undefined ? -Infinity : anchorOf(narrowest.bounds)
}

/** The dates of claims for a sentence, each once; `(inferred)` where only other events give it. */
export function claimDatesInWords(standings: readonly Standing[], inWords = datesInWords): readonly string[] {
  const stated = new Set(standings.filter((one) => !isDateInferred(one)).map(inWords))
  const words = standings.map(inWords).map((date) => (stated.has(date) ? date : `${date} (inferred)`))
  return [...new Set(words)]
}

/** Of dates as narrow, one that is stated comes first. */
function narrowestFirst(values: readonly Pick<Valued<unknown>, 'standings'>[]): readonly Standing[] {
  return values
    .flatMap(({ standings }) => standings)
    .sort((a, b) => lengthOf(a) - lengthOf(b) || Number(isDateInferred(a)) - Number(isDateInferred(b)))
}

function lengthOf({ bounds: { begin } }: Standing): number {
  return begin.latest - begin.earliest
}
