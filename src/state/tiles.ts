import type { CivilDay } from '../time/index.ts'
import { UNFILTERED } from './bearing.ts'
import { stretchOf } from './day-table.ts'
import type { Steps } from './steps.ts'

/** A half-open stretch of days. */
export type DaySpan = { readonly from: CivilDay; readonly to: CivilDay }

/** A half-open stretch of days around one of them; it narrows as more is looked at that holds for some of these days only. */
export class Stretch {
  from: CivilDay = -Infinity
  to: CivilDay = Infinity

  narrow({ from, to }: DaySpan): void {
    this.from = Math.max(this.from, from)
    this.to = Math.min(this.to, to)
  }

  /** Narrows it to the days around one that no cut parts from it; the cuts ascend. */
  cut(cuts: readonly CivilDay[], around: CivilDay): void {
    const next = stretchOf(cuts, around)
    this.narrow({ from: cuts[next - 1] ?? -Infinity, to: cuts[next] ?? Infinity })
  }
}

/** What is there throughout a half-open stretch of days. */
export type Run<T> = DaySpan & { readonly is: T }

/** What is there over a part of the plane of valid and known time, half-open on both axes. */
export type Tile<T> = {
  readonly validFrom: CivilDay
  readonly validTo: CivilDay
  readonly knownFrom: CivilDay
  readonly knownTo: CivilDay
  readonly is: T
}

/** All days of valid time. */
export const EVER: DaySpan = { from: -Infinity, to: Infinity }

/**
 * What is there on each day of a stretch, in order; equal neighbours are one. `look` says what is there on a day, at once or in
 * steps, and for which days around it that holds: so nothing is looked at twice, and what it depends on need not be known before.
 * `isOver` says after each look whether a step is over.
 */
export function* runsOf<T>(
  within: DaySpan,
  look: (day: CivilDay) => Run<T> | Steps<Run<T>>,
  {
    isSame = Object.is,
    isOver = () => false,
  }: { readonly isSame?: (one: T, other: T) => boolean; readonly isOver?: () => boolean } = {},
): Steps<readonly Run<T>[]> {
  const runs: Run<T>[] = []
  const left: (DaySpan & { readonly seen?: { readonly is: T } })[] = [within]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.seen !== undefined) {
      runs.push({ from: next.from, to: next.to, is: next.seen.is })
      continue
    }
    const found = look(aDayOf(next))
    const seen = 'next' in found ? yield* found : found
    if (isOver()) yield
    const [from, to] = [Math.max(seen.from, next.from), Math.min(seen.to, next.to)]
    // What is before it comes first.
    if (to < next.to) left.push({ from: to, to: next.to })
    left.push({ from, to, seen })
    if (from > next.from) left.push({ from: next.from, to: from })
  }
  return joinedRuns(runs, isSame)
}

/** Runs that follow one another, equal neighbours as one. */
export function joinedRuns<T>(
  runs: Iterable<Run<T>>,
  isSame: (one: T, other: T) => boolean = Object.is,
): readonly Run<T>[] {
  const joined: { from: CivilDay; to: CivilDay; readonly is: T }[] = []
  for (const { from, to, is } of runs) {
    const last = joined.at(-1)
    if (last !== undefined && isSame(last.is, is)) last.to = to
    else joined.push({ from, to, is })
  }
  return joined
}

/** A day of a half-open stretch of days, which may be {@link UNFILTERED} on the axis of known days. */
function aDayOf({ from, to }: DaySpan): CivilDay {
  if (Number.isFinite(from)) return from
  return to < UNFILTERED ? to - 1 : 0
}

/** The run that has a day; undefined where they do not reach it. */
export function runAt<T>(runs: readonly Run<T>[], day: CivilDay): Run<T> | undefined {
  let [low, high] = [0, runs.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle]?.to ?? Infinity) <= day) low = middle + 1
    else high = middle
  }
  return runs[low]
}

/** What is there along valid time, throughout a stretch of known days. */
export type Row<T> = readonly Run<T>[]

/** Whether two rows have the same runs. */
export function isSameRow<T>(one: Row<T>, other: Row<T>): boolean {
  if (one === other) return true
  if (one.length !== other.length) return false
  return one.every(({ from, is }, nth) => other[nth]?.from === from && Object.is(other[nth]?.is, is))
}

/**
 * Rows of valid time, each for a stretch of known days, as tiles without gap or overlap: what lies right above another of the
 * same width and content is one with it. What is undefined is left out. By known days, then by valid days.
 */
export function tilesOf<T>(rows: readonly Run<Row<T | undefined>>[]): readonly Tile<T>[] {
  type Growing = { -readonly [K in keyof Tile<T>]: Tile<T>[K] }
  const tiles: Growing[] = []
  let below: Growing[] = []
  for (const row of rows) {
    const above: Growing[] = []
    let next = 0
    for (const { from, to, is } of row.is) {
      if (is === undefined) continue
      while ((below[next]?.validFrom ?? Infinity) < from) next += 1
      let tile = below[next]
      if (tile?.validFrom === from && tile.validTo === to && Object.is(tile.is, is)) tile.knownTo = row.to
      else {
        tile = { validFrom: from, validTo: to, knownFrom: row.from, knownTo: row.to, is }
        tiles.push(tile)
      }
      above.push(tile)
    }
    below = above
  }
  return tiles
}
