import type { GridDays } from '../../../src/exchange/read-grid.ts'
import { AHEAD, HAPPENED, planOf } from './extents.ts'
import { DEFINITELY, DONE, DROPPED, type ItemTable, OPEN, POSSIBLY, type Rows } from './item-table.ts'
import type { TimeScale } from './scale.ts'

/*
 * What is drawn of one item, along a line. Ink follows evidence: solid where certain, hatched where possible, dotted where only
 * silence speaks, and nothing where nothing is known.
 */

/**
 * A piece of a line. `solid`: certain; hatches: `begin` grows into what is certain, `end` fades out of it, `window` lies between two
 * bounds, `by` and `from` have a bound on one side only; `dashes`: possibly known; `plan`: planned; of what is to be done,
 * `open`, on the record `record`.
 */
export type Look =
  | 'solid'
  | 'begin'
  | 'end'
  | 'window'
  | 'by'
  | 'from'
  | 'dashes'
  | 'plan'
  | 'open'
  | 'record'
export type Part = { readonly x0: number; readonly x1: number; readonly look: Look }
export type PointLook = 'filled' | 'half' | 'planned' | 'off' | 'begin' | 'dropped'
export type Point = { readonly x: number; readonly look: PointLook }

export type Shape = {
  /** The number of the item. */
  readonly item: number
  /** The day on which it is named, and that orders marks. */
  readonly day: number
  /** Its extent. */
  readonly x0: number
  readonly x1: number
  readonly parts: readonly Part[]
  readonly points: readonly Point[]
  /** Bounds of a window: `[` and `]`. */
  readonly brackets: readonly { readonly x: number; readonly opens: boolean }[]
  /** Likely days, and days by which it is to be done. */
  readonly likely: readonly number[]
  readonly dues: readonly number[]
  /** Of one day, or of some day of several: these. */
  readonly days?: GridDays
  /** Whether it is a stretch of time, so that its name stands above it. */
  readonly isLong: boolean
  /** Whether it stops and nothing is known of the days after. */
  readonly endsUntold: boolean
}

/** How far a hatch goes that has no bound, px. */
export const FADE = 120
/** How wide a window is at the least, and half of a point with its room. */
const LEAST = 8
export const HALF = 5

/** What is drawn of an item; several where it is there on several days apart. */
export function shapesOf(
  table: ItemTable,
  item: number,
  type: number,
  knownAt: number,
  scale: TimeScale,
): readonly Shape[] {
  if (type === AHEAD) return plannedShape(table, item, knownAt, scale)
  const { marks, attested, isCertain, likely } = table.factsAt(item, knownAt)
  const diamonds = likely === undefined ? [] : [scale.x(likely)]
  if (type !== HAPPENED) {
    const shapes = runShapes(runsAt(table.exists, item, knownAt), { item, attested, isCertain, scale })
    return shapes.map((shape, nth) => (nth === 0 ? withLikely(shape, diamonds) : shape))
  }
  const sure = marks.filter((mark) => mark.isCertain)
  if (sure.length !== 1) {
    // Of sources that differ, each day is drawn; so is each that may only come to be known.
    const own = sure.length > 0 ? sure : marks
    const windows = new Map(own.map(({ begin }) => [`${begin.earliest} ${begin.latest}`, begin]))
    const [look, point] = isCertain ? (['window', 'filled'] as const) : (['dashes', 'half'] as const)
    return [...windows.values()]
      .filter(({ earliest, latest }) => earliest !== -Infinity || latest !== Infinity)
      .map((days) => daysShape(days, { item, scale, look, point }))
  }
  const runs = runsAt(table.exists, item, knownAt)
  const earliest = runs.find(({ is }) => is >= POSSIBLY)?.from ?? -Infinity
  const latest = runs.find(({ is }) => is === DEFINITELY)?.from ?? Infinity
  const shape = daysShape({ earliest, latest }, { item, scale, look: 'window', point: 'filled' })
  return [withLikely(shape, diamonds)]
}

function withLikely(shape: Shape, likely: readonly number[]): Shape {
  if (likely.length === 0 || shape.parts.length === 0) return shape
  return {
    ...shape,
    likely,
    x0: Math.min(shape.x0, ...likely.map((x) => x - HALF)),
    x1: Math.max(shape.x1, ...likely.map((x) => x + HALF)),
  }
}

type Run = { readonly from: number; readonly to: number; readonly is: number }

/** What rows say of an item by a known day, in the order of valid days; what is alike and touches is one. */
export function runsAt(
  { starts, validFrom, validTo, knownFrom, knownTo, is }: Rows,
  item: number,
  knownAt: number,
): readonly Run[] {
  const runs: Run[] = []
  const end = starts[item + 1] ?? 0
  for (let row = starts[item] ?? 0; row < end; row += 1)
    if (knownAt >= (knownFrom[row] ?? 0) && knownAt < (knownTo[row] ?? 0))
      runs.push({ from: validFrom[row] ?? 0, to: validTo[row] ?? 0, is: is[row] ?? 0 })
  runs.sort((a, b) => a.from - b.from)
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last !== undefined && last.to === run.from && last.is === run.is)
      joined[joined.length - 1] = { ...last, to: run.to }
    else joined.push(run)
  }
  return joined
}

type Drawn = {
  readonly item: number
  readonly scale: TimeScale
  readonly look: Look
  readonly point: PointLook
}

/** One day, or some day of several. */
function daysShape(days: GridDays, { item, scale, look, point }: Drawn): Shape {
  const { earliest, latest } = days
  if (earliest === latest) {
    const x = scale.x(earliest)
    return { ...EMPTY, item, day: earliest, days, x0: x - HALF, x1: x + HALF, points: [{ x, look: point }] }
  }
  const hasBegin = earliest !== -Infinity
  const hasEnd = latest !== Infinity
  let x0 = hasBegin ? scale.begin(earliest) : scale.begin(latest + 1) - FADE
  let x1 = hasEnd ? scale.begin(latest + 1) : x0 + FADE
  if (x1 - x0 < LEAST) [x0, x1] = [(x0 + x1 - LEAST) / 2, (x0 + x1 + LEAST) / 2]
  const hatch = hasBegin ? (hasEnd ? look : 'from') : 'by'
  return {
    ...EMPTY,
    item,
    day: hasEnd ? latest : earliest,
    days,
    x0,
    x1,
    parts: [{ x0, x1, look: look === 'window' ? hatch : look }],
    brackets: [...(hasBegin ? [{ x: x0, opens: true }] : []), ...(hasEnd ? [{ x: x1, opens: false }] : [])],
  }
}

const EMPTY = {
  parts: [],
  points: [],
  brackets: [],
  likely: [],
  dues: [],
  isLong: false,
  endsUntold: false,
} as const

/** The days on which it is there: stretches, and single days with nothing between. */
function runShapes(
  all: readonly Run[],
  {
    item,
    attested,
    isCertain,
    scale,
  }: {
    readonly item: number
    /** Whether it is told of single days only: then each of its runs stands for itself. */
    readonly attested: boolean
    readonly isCertain: boolean
    readonly scale: TimeScale
  },
): readonly Shape[] {
  const shapes: Shape[] = []
  const there = all.filter(({ is }) => is >= POSSIBLY)
  for (let at = 0; at < there.length; ) {
    let end = at + 1
    while (!attested && end < there.length && there[end]?.from === there[end - 1]?.to) end += 1
    const group = there.slice(at, end)
    at = end
    const [first, last] = [group[0], group.at(-1)]
    if (first === undefined || last === undefined) continue
    const days = { earliest: first.from, latest: last.to - 1 }
    if (group.length === 1 && (first.is === POSSIBLY || days.earliest === days.latest)) {
      const isSure = first.is === DEFINITELY
      if (days.earliest === -Infinity && days.latest === Infinity) continue
      const look = isSure || isCertain ? 'window' : 'dashes'
      shapes.push(daysShape(days, { item, scale, look, point: isSure ? 'filled' : 'half' }))
      continue
    }
    const parts = group.map(({ from, to, is }, nth): Part => {
      if (is === DEFINITELY) return { ...between(from, to, scale), look: 'solid' }
      const [begins, ends] = [group[nth + 1]?.is === DEFINITELY, group[nth - 1]?.is === DEFINITELY]
      const look = !isCertain ? 'dashes' : begins && !ends ? 'begin' : ends && !begins ? 'end' : 'window'
      return { ...between(from, to, scale, true), look }
    })
    const isEnded = all.some(({ from, is }) => from === last.to && is < POSSIBLY)
    shapes.push({
      ...EMPTY,
      item,
      day: Math.max(first.from, group.find(({ is }) => is === DEFINITELY)?.from ?? first.from),
      x0: parts[0]?.x0 ?? 0,
      x1: parts.at(-1)?.x1 ?? 0,
      parts,
      isLong: true,
      endsUntold: last.to !== Infinity && !isEnded,
    })
  }
  return shapes
}

/** Where days lie; what has no bound goes to the edge, or where it is only possible fades before. */
function between(
  from: number,
  to: number,
  scale: TimeScale,
  fades = false,
): { readonly x0: number; readonly x1: number } {
  const end = to === Infinity ? (fades ? scale.begin(from) + FADE : scale.right) : scale.begin(to)
  const begin = from === -Infinity ? (fades ? end - FADE : scale.left) : scale.begin(from)
  return { x0: begin, x1: Math.max(end, begin + 1) }
}

function plannedShape(table: ItemTable, item: number, knownAt: number, scale: TimeScale): readonly Shape[] {
  const plan = planOf(table, item, knownAt)
  if (plan === undefined) return []
  return plan.windows
    .filter(({ earliest, latest }) => earliest !== -Infinity || latest !== Infinity)
    .map((days) => daysShape(days, { item, scale, look: 'plan', point: plan.isOff ? 'off' : 'planned' }))
}

/** What is to be done, from the day on which it was made for as long as it is open; past `horizon` it is so on the record only. */
export function taskShape(
  table: ItemTable,
  item: number,
  knownAt: number,
  { scale, horizon }: { readonly scale: TimeScale; readonly horizon: number },
): Shape | undefined {
  const runs = runsAt(table.exists, item, knownAt)
  const first = runs.find(({ is }) => is >= POSSIBLY)?.from ?? Infinity
  const sure = runs.find(({ is }) => is === DEFINITELY)?.from ?? Infinity
  const begin = Number.isFinite(first) ? first : sure
  if (!Number.isFinite(begin)) return undefined
  const parts: Part[] = []
  let end: Point | undefined
  const add = (from: number, to: number, look: Look) => {
    if (from >= to) return
    const x1 = to === Infinity ? scale.right : scale.x(to)
    if (x1 > scale.x(from)) parts.push({ x0: scale.x(from), x1, look })
  }
  for (const { from, to, is } of runsAt(table.tasks, item, knownAt)) {
    if (is === DONE || is === DROPPED) {
      end ??= { x: scale.x(Math.max(from, begin)), look: is === DONE ? 'filled' : 'dropped' }
      continue
    }
    end = undefined
    const isOpen = is === OPEN
    add(Math.max(from, begin), Math.min(to, isOpen ? sure : to), 'dashes')
    if (!isOpen) continue
    add(Math.max(from, begin, sure), Math.min(to, horizon), 'open')
    add(Math.max(from, begin, sure, horizon), to, 'record')
  }
  const dues = table
    .duesAt(item, begin, knownAt)
    .map(({ latest }) => scale.x(latest))
    .filter(Number.isFinite)
  const x0 = scale.x(begin)
  const isSure = sure === begin
  return {
    ...EMPTY,
    item,
    day: begin,
    x0: x0 - HALF,
    x1: Math.max(
      x0 + HALF,
      ...parts.map(({ x1 }) => x1),
      ...dues.map((x) => x + 2),
      ...(end === undefined ? [] : [end.x + HALF]),
    ),
    parts,
    points: [{ x: x0, look: isSure ? 'begin' : 'half' }, ...(end === undefined ? [] : [end])],
    dues,
  }
}
