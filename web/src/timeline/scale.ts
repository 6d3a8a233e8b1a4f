import { scaleUtc } from 'd3-scale'

const MS_A_DAY = 86_400_000

/** The first and the last day that is drawn. */
export type Span = readonly [from: number, to: number]

/** Where the days of a span are drawn: the lanes, both axes and their handles share one. */
export type TimeScale = {
  readonly span: Span
  /** The edges of what is drawn along days, in pixels. */
  readonly left: number
  readonly right: number
  readonly pixelsADay: number
  /** Where the middle of a day is: a mark of that day, and the line of where one stands. May lie outside of the edges. */
  x(day: number): number
  /** Where a day begins; where the day before it ends. */
  begin(day: number): number
  /** The day at a place, a whole number. */
  dayAt(x: number): number
  /** Days that begin a year, quarter, month … about so many. */
  ticks(count: number): readonly number[]
}

/** A linear scale of days between two edges. */
export function timeScale(span: Span, left: number, right: number): TimeScale {
  const [from, to] = span
  const pixelsADay = (right - left) / (to + 1 - from)
  const begin = (day: number) => left + (day - from) * pixelsADay
  return {
    span,
    left,
    right,
    pixelsADay,
    begin,
    x: (day) => begin(day + 0.5),
    dayAt: (x) => Math.floor(from + (x - left) / pixelsADay),
    ticks: (count) =>
      scaleUtc([from * MS_A_DAY, (to + 1) * MS_A_DAY], [left, right])
        .ticks(count)
        .map((date) => Math.round(date.getTime() / MS_A_DAY))
        .filter((day, nth, all) => day !== all[nth - 1]),
  }
}

/** How wide the names of lanes are where they stand left of them; narrow pages have the names above. */
const NAMES = 172
const NARROW = 720
const EDGE = 6

/** The scale of a drawing of this width. */
export function scaleOfWidth(span: Span, width: number): TimeScale {
  return timeScale(span, isNarrow(width) ? 0 : NAMES, width - (isNarrow(width) ? 0 : EDGE))
}

/** Whether a drawing of this width has the names of its lanes above them. */
export function isNarrow(width: number): boolean {
  return width < NARROW
}
