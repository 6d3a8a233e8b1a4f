import type { Grid, GridAnswer, GridItem } from '../../../src/exchange/read-grid.ts'

/*
 * The history of a thing on both clocks: across the day in question, up what had come out by then. The plane is cut where
 * anything turns; each cell has one answer throughout.
 */

/** What a cell says: the answer, the word of what turns in it, and whether it is read from silence beyond the newest source. */
export type Patch = {
  readonly answer: GridAnswer
  readonly turning: string | undefined
  readonly isBeyond: boolean
}

/** Days from (in) until (out). */
export type Range = readonly [from: number, to: number]

export type Run = { readonly days: Range; readonly patch: Patch }

/** What holds along valid days while certain days were known. */
export type Row = { readonly known: Range; readonly runs: readonly Run[] }

export type Plane = {
  /** The days that are drawn. */
  readonly valid: Range
  readonly known: Range
  /** From the earliest known day to the latest; next to one another, no two are alike. */
  readonly rows: readonly Row[]
  /** How it stands with all sources, those that no day makes certain among them; undefined where a known day is given, or it is the same. */
  readonly withoutKnownDay: readonly Run[] | undefined
}

export type Standpoint = { readonly date: number; readonly known: number | undefined }

/** The plane of an item as far as it may be seen from a point; undefined where no source that is heard speaks of it. */
export function planeOf(item: GridItem, grid: Grid, point: Standpoint): Plane | undefined {
  const last = point.known ?? grid.point.knownAt ?? undefined
  const bounds = item.kind.columns.flatMap(({ name, of }) =>
    of === 'existence' || of === 'turning' ? item.rectangles(name) : [],
  )
  const horizons = grid.horizons.filter(({ knownFrom }) => knownFrom <= (last ?? Infinity))
  const isReal = (day: number) => Number.isFinite(day) && day < grid.noKnownDay
  const knownDays = sorted([
    ...item.known,
    ...bounds.flatMap(({ knownFrom, knownTo }) => [knownFrom, knownTo]),
  ]).filter((day) => isReal(day) && day <= (last ?? Infinity))
  const horizonDays = item.kind.task
    ? horizons.flatMap(({ day }) => (day === undefined ? [] : [day + 1]))
    : []
  const own = sorted(bounds.flatMap(({ validFrom, validTo }) => [validFrom, validTo]).filter(isReal))
  const firstKnown = knownDays[0]
  if (firstKnown === undefined) return undefined
  const validCuts = sorted([...own, ...horizonDays.filter((day) => day > (own[0] ?? -Infinity))])
  const valid = padded([...validCuts, point.date])
  const newest = Math.max(firstKnown, ...knownDays, ...horizonDays)
  const margin = Math.max(20, Math.round((newest - firstKnown) * 0.15))
  const known: Range = [
    firstKnown - margin,
    last === undefined ? newest + margin : Math.max(last + 1, firstKnown + 1),
  ]
  const knownCuts = sorted([known[0], ...knownDays, ...horizons.map(({ knownFrom }) => knownFrom)]).filter(
    (day) => day >= known[0] && day < known[1],
  )
  const runsAt = (knownAt: number) => runsOf(item, grid, valid, validCuts, knownAt)
  const rows = joined(
    knownCuts.map((from, nth) => ({
      known: [from, knownCuts[nth + 1] ?? known[1]] as const,
      runs: runsAt(from),
    })),
  )
  const all = last === undefined ? runsAt(grid.noKnownDay) : undefined
  const top = rows.at(-1)?.runs
  return {
    valid,
    known,
    rows,
    withoutKnownDay: all !== undefined && top !== undefined && !isSame(all, top) ? all : undefined,
  }
}

function runsOf(
  item: GridItem,
  grid: Grid,
  valid: Range,
  cuts: readonly number[],
  knownAt: number,
): readonly Run[] {
  const horizon = grid.horizons.findLast(({ knownFrom }) => knownFrom <= knownAt)?.day
  const from = [valid[0], ...cuts.filter((day) => day > valid[0] && day < valid[1])]
  const runs: Run[] = []
  for (const [nth, day] of from.entries()) {
    const patch = patchAt(item, day, knownAt, horizon)
    const days: Range = [day, from[nth + 1] ?? valid[1]]
    const last = runs.at(-1)
    if (last !== undefined && isAlike(last.patch, patch))
      runs[runs.length - 1] = { days: [last.days[0], days[1]], patch }
    else runs.push({ days, patch })
  }
  return runs
}

function patchAt(item: GridItem, day: number, knownAt: number, horizon: number | undefined): Patch {
  const state = item.at(day, knownAt)
  const answer = state?.exists ?? 'unknown'
  const isThere = answer === 'definitely' || answer === 'possibly'
  const words = item.kind.columns.flatMap(({ name, of }) =>
    of === 'turning' && isThere ? (state?.get(name).words ?? []) : [],
  )
  const turning = words.find((each) => each !== NOTHING_TURNS)
  return {
    answer,
    turning,
    isBeyond: turning !== undefined && item.kind.task && (horizon === undefined || day > horizon),
  }
}

/** The word of what turns, where there is nothing that could. */
const NOTHING_TURNS = 'none'

function isAlike(a: Patch, b: Patch): boolean {
  return a.answer === b.answer && a.turning === b.turning && a.isBeyond === b.isBeyond
}

function isSame(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, nth) => {
      const other = b[nth]
      return other !== undefined && run.days[0] === other.days[0] && isAlike(run.patch, other.patch)
    })
  )
}

function joined(rows: readonly Row[]): readonly Row[] {
  const result: Row[] = []
  for (const row of rows) {
    const last = result.at(-1)
    if (last !== undefined && isSame(last.runs, row.runs))
      result[result.length - 1] = { known: [last.known[0], row.known[1]], runs: last.runs }
    else result.push(row)
  }
  return result
}

/** The days and a margin around them. */
function padded(days: readonly number[]): Range {
  const [from, to] = [Math.min(...days), Math.max(...days)]
  const margin = Math.max(30, Math.round((to - from) * 0.18))
  return [from - margin, to + margin]
}

function sorted(days: readonly number[]): readonly number[] {
  return [...new Set(days)].sort((a, b) => a - b)
}

/** A patch that is named: where in the plane there is most room for its name. */
export type Named = { readonly known: Range; readonly valid: Range; readonly patch: Patch }

/** Of each patch, the widest and highest stretch of rows in which it holds throughout; `isSeen` leaves out what is too small. */
export function namedPatches(
  rows: readonly Row[],
  areaOf: (known: Range, valid: Range) => number,
): readonly Named[] {
  const best = new Map<string, Named & { readonly area: number }>()
  for (const [first, row] of rows.entries())
    for (const run of row.runs) {
      let days = run.days
      for (let nth = first; nth < rows.length; nth += 1) {
        const over = rows[nth]?.runs.find(
          ({ patch, days: other }) => isAlike(patch, run.patch) && other[0] < days[1] && other[1] > days[0],
        )
        const top = rows[nth]?.known[1]
        if (over === undefined || top === undefined) break
        days = [Math.max(days[0], over.days[0]), Math.min(days[1], over.days[1])]
        const known: Range = [row.known[0], top]
        const area = areaOf(known, days)
        const key = `${run.patch.answer} ${run.patch.turning} ${run.patch.isBeyond}`
        if (area > (best.get(key)?.area ?? 0)) best.set(key, { known, valid: days, patch: run.patch, area })
      }
    }
  return [...best.values()]
}
