import { type Extents, HAPPENED, STANDS, TASK } from './extents.ts'
import { DEFINITELY, DONE, DROPPED, type ItemTable, OPEN, POSSIBLY } from './item-table.ts'
import type { TimeScale } from './scale.ts'

/*
 * Where there are more items than pixels: how many there are at each place, as an outline. What is certain stands below what is
 * only possible, and that is hatched.
 */

/** How wide a column is, px. */
export const COLUMN = 2

export type Outline = {
  /** By column, how many are certain; of what is to be done, up to the newest source. */
  readonly sure: Float64Array
  /** On the record only. */
  readonly record: Float64Array
  readonly possible: Float64Array
  /** The most at one place. */
  readonly most: number
}

/** How many of the items at `places` there are by column, from the left of the scale. Cost: the rows of all of them. */
export function outlineOf(
  table: ItemTable,
  extents: Extents,
  places: readonly number[],
  {
    scale,
    knownAt,
    horizon,
  }: { readonly scale: TimeScale; readonly knownAt: number; readonly horizon: number },
): Outline {
  const columns = Math.max(1, Math.ceil((scale.right - scale.left) / COLUMN))
  const [sure, record, possible] = [counts(), counts(), counts()]
  const columnAt = (day: number) =>
    Math.min(columns, Math.max(0, Math.floor((scale.begin(day) - scale.left) / COLUMN)))
  /** Counts a stretch of days, half-open, in each column that it touches. */
  const add = (to: Float64Array, from: number, end: number) => {
    if (end <= from || scale.begin(end) <= scale.left || scale.begin(from) >= scale.right) return
    const first = columnAt(from)
    const last = Math.max(first + 1, Math.min(columns, Math.ceil((scale.begin(end) - scale.left) / COLUMN)))
    to[first] = (to[first] ?? 0) + 1
    to[last] = (to[last] ?? 0) - 1
  }
  const { items, type, from, sureFrom, to } = extents
  for (const nth of places) {
    const item = items[nth] ?? 0
    const first = from[nth] ?? 0
    const sureDay = sureFrom[nth] ?? Infinity
    const last = to[nth] ?? 0
    if (type[nth] === HAPPENED) {
      if (first === sureDay) add(sure, first, first + 1)
      else if (first !== -Infinity && last !== Infinity) add(possible, first, last)
      else if (last === Infinity) add(possible, first, first + 1)
      else add(possible, last - 1, last)
    } else if (type[nth] === STANDS) addRuns(item)
    else if (type[nth] === TASK) addTask(item, Number.isFinite(first) ? first : sureDay, sureDay)
  }
  let most = 0
  for (const one of [sure, record, possible])
    for (let at = 1; at <= columns; at += 1) one[at] = (one[at] ?? 0) + (one[at - 1] ?? 0)
  for (let at = 0; at < columns; at += 1)
    most = Math.max(most, (sure[at] ?? 0) + (record[at] ?? 0) + (possible[at] ?? 0))
  return {
    sure: sure.subarray(0, columns),
    record: record.subarray(0, columns),
    possible: possible.subarray(0, columns),
    most,
  }

  function counts(): Float64Array {
    return new Float64Array(columns + 1)
  }

  function addRuns(item: number): void {
    const { starts, validFrom, validTo, knownFrom, knownTo, is } = table.exists
    const end = starts[item + 1] ?? 0
    for (let row = starts[item] ?? 0; row < end; row += 1) {
      const answer = is[row] ?? 0
      if (answer < POSSIBLY || knownAt < (knownFrom[row] ?? 0) || knownAt >= (knownTo[row] ?? 0)) continue
      add(answer === DEFINITELY ? sure : possible, validFrom[row] ?? 0, validTo[row] ?? 0)
    }
  }

  function addTask(item: number, begin: number, sureDay: number): void {
    const { starts, validFrom, validTo, knownFrom, knownTo, is } = table.tasks
    const end = starts[item + 1] ?? 0
    for (let row = starts[item] ?? 0; row < end; row += 1) {
      const state = is[row] ?? 0
      if (state === DONE || state === DROPPED) continue
      if (knownAt < (knownFrom[row] ?? 0) || knownAt >= (knownTo[row] ?? 0)) continue
      const [rowFrom, rowTo] = [Math.max(validFrom[row] ?? 0, begin), validTo[row] ?? 0]
      if (state !== OPEN) {
        add(possible, rowFrom, rowTo)
        continue
      }
      add(possible, rowFrom, Math.min(rowTo, sureDay))
      add(sure, Math.max(rowFrom, sureDay), Math.min(rowTo, horizon))
      add(record, Math.max(rowFrom, sureDay, horizon), rowTo)
    }
  }
}

/** The path of an area between two rows of counts, one upon the other: steps, so that what is drawn is what was counted. */
export function areaPath(
  lower: (column: number) => number,
  upper: (column: number) => number,
  columns: number,
  { left, bottom, perItem }: { readonly left: number; readonly bottom: number; readonly perItem: number },
): string {
  let path = ''
  for (let at = 0; at < columns; ) {
    if (upper(at) <= lower(at)) {
      at += 1
      continue
    }
    const begin = at
    const back: string[] = []
    let there = ''
    while (at < columns && upper(at) > lower(at)) {
      const [low, high] = [lower(at), upper(at)]
      const from = at
      while (at < columns && lower(at) === low && upper(at) === high) at += 1
      there += `V${round(bottom - high * perItem)}H${round(left + at * COLUMN)}`
      back.push(`V${round(bottom - low * perItem)}H${round(left + from * COLUMN)}`)
    }
    const start = round(bottom - lower(begin) * perItem)
    path += `M${round(left + begin * COLUMN)} ${start}${there}${back.reverse().join('')}Z`
  }
  return path
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
