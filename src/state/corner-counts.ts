import { stretchOf } from './day-table.ts'
import { type CellPlaces, placesAmong, type RowColumns } from './row-columns.ts'
import { orderBy, type Steps } from './steps.ts'

/** How many corners are taken in one step. */
const STEP = 4_000

/**
 * By how much the number of rows that hold changes at some places, for every place at or after each on both axes; their days
 * are given by their places among the dates and the known days of the rows. In order of date, then of known day.
 */
type Corners = {
  readonly size: number
  readonly dates: Uint32Array
  readonly known: Uint32Array
  readonly weights: Int32Array
}

/**
 * How many rows hold at a place: each row adds one at its first corner and takes it away where it ends on either axis, so
 * that the sum of the corners at or before a place is the number of rows that hold there. A Fenwick tree over the known
 * days, of which each node has the dates of its corners with their running sums.
 */
export class CornerCounts {
  /** Node n has the dates at `#starts[n]` to `#starts[n + 1]`, each by its place among all. */
  readonly #starts: Uint32Array
  readonly #places: Uint16Array | Uint32Array
  readonly #sums: Int32Array

  private constructor(starts: Uint32Array, places: Uint16Array | Uint32Array, sums: Int32Array) {
    this.#starts = starts
    this.#places = places
    this.#sums = sums
  }

  /** In steps. */
  static *of(rows: RowColumns): Steps<CornerCounts> {
    const corners = yield* cornersOf(rows)
    const nodes = rows.knownDays.length
    const starts = yield* startsOf(nodes, corners)
    const filled = starts.slice()
    const size = starts.at(-1) ?? 0
    const [places, sums] = [placesAmong(rows.dates.length, size), new Int32Array(size)]
    for (let corner = 0; corner < corners.size; corner += 1) {
      if (corner % STEP === 0) yield
      const date = corners.dates[corner] ?? 0
      for (let node = (corners.known[corner] ?? 0) + 1; node <= nodes; node += node & -node) {
        const [start, at] = [starts[node] ?? 0, filled[node] ?? 0]
        const isNew = at === start || places[at - 1] !== date
        const own = isNew ? at : at - 1
        sums[own] = (corners.weights[corner] ?? 0) + (at > start ? (sums[at - 1] ?? 0) : 0)
        places[own] = date
        filled[node] = own + 1
      }
    }
    return new CornerCounts(starts, places, sums)
  }

  /** How many bytes it takes, without the days of its rows. */
  get bytes(): number {
    return this.#starts.byteLength + this.#places.byteLength + this.#sums.byteLength
  }

  at({ date, known }: CellPlaces): number {
    let sum = 0
    for (let node = known + 1; node > 0; node -= node & -node) {
      const [start, end] = [this.#starts[node] ?? 0, this.#starts[node + 1]]
      const passed = stretchOf(this.#places, date, start, end)
      if (passed > start) sum += this.#sums[passed - 1] ?? 0
    }
    return sum
  }
}

/** Where the dates of each node begin. */
function* startsOf(nodes: number, corners: Corners): Steps<Uint32Array> {
  const starts = new Uint32Array(nodes + 2)
  const last = new Int32Array(nodes + 1).fill(-1)
  for (let corner = 0; corner < corners.size; corner += 1) {
    if (corner % STEP === 0) yield
    const date = corners.dates[corner] ?? 0
    for (let node = (corners.known[corner] ?? 0) + 1; node <= nodes; node += node & -node) {
      if (last[node] === date) continue
      last[node] = date
      starts[node + 1] = (starts[node + 1] ?? 0) + 1
    }
  }
  for (let node = 1; node < starts.length; node += 1)
    starts[node] = (starts[node] ?? 0) + (starts[node - 1] ?? 0)
  return starts
}

/** The corners of all rows, those of one place together, and none where that comes to nothing. */
function* cornersOf(rows: RowColumns): Steps<Corners> {
  const most = rows.size * 4
  const [dates, known, weights] = [new Uint32Array(most), new Uint32Array(most), new Int32Array(most)]
  let size = 0
  const add = (date: number, day: number, weight: number) => {
    if (rows.dates[date] === Infinity || rows.knownDays[day] === Infinity) return
    dates[size] = date
    known[size] = day
    weights[size] = weight
    size += 1
  }
  const [from, to] = [rows.column('from'), rows.column('to')]
  const [knownFrom, knownTo] = [rows.column('knownFrom'), rows.column('knownTo')]
  for (let row = 0; row < rows.size; row += 1) {
    if (row % STEP === 0) yield
    add(from.at(row), knownFrom.at(row), 1)
    add(from.at(row), knownTo.at(row), -1)
    add(to.at(row), knownFrom.at(row), -1)
    add(to.at(row), knownTo.at(row), 1)
  }
  const placed = (places: Uint32Array) => ({ length: size, at: (corner: number) => places[corner] ?? 0 })
  const order = yield* orderBy(placed(dates), yield* orderBy(placed(known)))
  const corners = {
    dates: new Uint32Array(size),
    known: new Uint32Array(size),
    weights: new Int32Array(size),
  }
  let merged = 0
  for (const [nth, corner] of order.entries()) {
    if (nth % STEP === 0) yield
    const [date, day, weight] = [dates[corner] ?? 0, known[corner] ?? 0, weights[corner] ?? 0]
    const last = merged - 1
    if (merged > 0 && corners.dates[last] === date && corners.known[last] === day) {
      corners.weights[last] = (corners.weights[last] ?? 0) + weight
      continue
    }
    if (corners.weights[last] === 0) merged = last
    corners.dates[merged] = date
    corners.known[merged] = day
    corners.weights[merged] = weight
    merged += 1
  }
  if (corners.weights[merged - 1] === 0) merged -= 1
  return { size: merged, ...corners }
}
