/*
 * Reads a bitemporal grid, without anything else: a page takes this file, and those in `grid-reader/`, as they are. Days are
 * numbers, counted from 1970-01-01 (`gridDay('2024-05-01')`); a known day is left out where the clock filters nothing.
 */

import { Contents } from './grid-reader/contents.ts'
import { GridItem, type GridState, Layout } from './grid-reader/item.ts'
import { bound, type Day, DaySet, type Line, Rectangles } from './grid-reader/rectangles.ts'
import type { GridKind } from './grid-reader/types.ts'

export type { GridItem, GridState } from './grid-reader/item.ts'
export { DaySet } from './grid-reader/rectangles.ts'
export type {
  GridAhead,
  GridAnswer,
  GridColumn,
  GridContent,
  GridContents,
  GridDays,
  GridFieldValue,
  GridKind,
  GridMark,
  GridPart,
  GridRectangle,
  GridSource,
  GridTask,
} from './grid-reader/types.ts'

/** A grid from its text. Throws SyntaxError where that is cut, and RangeError where it is of another version. */
export function readGrid(text: string): Grid {
  const reader = new GridReader()
  reader.add(text)
  return reader.end()
}

/** Reads a grid while it comes, in pieces of any size. */
export class GridReader {
  /** Undefined until its head has come. */
  grid: Grid | undefined
  readonly #items: GridItem[] = []
  readonly #contents = new Contents()
  readonly #rectangles = new Rectangles()
  #layouts: readonly Layout[] = []
  #rest = ''
  #end: number | undefined

  /** Takes the next piece of the text. Throws SyntaxError for what is no grid, and RangeError where it is of another version. */
  add(text: string): void {
    const all = this.#rest + text
    let from = 0
    for (let to = all.indexOf('\n'); to >= 0; to = all.indexOf('\n', from)) {
      this.#line(all.slice(from, to))
      from = to + 1
    }
    this.#rest = all.slice(from)
  }

  /** The whole grid. Throws SyntaxError where the text was cut. */
  end(): Grid {
    if (this.#rest !== '') this.add('\n')
    if (this.grid === undefined || this.#end !== this.#items.length)
      throw new SyntaxError('the grid is cut: its end is missing')
    return this.grid
  }

  /** The head and the end are of one line each, and so is an item. */
  #line(line: string): void {
    if (this.grid === undefined) this.#begin(JSON.parse(line.replace(/,$/, '}')))
    else if (line.startsWith('[')) this.#add(JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line))
    else if (line.startsWith('],')) this.#end = JSON.parse(`{${line.slice(2)}`).end
  }

  #begin(head: GridHead): void {
    if (head.regestaGrid !== VERSION)
      throw new RangeError(`grid of version ${head.regestaGrid}: expected ${VERSION}`)
    this.#layouts = head.kinds.map((kind) => new Layout(kind, this.#contents))
    this.grid = new Grid(head, this.#items)
  }

  #add([kindNumber, slug, known, tilings, columns, fresh]: Line): void {
    const layout = this.#layouts[kindNumber]
    if (layout === undefined) throw new RangeError(`no kind of number ${kindNumber}`)
    this.#contents.add(fresh)
    const rectangles = this.#rectangles
    const first = rectangles.add(layout.kind.columns.length, tilings, columns)
    const { name } = layout.kind
    this.#items.push(new GridItem(`${name}/${slug}`, known.map(bound), layout, { rectangles, first }))
  }
}

const VERSION = 2

type GridHead = {
  readonly regestaGrid: number
  readonly chronicle: string
  readonly title: string
  readonly point: Grid['point']
  readonly noKnownDay: number
  readonly kinds: readonly GridKind[]
  readonly horizon: readonly (readonly [Day, Day])[]
}

export class Grid {
  readonly chronicle: string
  readonly title: string
  /** From where it was made. With a known day, it holds nothing of what came to be known later. */
  readonly point: {
    readonly position: number
    readonly root: string
    readonly knownAt: number | null
    readonly trusting: unknown
  }
  readonly kinds: readonly GridKind[]
  /** While it is read, those that came. */
  readonly items: readonly GridItem[]
  /** The number that stands for no known day; it is after every day. */
  readonly noKnownDay: number
  /** By the known day from which on it holds, the last day on which a source that is known for certain may have come out. */
  readonly horizons: readonly { readonly knownFrom: number; readonly day: number | undefined }[]

  readonly #head: GridHead

  constructor(head: GridHead, items: readonly GridItem[]) {
    this.#head = head
    this.chronicle = head.chronicle
    this.title = head.title
    this.point = head.point
    this.kinds = head.kinds
    this.noKnownDay = head.noKnownDay
    this.items = items
    this.horizons = head.horizon.map(([from, day]) => ({
      knownFrom: from ?? -Infinity,
      day: day ?? undefined,
    }))
  }

  /** The same grid of its items up to a number: while it is read, one that stays as it is. */
  first(count: number): Grid {
    return new Grid(this.#head, this.items.slice(0, count))
  }

  /** Every item that can be seen at a date as known by a day, whatever its certainty. Cost: the rectangles of all items. */
  at(date: number, knownAt?: number): GridState[] {
    const known = this.#knownDay(knownAt)
    const states: GridState[] = []
    for (const item of this.items) {
      const state = item.at(date, known)
      if (state !== undefined) states.push(state)
    }
    return states
  }

  /** The last day on which a source that is known for certain by a day may have come out; undefined where there is none. */
  horizonAt(knownAt?: number): number | undefined {
    const known = this.#knownDay(knownAt)
    return this.horizons.findLast(({ knownFrom }) => knownFrom <= known)?.day
  }

  /**
   * The days on which anything changes along a clock, in order: on each something is another than on the day before. `other` is
   * the day on the other clock, {@link noKnownDay} for no known day. Cost: the rectangles of all items.
   */
  changeDays(clock: 'valid' | 'known', other: number, items = this.items): readonly number[] {
    const steps = this.changeDaySteps(clock, other, items)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  }

  /** The same in steps, of a millisecond or so each, for whoever does something else between them. */
  *changeDaySteps(
    clock: 'valid' | 'known',
    other: number,
    items = this.items,
  ): Generator<void, readonly number[]> {
    const days = new DaySet()
    for (const [nth, item] of items.entries()) {
      if (nth % A_STEP === A_STEP - 1) yield
      item.addChangeDays(days, clock, other)
    }
    yield
    return days.inOrder().filter((day) => day < this.noKnownDay)
  }

  /** The day itself, or what stands for none. Throws RangeError after the known day from which the grid was made. */
  #knownDay(knownAt: number | undefined): number {
    const last = this.point.knownAt ?? this.noKnownDay
    const known = knownAt ?? last
    if (known > last) throw new RangeError(`known day ${known}: the grid was made as known by ${last}`)
    return known
  }
}

/** How many items a step looks at. */
const A_STEP = 500

const DAY = 86_400_000

/** The number of a day that is written as YYYY-MM-DD. */
export function gridDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/** A day as YYYY-MM-DD. */
export function gridDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
