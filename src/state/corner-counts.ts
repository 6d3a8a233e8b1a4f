import type { CivilDay } from '../time/index.ts'
import { stretchOf } from './day-table.ts'
import { numbered, type Steps, sorted } from './steps.ts'

/** How many corners are taken in one step. */
const STEP = 1_000

/** The half-open ranges of dates and of known days in which something may hold. */
export type Ranges = {
  readonly from: CivilDay
  readonly to: CivilDay
  readonly knownFrom: CivilDay
  readonly knownTo: CivilDay
}

/** A place on the two axes of rows. */
export type Cell = { readonly date: CivilDay; readonly known: CivilDay }

/** By how much the number of rows that hold changes here, for every place at or after it on both axes. */
type Corner = { readonly date: CivilDay; readonly known: CivilDay; readonly weight: number }

/**
 * How many rows hold at a place: each row adds one at its first corner and takes it away where it ends on either axis, so
 * that the sum of the corners at or before a place is the number of rows that hold there. A Fenwick tree over the known
 * days, of which each node has its corners by date with their running sums.
 */
export class CornerCounts {
  readonly #knownDays: Float64Array
  /** Node n has its corners at `#starts[n]` to `#starts[n + 1]`. */
  readonly #starts: Uint32Array
  readonly #dates: Float64Array
  readonly #sums: Int32Array

  private constructor(knownDays: Float64Array, starts: Uint32Array, dates: Float64Array, sums: Int32Array) {
    this.#knownDays = knownDays
    this.#starts = starts
    this.#dates = dates
    this.#sums = sums
  }

  /** In steps. */
  static *of(rows: readonly Ranges[]): Steps<CornerCounts> {
    const days = yield* numbered(rows.values().flatMap(({ knownFrom, knownTo }) => [knownFrom, knownTo]))
    const knownDays = Float64Array.from(days.values).filter((day) => day !== Infinity)
    const corners = yield* cornersOf(rows, days.places)
    const nodes = knownDays.length
    const starts = new Uint32Array(nodes + 2)
    for (const [nth, { known }] of corners.entries()) {
      if (nth % STEP === 0) yield
      for (let node = known + 1; node <= nodes; node += node & -node) add(starts, node + 1, 1)
    }
    for (let node = 1; node < starts.length; node += 1) add(starts, node, starts[node - 1] ?? 0)
    const filled = starts.slice()
    const dates = new Float64Array(starts.at(-1) ?? 0)
    const sums = new Int32Array(dates.length)
    for (const [nth, { date, known, weight }] of corners.entries()) {
      if (nth % STEP === 0) yield
      for (let node = known + 1; node <= nodes; node += node & -node) {
        const at = filled[node] ?? 0
        dates[at] = date
        sums[at] = weight + (at > (starts[node] ?? 0) ? (sums[at - 1] ?? 0) : 0)
        filled[node] = at + 1
      }
    }
    return new CornerCounts(knownDays, starts, dates, sums)
  }

  /** How many bytes it takes. */
  get bytes(): number {
    return [this.#knownDays, this.#starts, this.#dates, this.#sums].reduce(
      (sum, own) => sum + own.byteLength,
      0,
    )
  }

  at({ date, known }: Cell): number {
    let sum = 0
    for (let node = stretchOf(this.#knownDays, known); node > 0; node -= node & -node) {
      const start = this.#starts[node] ?? 0
      const passed = stretchOf(this.#dates.subarray(start, this.#starts[node + 1]), date)
      if (passed > 0) sum += this.#sums[start + passed - 1] ?? 0
    }
    return sum
  }
}

/** The corners of all rows by date, those of one place together; `known` is the place of their day among the known days. */
function* cornersOf(
  rows: readonly Ranges[],
  knownPlaces: ReadonlyMap<CivilDay, number>,
): Steps<readonly Corner[]> {
  const dates = yield* numbered(rows.values().flatMap(({ from, to }) => [from, to]))
  const ends = knownPlaces.size
  const packed: number[] = []
  for (const { from, to, knownFrom, knownTo } of rows) {
    if (packed.length % STEP === 0) yield
    for (const [date, fromHere] of [
      [from, 1],
      [to, 0],
    ] as const)
      for (const [known, fromThen] of [
        [knownFrom, 1],
        [knownTo, 0],
      ] as const) {
        if (date === Infinity || known === Infinity) continue
        const place = (dates.places.get(date) ?? 0) * ends + (knownPlaces.get(known) ?? 0)
        packed.push(place * 2 + (fromHere === fromThen ? 1 : 0))
      }
  }
  const corners: Corner[] = []
  let [last, weight] = [-1, 0]
  const close = () => {
    if (weight !== 0)
      corners.push({ date: dates.values[Math.floor(last / ends)] ?? 0, known: last % ends, weight })
    weight = 0
  }
  for (const [nth, each] of (yield* sorted(packed, (a, b) => a - b)).entries()) {
    if (nth % STEP === 0) yield
    const place = Math.floor(each / 2)
    if (place !== last) close()
    last = place
    weight += each % 2 === 1 ? 1 : -1
  }
  close()
  return corners
}

function add(numbers: Uint32Array, at: number, more: number): void {
  numbers[at] = (numbers[at] ?? 0) + more
}
