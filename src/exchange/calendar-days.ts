import { boundsInWords } from '../domain/index.ts'
import { type CivilDay, isExact, type ValidBounds } from '../time/index.ts'

/** The whole days under which a calendar shows something: `from` is in, `to` is out. */
export type CalendarDays = {
  readonly from: CivilDay
  readonly to: CivilDay
  /** What the days do not say: `between 3 and 9 March 2025`. */
  readonly words?: string
}

/**
 * The days on which something certainly went on; where none is certain the likely one, or else the last on which it may have
 * been or begun, with the window in words. Undefined where it has no last day.
 */
export function calendarDaysOf(dates: readonly ValidBounds[]): CalendarDays | undefined {
  const [first, ...others] = dates
  if (first === undefined) return undefined
  if (others.length === 0) return daysOfOne(first)
  const days = dates.map(likeliest)
  const last = Math.max(...days)
  const words = dates.map(boundsInWords).join(' or ')
  return Number.isFinite(last) ? { from: last, to: last + 1, words } : undefined
}

function daysOfOne(bounds: ValidBounds): CalendarDays | undefined {
  const { begin, end, endStatus } = bounds
  const isPlain = isExact(begin) && (endStatus === 'once' || (endStatus === 'stated' && isExact(end)))
  const words = isPlain ? {} : { words: boundsInWords(bounds) }
  const from = begin.latest - 1
  if (endStatus !== 'once' && Number.isFinite(from) && end.earliest >= from)
    return { from, to: end.earliest + 1, ...words }
  const day = likeliest(bounds)
  return Number.isFinite(day) ? { from: day, to: day + 1, ...words } : undefined
}

function likeliest({ begin, likely = begin.latest - 1 }: ValidBounds): CivilDay {
  return likely
}
