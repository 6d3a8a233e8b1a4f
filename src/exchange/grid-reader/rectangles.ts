import type { GridPart, GridRectangle } from './types.ts'

export type Day = number | null

export type Line = readonly [
  kind: number,
  slug: string,
  known: readonly Day[],
  tilings: readonly (readonly Day[])[],
  /** A column, its tiling, and its contents. */
  columns: readonly (readonly number[])[],
  contents: readonly unknown[],
]

/** Of each column: where the days of its rectangles begin, how many there are, and where their contents begin. */
const COLUMN = 3

/** The rectangles of all items, in arrays of numbers: an object for each would be slow to make and to read. */
export class Rectangles {
  /** Four for each rectangle; columns may share them. */
  #days = new Float64Array(4_096)
  #contents = new Int32Array(4_096)
  #columns = new Int32Array(4_096)
  #daysUsed = 0
  #contentsUsed = 0
  #columnsUsed = 0

  /** Takes in those of an item with so many columns; returns where these begin. */
  add(count: number, tilings: Line[3], columns: Line[4]): number {
    const first = this.#columnsUsed / COLUMN
    this.#columnsUsed += count * COLUMN
    if (this.#columnsUsed > this.#columns.length) this.#columns = grown(this.#columns, this.#columnsUsed)
    const starts: number[] = []
    for (const days of tilings) {
      const start = this.#daysUsed
      starts.push(start)
      this.#daysUsed += days.length
      if (this.#daysUsed > this.#days.length) this.#days = grown(this.#days, this.#daysUsed)
      for (let at = 0; at < days.length; at += 1) this.#days[start + at] = bound(days[at] ?? null, at)
    }
    for (const column of columns) {
      const at = (first + (column[0] ?? 0)) * COLUMN
      const start = this.#contentsUsed
      this.#contentsUsed += column.length - 2
      if (this.#contentsUsed > this.#contents.length)
        this.#contents = grown(this.#contents, this.#contentsUsed)
      for (let nth = 2; nth < column.length; nth += 1) this.#contents[start + nth - 2] = column[nth] ?? 0
      this.#columns[at] = starts[column[1] ?? 0] ?? 0
      this.#columns[at + 1] = column.length - 2
      this.#columns[at + 2] = start
    }
    return first
  }

  /** The number of the content of a column at a place; below 0 where there is none. */
  find(column: number, date: number, knownAt: number): number {
    const own = column * COLUMN
    const days = this.#days
    const first = this.#columns[own] ?? 0
    const end = first + (this.#columns[own + 1] ?? 0) * 4
    for (let at = first; at < end; at += 4)
      if (
        knownAt >= (days[at + 2] ?? 0) &&
        knownAt < (days[at + 3] ?? 0) &&
        date >= (days[at] ?? 0) &&
        date < (days[at + 1] ?? 0)
      )
        return this.#contents[(this.#columns[own + 2] ?? 0) + (at - first) / 4] ?? -1
    return -1
  }

  of<T>(column: number, contentOf: (content: number) => T): readonly GridRectangle<T>[] {
    const days = this.#days
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    const found: GridRectangle<T>[] = []
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      found.push({
        validFrom: days[at] ?? 0,
        validTo: days[at + 1] ?? 0,
        knownFrom: days[at + 2] ?? 0,
        knownTo: days[at + 3] ?? 0,
        content: contentOf(this.#contents[contents + nth] ?? 0),
      })
    }
    return found
  }

  visit(column: number, take: (part: GridPart, content: number) => void): void {
    const days = this.#days
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    const part = { validFrom: 0, validTo: 0, knownFrom: 0, knownTo: 0 }
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      part.validFrom = days[at] ?? 0
      part.validTo = days[at + 1] ?? 0
      part.knownFrom = days[at + 2] ?? 0
      part.knownTo = days[at + 3] ?? 0
      take(part, this.#contents[contents + nth] ?? 0)
    }
  }

  /** Rectangles lie in order of their known days: of one date, those follow one another that do so in time. */
  addChangeDays(days: DaySet, column: number, clock: 'valid' | 'known', other: number): void {
    const [from, across] = clock === 'valid' ? [0, 2] : [2, 0]
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    let [end, last] = [Number.NaN, -1]
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      if (other < (this.#days[at + across] ?? 0) || other >= (this.#days[at + across + 1] ?? 0)) continue
      const begin = this.#days[at + from] ?? 0
      const content = this.#contents[contents + nth] ?? 0
      if (begin !== end || content !== last) {
        days.add(begin)
        days.add(end)
      }
      end = this.#days[at + from + 1] ?? 0
      last = content
    }
    days.add(end)
  }
}

function grown<T extends Float64Array | Int32Array>(full: T, needed: number): T {
  const size = Math.max(needed, full.length * 2)
  const larger = full instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)
  larger.set(full)
  return larger as T
}

/** A day of a list in which begins and ends take turns: without one, it has no bound. */
export function bound(day: Day, nth: number): number {
  return day ?? (nth % 2 === 0 ? -Infinity : Infinity)
}

/** Days of some thousand years have a place of their own. */
const NEAR = 2_000_000

/** Days, each once. */
export class DaySet {
  readonly #near = new Uint8Array(2 * NEAR)
  readonly #far = new Set<number>()

  /** Takes in what is finite. */
  add(day: number): void {
    if (day >= -NEAR && day < NEAR) this.#near[day + NEAR] = 1
    else if (Number.isFinite(day)) this.#far.add(day)
  }

  /** In ascending order. Cost: a look at each day of some thousand years, a millisecond. */
  inOrder(): readonly number[] {
    const days = [...this.#far]
    for (let at = this.#near.indexOf(1); at >= 0; at = this.#near.indexOf(1, at + 1)) days.push(at - NEAR)
    return days.sort((a, b) => a - b)
  }
}
