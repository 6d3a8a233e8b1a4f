import type { GridDays, GridMark } from '../../../src/exchange/read-grid.ts'
import { dayOf, partsOfDay } from '../days.ts'
import type { Strings } from '../strings.ts'

/*
 * When something was, in words. What is not told is not said: a day that has no bound on one side is "by" or "not before" the
 * other, and what has none has no date.
 */

/** A day, or the days among which one is: `28 April 2025`, `one day in September 2021`, `by 9 February 2025`. */
export function daysInWords(days: GridDays, words: Strings): string {
  const { day, marks } = words
  return windowInWords(days, words, { day: (exact) => day(exact), ...marks })
}

/** The same where a sentence leads to it: `on 28 April 2025`, `on a day in September 2021`, `by 9 February 2025`. */
export function onDaysInWords(days: GridDays, words: Strings): string {
  const { day, marks } = words
  return windowInWords(days, words, { ...marks, ...marks.on, day: (exact) => marks.on.day(day(exact)) })
}

type WindowWords = Pick<Strings['marks'], 'by' | 'notBefore'> & {
  day(day: number): string
  within(period: string): string
  between(from: string, to: string): string
  readonly untold: string
}

function windowInWords({ earliest, latest }: GridDays, { day, month }: Strings, words: WindowWords): string {
  if (earliest === latest) return words.day(earliest)
  if (earliest === -Infinity) return latest === Infinity ? words.untold : words.by(day(latest))
  if (latest === Infinity) return words.notBefore(day(earliest))
  const [from, to] = [partsOfDay(earliest), partsOfDay(latest)]
  if (from.year === to.year && earliest === dayOf(from.year, 1, 1) && latest === dayOf(from.year, 12, 31))
    return words.within(`${from.year}`)
  const isMonth =
    earliest === dayOf(from.year, from.month, 1) && latest === dayOf(from.year, from.month + 1, 1) - 1
  return isMonth ? words.within(month(earliest)) : words.between(day(earliest), day(latest))
}

/** When an item was by one mark: `begun some day from … to …, likely …; held until … at least`. `date` is the day one stands on. */
export function markInWords(mark: GridMark, words: Strings, date?: number): string {
  const { marks } = words
  const when = whenInWords(mark, words, date)
  return mark.isCertain ? when : marks.uncertain(when)
}

function whenInWords(mark: GridMark, words: Strings, date: number | undefined): string {
  const { marks, day } = words
  const withLikely = (when: string) =>
    mark.likely === undefined ? when : marks.likely(when, day(mark.likely))
  const begin = withLikely(daysInWords(mark.begin, words))
  switch (mark.aspect) {
    case 'happened':
      return begin
    case 'attested':
      return date !== undefined && mark.begin.earliest === date && mark.begin.latest === date
        ? marks.thisDayOnly
        : marks.ofOneDayOnly(withLikely(onDaysInWords(mark.begin, words)))
    case 'lasting': {
      const { end } = mark
      const begun = withLikely(beginInWords(mark.begin, words))
      if (end === undefined || end.latest === Infinity) {
        const known = heldUntil(mark)
        return known === undefined ? begun : marks.heldUntil(begun, day(known))
      }
      return marks.until(begun, daysInWords(end, words))
    }
  }
}

function beginInWords(begin: GridDays, words: Strings): string {
  const { marks, day } = words
  if (begin.earliest === begin.latest) return marks.since(day(begin.earliest))
  if (begin.earliest === -Infinity && begin.latest === Infinity) return marks.begunUntold
  return marks.begun(daysInWords(begin, words))
}

/** The last day of an untold end on which it is known to have held. */
function heldUntil({ end, begin, heldUntil: told }: GridMark): number | undefined {
  if (told !== undefined) return told
  const earliest = end?.earliest ?? -Infinity
  return Number.isFinite(earliest) && earliest > begin.latest ? earliest : undefined
}
