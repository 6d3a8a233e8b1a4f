import { BYTES } from './cache-bytes.ts'
import { type Cell, CornerCounts, type Ranges } from './corner-counts.ts'
import { type Ranks, type Row, RowColumns, type RowOrder } from './row-columns.ts'
import { type Steps, sorted } from './steps.ts'

/** A place in an order: what is compared first, then what breaks ties. */
export type Place = { readonly rank: number | string; readonly tie: number | string }

/** How many neighbours in an order, or of their blocks, are skipped together where none of them holds. */
const BLOCK = 64
const BLOCKS_A_STEP = 50

/** A row as an order finds it: its place in that order, what it was found under, and what it is called. */
export type PlacedRow = Place & { readonly key: string; readonly name: string }

/**
 * Rows by two axes: which of them hold at a place, counted in O(log² n), and in an order from wherever one starts.
 * Immutable.
 */
export class RowSet {
  readonly #rows: RowColumns
  readonly #counts: CornerCounts
  readonly #orders: Readonly<Record<RowOrder, SortedRows>>
  readonly #byKey: Uint32Array

  private constructor(
    rows: RowColumns,
    counts: CornerCounts,
    orders: Readonly<Record<RowOrder, SortedRows>>,
    byKey: Uint32Array,
  ) {
    this.#rows = rows
    this.#counts = counts
    this.#orders = orders
    this.#byKey = byKey
  }

  /** In steps. Cost: O(n log n). */
  static *of(given: readonly Row[]): Steps<RowSet> {
    // In this order, the number of a row breaks ties.
    const rows = yield* sorted(given, (a, b) => compareRanks(a.ranks.tie, b.ranks.tie))
    const counts = yield* CornerCounts.of(rows)
    const columns = yield* RowColumns.of(rows)
    const orders = {
      valid: yield* SortedRows.of(rows, columns, 'valid'),
      known: yield* SortedRows.of(rows, columns, 'known'),
      recorded: yield* SortedRows.of(rows, columns, 'recorded'),
      subject: yield* SortedRows.of(rows, columns, 'subject'),
    }
    return new RowSet(columns, counts, orders, yield* columns.byKey())
  }

  /** About how many bytes it takes. */
  get bytes(): number {
    return this.#counts.bytes + this.#rows.size * BYTES.column
  }

  count(cell: Cell): number {
    return this.#counts.at(cell)
  }

  /** All of them, in the order of what breaks ties. */
  get rows(): Iterable<Row> {
    return this.#rows.all()
  }

  /** The rows found under a key. */
  *rowsOf(key: string): Iterable<Row> {
    const byKey = this.#byKey
    const at = (index: number) => this.#rows.at(byKey[index] ?? 0)
    const keyAt = (index: number) => this.#rows.keyOf(byKey[index] ?? 0)
    const first = firstFrom(byKey.length, (index) => keyAt(index) >= key)
    for (let index = first; index < byKey.length && keyAt(index) === key; index += 1) yield at(index)
  }

  /** The rows that hold at a place, in an order or its reverse, after `from` or all of them. */
  inOrder(cell: Cell, order: RowOrder, reverse: boolean, from?: Place): Generator<PlacedRow> {
    return this.#orders[order].holding(cell, reverse, from)
  }
}

/** The first number below a length for which a test holds, as for all after it; the length where there is none. */
function firstFrom(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
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

/** Rows in one order; and of blocks of neighbours, of blocks of these and so on, the ranges in which any of them may hold. */
class SortedRows {
  readonly #rows: RowColumns
  readonly #by: RowOrder
  readonly #order: Uint32Array
  readonly #levels: readonly (readonly Ranges[])[]

  private constructor(
    rows: RowColumns,
    by: RowOrder,
    order: Uint32Array,
    levels: readonly (readonly Ranges[])[],
  ) {
    this.#rows = rows
    this.#by = by
    this.#order = order
    this.#levels = levels
  }

  /** `rows` are those of a set, in the order of what breaks ties; `columns` are the same. */
  static *of(rows: readonly Row[], columns: RowColumns, by: RowOrder): Steps<SortedRows> {
    const order = yield* columns.inOrder(by)
    const blocks: Ranges[] = []
    for (let start = 0; start < order.length; start += BLOCK) {
      if (blocks.length % BLOCKS_A_STEP === 0) yield
      blocks.push(hullOf([...order.subarray(start, start + BLOCK)].flatMap((index) => rows[index] ?? [])))
    }
    const levels = [blocks]
    for (let level = blocks; level.length > 1; levels.push(level)) {
      const above: Ranges[] = []
      for (let start = 0; start < level.length; start += BLOCK)
        above.push(hullOf(level.slice(start, start + BLOCK)))
      level = above
      yield
    }
    return new SortedRows(columns, by, order, levels)
  }

  *holding(cell: Cell, reverse: boolean, from: Place | undefined): Generator<PlacedRow> {
    const step = reverse ? -1 : 1
    let block = -1
    for (let index = this.#start(reverse, from); index >= 0 && index < this.#order.length; ) {
      if (Math.floor(index / BLOCK) !== block) {
        const next = this.#beyond(index, cell, reverse)
        if (next !== index) {
          index = next
          continue
        }
        block = Math.floor(index / BLOCK)
      }
      const row = this.#order[index] ?? 0
      if (this.#rows.holds(row, cell))
        yield { ...this.#placeAt(index), key: this.#rows.keyOf(row), name: this.#rows.nameOf(row) }
      index += step
    }
  }

  /** The index itself, or the first one behind the largest block that it is in and in which nothing holds. */
  #beyond(index: number, cell: Cell, reverse: boolean): number {
    for (let level = this.#levels.length - 1; level >= 0; level -= 1) {
      const size = BLOCK ** (level + 1)
      const block = Math.floor(index / size)
      const ranges = this.#levels[level]?.[block]
      if (ranges !== undefined && !holdsAt(ranges, cell))
        return reverse ? block * size - 1 : (block + 1) * size
    }
    return index
  }

  #placeAt(index: number): Place {
    const row = this.#order[index] ?? 0
    return { rank: this.#rows.rankOf(row, this.#by), tie: this.#rows.rankOf(row, 'tie') }
  }

  /** The first index after a place, in the direction that is asked. */
  #start(reverse: boolean, from: Place | undefined): number {
    if (from === undefined) return reverse ? this.#order.length - 1 : 0
    const first = firstFrom(this.#order.length, (index) => {
      const compared = byPlace(this.#placeAt(index), from)
      return compared > 0 || (compared === 0 && reverse)
    })
    return reverse ? first - 1 : first
  }
}

/** The ranges outside of which none of some rows holds. */
function hullOf(ranges: readonly Ranges[]): Ranges {
  return {
    from: Math.min(...ranges.map(({ from }) => from)),
    to: Math.max(...ranges.map(({ to }) => to)),
    knownFrom: Math.min(...ranges.map(({ knownFrom }) => knownFrom)),
    knownTo: Math.max(...ranges.map(({ knownTo }) => knownTo)),
  }
}
