import { FIRST_DAY, LAST_DAY } from '../days.ts'
import type { ItemTable } from './item-table.ts'
import type { Span } from './scale.ts'

/** The fewest days that are shown. */
export const FEWEST_DAYS = 7

/** A span about a day that stays where it is; `factor` below 1 is closer. */
export function zoomedSpan([from, to]: Span, factor: number, about: number): Span {
  const days = to + 1 - from
  const wanted = Math.max(FEWEST_DAYS, Math.round(days * factor))
  const before = Math.round(((about - from) / days) * wanted)
  return keptSpan([about - before, about - before + wanted - 1])
}

/** A span so many days later, or earlier. */
export function movedSpan([from, to]: Span, days: number): Span {
  return keptSpan([from + days, to + days])
}

/** The nearest span that an address can name: whole days. */
export function keptSpan([from, to]: Span): Span {
  return clampedSpan([Math.round(from), Math.round(to)])
}

/** The nearest span within the days that an address can name, no shorter than {@link FEWEST_DAYS}. */
export function clampedSpan([from, to]: Span): Span {
  const days = Math.min(Math.max(to - from, FEWEST_DAYS - 1), LAST_DAY - FIRST_DAY)
  const middle = (from + to) / 2
  const first = days === to - from ? from : middle - days / 2
  const begin = Math.min(Math.max(first, FIRST_DAY), LAST_DAY - days)
  return [begin, begin + days]
}

/** The days of all that a table holds and of `days`, with some room on both sides; known days included. */
export function wholeSpan(table: ItemTable, days: readonly number[]): Span {
  const all = [...days, ...(table.days ?? [])]
  const [from, to] = [Math.min(...all), Math.max(...all)]
  const room = Math.max(FEWEST_DAYS, (to - from) * 0.04)
  // Names of what is last stand right of it.
  return keptSpan([from - room, to + 3 * room])
}
