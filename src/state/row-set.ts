import type { CivilDay } from '../time/index.ts'

/**
 * One answer about a thing: how it sorts, and the half-open ranges of dates and of known days throughout which it holds.
 * It was found under `key`, and is called `name`.
 */
export type Row = {
  readonly key: string
  readonly name: string
  readonly from: CivilDay
  readonly to: CivilDay
  readonly knownFrom: CivilDay
  readonly knownTo: CivilDay
  readonly ranks: Ranks
}

/** The orders of lists: by the first possible day, the first possible day of publication, the first event, and the key. */
export type RowOrder = 'valid' | 'known' | 'recorded' | 'subject'

/** By each order, what a thing is sorted by, and what breaks ties, which is unique. */
export type Ranks = Readonly<Record<RowOrder, number | string>> & { readonly tie: number | string }

type Ranges = Pick<Row, 'from' | 'to' | 'knownFrom' | 'knownTo'>

/** A place on the two axes of rows. */
export type Cell = { readonly date: CivilDay; readonly known: CivilDay }

/** A place in an order: what is compared first, then what breaks ties. */
export type Place = { readonly rank: number | string; readonly tie: number | string }

/** How many neighbours in an order are skipped together where none of them holds. */
const BLOCK = 64

/**
 * Rows by two axes: which of them hold at a place, counted in O(log² n), and in an order from wherever one starts.
 * Immutable.
 */
export class RowSet {
  readonly #rows: readonly Row[]
  readonly #orders = new Map<RowOrder, SortedRows>()
  #counts: CornerCounts | undefined
  #byKey: ReadonlyMap<string, readonly Row[]> | undefined

  constructor(rows: readonly Row[]) {
    this.#rows = rows
  }

  get size(): number {
    return this.#rows.length
  }

  count(cell: Cell): number {
    this.#counts ??= new CornerCounts(this.#rows)
    return this.#counts.at(cell)
  }

  /** The rows found under a key. */
  rowsOf(key: string): readonly Row[] {
    this.#byKey ??= Map.groupBy(this.#rows, (row) => row.key)
    return this.#byKey.get(key) ?? []
  }

  /** The rows that hold at a place, in an order or its reverse, after `from` or all of them. */
  inOrder(cell: Cell, order: RowOrder, reverse: boolean, from?: Place): Generator<Row> {
    return this.#orders
      .getOrInsertComputed(order, () => new SortedRows(this.#rows, order))
      .holding(cell, reverse, from)
  }
}

/** Whether a row, or any of a block of rows, may hold at a place. */
export function holdsAt({ from, to, knownFrom, knownTo }: Ranges, { date, known }: Cell): boolean {
  return from <= date && date < to && knownFrom <= known && known < knownTo
}

export function byPlace(a: Place, b: Place): number {
  return compareRanks(a.rank, b.rank) || compareRanks(a.tie, b.tie)
}

function compareRanks(a: number | string, b: number | string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

export function placeOf(ranks: Ranks, by: RowOrder): Place {
  return { rank: ranks[by], tie: ranks.tie }
}

/** Rows in one order, and of each block of neighbours the ranges in which any of them may hold. */
class SortedRows {
  readonly #rows: readonly Row[]
  readonly #order: RowOrder
  readonly #blocks: readonly Ranges[]

  constructor(rows: readonly Row[], order: RowOrder) {
    this.#order = order
    this.#rows = rows.toSorted((a, b) => byPlace(placeOf(a.ranks, order), placeOf(b.ranks, order)))
    this.#blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, block) => {
      const own = this.#rows.slice(block * BLOCK, (block + 1) * BLOCK)
      return {
        from: Math.min(...own.map(({ from }) => from)),
        to: Math.max(...own.map(({ to }) => to)),
        knownFrom: Math.min(...own.map(({ knownFrom }) => knownFrom)),
        knownTo: Math.max(...own.map(({ knownTo }) => knownTo)),
      }
    })
  }

  *holding(cell: Cell, reverse: boolean, from: Place | undefined): Generator<Row> {
    const step = reverse ? -1 : 1
    for (let index = this.#start(reverse, from); index >= 0 && index < this.#rows.length; ) {
      const block = this.#blocks[Math.floor(index / BLOCK)]
      const row = this.#rows[index]
      if (block === undefined || row === undefined) return
      if (!holdsAt(block, cell)) {
        const first = Math.floor(index / BLOCK) * BLOCK
        index = reverse ? first - 1 : first + BLOCK
        continue
      }
      if (holdsAt(row, cell)) yield row
      index += step
    }
  }

  /** The first index after a place, in the direction that is asked. */
  #start(reverse: boolean, from: Place | undefined): number {
    if (from === undefined) return reverse ? this.#rows.length - 1 : 0
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const row = this.#rows[middle]
      const compared = row === undefined ? 1 : byPlace(placeOf(row.ranks, this.#order), from)
      if (compared < 0 || (compared === 0 && !reverse)) low = middle + 1
      else high = middle
    }
    return reverse ? low - 1 : low
  }
}

/**
 * How many rows hold at a place: each row adds one at its first corner and takes it away where it ends on either axis, so
 * that the sum of the corners at or before a place is the number of rows that hold there. A Fenwick tree over the known
 * days, of which each node has its corners by date with their running sums.
 */
class CornerCounts {
  readonly #knownDays: Float64Array
  /** Node n has its corners at `#starts[n]` to `#starts[n + 1]`. */
  readonly #starts: Uint32Array
  readonly #dates: Float64Array
  readonly #sums: Int32Array

  constructor(rows: readonly Row[]) {
    const corners = rows.flatMap(({ from, to, knownFrom, knownTo }) =>
      [
        { date: from, known: knownFrom, weight: 1 },
        { date: to, known: knownFrom, weight: -1 },
        { date: from, known: knownTo, weight: -1 },
        { date: to, known: knownTo, weight: 1 },
      ].filter(({ date, known }) => date !== Infinity && known !== Infinity),
    )
    corners.sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1))
    this.#knownDays = Float64Array.from(new Set(corners.map(({ known }) => known))).sort()
    const ranks = new Map([...this.#knownDays].map((known, index) => [known, index + 1]))
    const nodes = this.#knownDays.length
    this.#starts = new Uint32Array(nodes + 2)
    for (const { known } of corners)
      for (const node of nodesFrom(ranks.get(known) ?? 0, nodes))
        this.#starts[node + 1] = (this.#starts[node + 1] ?? 0) + 1
    for (let node = 1; node < this.#starts.length; node += 1)
      this.#starts[node] = (this.#starts[node] ?? 0) + (this.#starts[node - 1] ?? 0)
    const filled = this.#starts.slice()
    this.#dates = new Float64Array(this.#starts.at(-1) ?? 0)
    this.#sums = new Int32Array(this.#dates.length)
    for (const { date, known, weight } of corners)
      for (const node of nodesFrom(ranks.get(known) ?? 0, nodes)) {
        const at = filled[node] ?? 0
        this.#dates[at] = date
        this.#sums[at] = weight + (at > (this.#starts[node] ?? 0) ? (this.#sums[at - 1] ?? 0) : 0)
        filled[node] = at + 1
      }
  }

  at({ date, known }: Cell): number {
    let sum = 0
    for (
      let node = countUpTo(this.#knownDays, 0, this.#knownDays.length, known);
      node > 0;
      node -= node & -node
    ) {
      const start = this.#starts[node] ?? 0
      const end = countUpTo(this.#dates, start, this.#starts[node + 1] ?? start, date)
      if (end > start) sum += this.#sums[end - 1] ?? 0
    }
    return sum
  }
}

function* nodesFrom(rank: number, nodes: number): Iterable<number> {
  for (let node = rank; node > 0 && node <= nodes; node += node & -node) yield node
}

/** The first index in `[low, high)` of ascending days that lies after that day. */
function countUpTo(days: Float64Array, low: number, high: number, day: CivilDay): number {
  let [first, last] = [low, high]
  while (first < last) {
    const middle = (first + last) >>> 1
    if ((days[middle] ?? Infinity) <= day) first = middle + 1
    else last = middle
  }
  return first
}
