import { CornerCounts } from './corner-counts.ts'
import type { Cell, NewRows, NumberedRow, Place, PlacedRow, Row, RowNames, RowOrder } from './row.ts'
import { RowColumns } from './row-columns.ts'
import { firstFrom, SortedRows } from './sorted-rows.ts'
import type { Steps } from './steps.ts'

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
    return this.#counts.at(this.#rows.placesOf(cell))
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
    return this.#orders[order].holding(this.#rows.placesOf(cell), reverse, from)
  }
}
