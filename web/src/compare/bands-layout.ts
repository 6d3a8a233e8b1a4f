import { FIRST_DAY, LAST_DAY } from '../days.ts'
import { type TimeScale, timeScale } from '../timeline/scale.ts'
import { type ComparedSource, type Heard, heardAt } from './heard.ts'
import type { TwoPoints } from './two-points.ts'

/** How much room the names of the bands take, and what is left free at the right end, px. */
const NAMES = 172
const EDGE = 8
const NARROW = 720

/** Where a point stands on a band: the handle and its words. */
export type PlacedHandle = {
  readonly point: 'from' | 'to'
  /** Undefined where the clock filters nothing: then it stands at the end. */
  readonly day: number | undefined
  readonly x: number
  /** Where its words begin, and whether they are further off, in a second row. */
  readonly flagX: number
  readonly row: 0 | 1
}

/** A mark of a source on the band of the sources. */
export type SourceTick = {
  readonly source: ComparedSource
  readonly x: number
  /** Where it ends that is of no certain day; its tick is a bar from its earliest day. */
  readonly until: number | undefined
  readonly heard: Heard
  readonly isLabelled: boolean
}

/** The days that both bands show: both points, with some room around; sources that lie further off are left out. */
export function scaleOfBands({ from, to }: TwoPoints, width: number): TimeScale {
  const days = [from.date, to.date, from.known, to.known].filter((day) => day !== undefined)
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const room = Math.max(60, Math.round((last - first) * 0.3))
  const isNarrow = width < NARROW
  return timeScale(
    [Math.max(FIRST_DAY, first - room), Math.min(LAST_DAY, last + room)],
    isNarrow ? 0 : NAMES,
    width - EDGE,
  )
}

/** About how wide a character of a flag is, px. */
const CHARACTER = 7.7
const GAP = 10

/**
 * The handles of one clock, each with its flag of so many characters: above its handle where there is room, shifted where an edge
 * is near, and in a second row where the two would meet.
 */
export function placedHandles(
  { from, to }: TwoPoints,
  clock: 'date' | 'known',
  scale: TimeScale,
  characters: readonly [from: number, to: number],
): readonly [PlacedHandle, PlacedHandle] {
  const place = (day: number | undefined) =>
    day === undefined ? scale.right : Math.min(Math.max(scale.x(day), scale.left), scale.right)
  const flag = (x: number, length: number) => {
    const width = length * CHARACTER
    const begin = Math.max(
      Math.min(x - width / 2, scale.right + EDGE - width),
      scale.left === 0 ? 0 : scale.left - GAP,
    )
    return { begin, end: begin + width }
  }
  const [x, other] = [place(from[clock]), place(to[clock])]
  const [one, two] = [flag(x, characters[0]), flag(other, characters[1])]
  const isMet = one.begin < two.end + GAP && two.begin < one.end + GAP
  return [
    { point: 'from', day: from[clock], x, flagX: one.begin, row: 0 },
    { point: 'to', day: to[clock], x: other, flagX: two.begin, row: isMet ? 1 : 0 },
  ]
}

const LABEL = 42

/** The marks of the sources, and which of them have room for their label: the newest first. */
export function sourceTicks(
  points: TwoPoints,
  sources: readonly ComparedSource[],
  scale: TimeScale,
): readonly SourceTick[] {
  let free = Number.POSITIVE_INFINITY
  return sources
    .map((source) => ({ source, day: Number.isFinite(source.latest) ? source.latest : source.earliest }))
    .filter(({ day }) => day >= scale.span[0] && day <= scale.span[1])
    .sort((one, other) => other.day - one.day)
    .map(({ source, day }) => {
      const x = scale.x(day)
      const isLabelled = x <= free
      if (isLabelled) free = x - LABEL
      return {
        source,
        x,
        until: Number.isFinite(source.latest) ? undefined : scale.right,
        heard: heardAt(source, points.to),
        isLabelled,
      }
    })
}

/** How far apart the words of days are at least, px. */
const TICK = 62

/** The days that are named along the bands, as many as have room, and how many days lie between two of them. */
export function namedDays(scale: TimeScale): { readonly days: readonly number[]; readonly step: number } {
  let days = scale.ticks(Math.max(2, Math.floor((scale.right - scale.left) / 86)))
  const stepOf = () => (days.length > 1 ? (days[1] ?? 0) - (days[0] ?? 0) : 365)
  while (days.length > 2 && stepOf() * scale.pixelsADay < TICK) days = days.filter((_, nth) => nth % 2 === 0)
  return { days, step: stepOf() }
}
