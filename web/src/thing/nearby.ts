import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import type { Standpoint } from './plane.ts'

/**
 * The nearest points at which some visible event speaks of an item: by the nearest known day before and after, and where the
 * clock of what was known filters nothing.
 */
export function pointsOf(item: GridItem, grid: Grid, { date, known }: Standpoint): readonly Standpoint[] {
  const points: Standpoint[] = []
  const own = known ?? grid.noKnownDay
  for (let at = 0; at < item.known.length; at += 2) {
    const [from = -Infinity, to = Infinity] = [item.known[at], item.known[at + 1]]
    if (from > own) points.push(nearestDay(item, date, from === grid.noKnownDay ? undefined : from, grid))
    else if (to <= own) points.push(nearestDay(item, date, to - 1, grid))
  }
  return points.slice(0, 3)
}

/** The day nearest to one on which it is there, as known by a day; the day itself where it is there on none. */
function nearestDay(item: GridItem, date: number, known: number | undefined, grid: Grid): Standpoint {
  const knownAt = known ?? grid.noKnownDay
  const days = item
    .rectanglesOf('existence')
    .filter(
      ({ content, knownFrom, knownTo }) =>
        knownAt >= knownFrom &&
        knownAt < knownTo &&
        (content.answer === 'definitely' || content.answer === 'possibly'),
    )
    .map(({ validFrom, validTo }) => Math.max(validFrom, Math.min(date, validTo - 1)))
    .sort((a, b) => Math.abs(a - date) - Math.abs(b - date))
  return { date: days[0] ?? date, known }
}

/** How many names are proposed. */
const SHOWN = 6

/** Items whose keys have most words in common with a subject that nothing speaks of. */
export function nearNames(subject: string, { items }: Grid): readonly GridItem[] {
  const words = wordsOf(subject)
  return items
    .map((item) => ({ item, common: wordsOf(item.subject).filter((word) => words.includes(word)).length }))
    .filter(({ common }) => common > 0)
    .sort((a, b) => b.common - a.common)
    .slice(0, SHOWN)
    .map(({ item }) => item)
}

function wordsOf(subject: string): readonly string[] {
  return subject
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
}
