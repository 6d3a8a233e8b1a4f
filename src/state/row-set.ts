import { BYTES } from './cache-bytes.ts'
import { CornerCounts } from './corner-counts.ts'
import type {
  Cell,
  NewRows,
  NumberedRow,
  Place,
  PlacedRow,
  Ranges,
  Ranks,
  Row,
  RowNames,
  RowOrder,
} from './row.ts'
import { RowColumns } from './row-columns.ts'
import type { Steps } from './steps.ts'

/** How many neighbours in an order, or of their blocks, are skipped together where none of them holds. */
const BLOCK = 64
const BLOCKS_A_STEP = 50

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
  static *of(given: NewRows, names: RowNames): Steps<RowSet> {
    // In their order, the number of a row breaks ties.
    const rows = yield* RowColumns.of(given, names)
    const counts = yield* CornerCounts.of(rows)
    const orders = {
      valid: yield* SortedRows.of(rows, 'valid'),
      known: yield* SortedRows.of(rows, 'known'),
      recorded: yield* SortedRows.of(rows, 'recorded'),
      subject: yield* SortedRows.of(rows, 'subject'),
    }
    return new RowSet(rows, counts, orders, yield* rows.byKey())
  }

  /** About how many bytes it takes. */
  get bytes(): number {
    const orders = Object.values(this.#orders).reduce((sum, { bytes }) => sum + bytes, 0)
    return this.#counts.bytes + this.#rows.bytes + this.#byKey.byteLength + orders
  }

  count(cell: Cell): number {
    return this.#counts.at(cell)
  }

  /** All of them, in the order of what breaks ties. */
  *[Symbol.iterator](): Iterator<Row> {
    for (let row = 0; row < this.size; row += 1) yield this.#rows.at(row)
  }

  /** How many there are, wherever they hold. */
  get size(): number {
    return this.#rows.size
  }

  /** One of them, from 0. */
  numberedAt(row: number): NumberedRow {
    return this.#rows.numberedAt(row)
  }

  /** The rows found under a key. */
  *rowsOf(key: string): Iterable<Row> {
    const byKey = this.#byKey
    const number = this.#rows.numberOf(key)
    const keyAt = (index: number) => this.#rows.keyAt(byKey[index] ?? 0)
    const first = firstFrom(byKey.length, (index) => keyAt(index) >= number)
    for (let index = first; index < byKey.length && keyAt(index) === number; index += 1)
      yield this.#rows.at(byKey[index] ?? 0)
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
  /** Undefined where it is that of the rows themselves. */
  readonly #order: Uint32Array | undefined
  readonly #levels: readonly (readonly Ranges[])[]

  private constructor(
    rows: RowColumns,
    by: RowOrder,
    order: Uint32Array | undefined,
    levels: readonly (readonly Ranges[])[],
  ) {
    this.#rows = rows
    this.#by = by
    this.#order = order
    this.#levels = levels
  }

  /** In steps. */
  static *of(rows: RowColumns, by: RowOrder): Steps<SortedRows> {
    const order = yield* rows.inOrder(by)
    const blocks: Ranges[] = []
    let isOwn = true
    for (let start = 0; start < order.length; start += BLOCK) {
      if (blocks.length % BLOCKS_A_STEP === 0) yield
      const block = order.subarray(start, start + BLOCK)
      isOwn &&= block.every((row, index) => row === start + index)
      blocks.push(hullOf(Array.from(block, (row) => rows.rangesAt(row))))
    }
    const levels = [blocks]
    for (let level = blocks; level.length > 1; levels.push(level)) {
      const above: Ranges[] = []
      for (let start = 0; start < level.length; start += BLOCK)
        above.push(hullOf(level.slice(start, start + BLOCK)))
      level = above
      yield
    }
    return new SortedRows(rows, by, isOwn ? undefined : order, levels)
  }

  /** About how many bytes it takes. */
  get bytes(): number {
    const blocks = this.#levels.reduce((sum, { length }) => sum + length, 0)
    return blocks * BYTES.block + (this.#order?.byteLength ?? 0)
  }

  *holding(cell: Cell, reverse: boolean, from: Place | undefined): Generator<PlacedRow> {
    const step = reverse ? -1 : 1
    let block = -1
    for (let index = this.#start(reverse, from); index >= 0 && index < this.#rows.size; ) {
      if (Math.floor(index / BLOCK) !== block) {
        const next = this.#beyond(index, cell, reverse)
        if (next !== index) {
          index = next
          continue
        }
        block = Math.floor(index / BLOCK)
      }
      const row = this.#rowAt(index)
      if (this.#rows.holds(row, cell)) yield this.#rows.placedAt(row, this.#by)
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

  #rowAt(index: number): number {
    return this.#order === undefined ? index : (this.#order[index] ?? 0)
  }

  /** The first index after a place, in the direction that is asked. */
  #start(reverse: boolean, from: Place | undefined): number {
    if (from === undefined) return reverse ? this.#rows.size - 1 : 0
    const first = firstFrom(this.#rows.size, (index) => {
      const compared = byPlace(this.#rows.placeAt(this.#rowAt(index), this.#by), from)
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
