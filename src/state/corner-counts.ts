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

/** The place of each of some things among so many values, to be filled in; no wider than these need. */
export function placesAmong(values: number, things: number): Uint16Array | Uint32Array {
  return values <= 2 ** 16 ? new Uint16Array(things) : new Uint32Array(things)
}

/**
 * By how much the number of rows that hold changes here, for every place at or after it on both axes; its days are given by
 * their places among the dates and the known days of all corners.
 */
type Corner = { readonly date: number; readonly known: number; readonly weight: number }

/**
 * How many rows hold at a place: each row adds one at its first corner and takes it away where it ends on either axis, so
 * that the sum of the corners at or before a place is the number of rows that hold there. A Fenwick tree over the known
 * days, of which each node has the dates of its corners with their running sums.
 */
export class CornerCounts {
  readonly #knownDays: Float64Array
  readonly #dates: Float64Array
  /** Node n has the dates at `#starts[n]` to `#starts[n + 1]`, each by its place among all. */
  readonly #starts: Uint32Array
  readonly #places: Uint16Array | Uint32Array
  readonly #sums: Int32Array

  private constructor(
    days: { readonly known: Float64Array; readonly dates: Float64Array },
    starts: Uint32Array,
    places: Uint16Array | Uint32Array,
    sums: Int32Array,
  ) {
    this.#knownDays = days.known
    this.#dates = days.dates
    this.#starts = starts
    this.#places = places
    this.#sums = sums
  }

  /** In steps. */
  static *of(rows: readonly Ranges[]): Steps<CornerCounts> {
    const known = yield* numbered(rows.values().flatMap(({ knownFrom, knownTo }) => [knownFrom, knownTo]))
    const dates = yield* numbered(rows.values().flatMap(({ from, to }) => [from, to]))
    const corners = yield* cornersOf(rows, dates.places, known.places)
    const nodes = known.values.length
    const starts = yield* startsOf(nodes, corners)
    const filled = starts.slice()
    const size = starts.at(-1) ?? 0
    const [places, sums] = [placesAmong(dates.values.length, size), new Int32Array(size)]
    for (const [nth, { date, known, weight }] of corners.entries()) {
      if (nth % STEP === 0) yield
      for (let node = known + 1; node <= nodes; node += node & -node) {
        const [start, at] = [starts[node] ?? 0, filled[node] ?? 0]
        const isNew = at === start || places[at - 1] !== date
        const own = isNew ? at : at - 1
        sums[own] = weight + (at > start ? (sums[at - 1] ?? 0) : 0)
        places[own] = date
        filled[node] = own + 1
      }
    }
    const days = { known: Float64Array.from(known.values), dates: Float64Array.from(dates.values) }
    return new CornerCounts(days, starts, places, sums)
  }

  /** How many bytes it takes. */
  get bytes(): number {
    return [this.#knownDays, this.#dates, this.#starts, this.#places, this.#sums].reduce(
      (sum, own) => sum + own.byteLength,
      0,
    )
  }

  at({ date, known }: Cell): number {
    const place = stretchOf(this.#dates, date) - 1
    let sum = 0
    for (let node = stretchOf(this.#knownDays, known); node > 0; node -= node & -node) {
      const start = this.#starts[node] ?? 0
      const passed = stretchOf(this.#places.subarray(start, this.#starts[node + 1]), place)
      if (passed > 0) sum += this.#sums[start + passed - 1] ?? 0
    }
    return sum
  }
}

/** Where the dates of each node begin. */
function* startsOf(nodes: number, corners: readonly Corner[]): Steps<Uint32Array> {
  const starts = new Uint32Array(nodes + 2)
  const last = new Int32Array(nodes + 1).fill(-1)
  for (const [nth, { date, known }] of corners.entries()) {
    if (nth % STEP === 0) yield
    for (let node = known + 1; node <= nodes; node += node & -node) {
      if (last[node] === date) continue
      last[node] = date
      starts[node + 1] = (starts[node + 1] ?? 0) + 1
    }
  }
  for (let node = 1; node < starts.length; node += 1)
    starts[node] = (starts[node] ?? 0) + (starts[node - 1] ?? 0)
  return starts
}

/** The corners of all rows by date, those of one place together. */
function* cornersOf(
  rows: readonly Ranges[],
  datePlaces: ReadonlyMap<CivilDay, number>,
  knownPlaces: ReadonlyMap<CivilDay, number>,
): Steps<readonly Corner[]> {
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
        const place = (datePlaces.get(date) ?? 0) * ends + (knownPlaces.get(known) ?? 0)
        packed.push(place * 2 + (fromHere === fromThen ? 1 : 0))
      }
  }
  const corners: Corner[] = []
  let [last, weight] = [-1, 0]
  const close = () => {
    if (weight !== 0) corners.push({ date: Math.floor(last / ends), known: last % ends, weight })
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
