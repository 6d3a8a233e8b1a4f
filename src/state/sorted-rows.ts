import { byPlace, type Place, type PlacedRow, type RowOrder } from './row.ts'
import { type CellPlaces, placesAmong, RANGE, type RowColumns, type RowRange } from './row-columns.ts'
import type { Places, Steps } from './steps.ts'

/** How many neighbours in an order, or of their blocks, are skipped together where none of them holds. */
const BLOCK = 16
const BLOCKS_A_STEP = 500

/** The ranges outside of which none of the rows of each block holds, by the places of their days. */
type Blocks = Readonly<Record<RowRange, Uint16Array | Uint32Array>>

/** Rows in one order; and of blocks of neighbours, of blocks of these and so on, the ranges in which any of them may hold. */
export class SortedRows {
  readonly #rows: RowColumns
  readonly #by: RowOrder
  /** Undefined where it is that of the rows themselves. */
  readonly #order: Uint32Array | undefined
  readonly #levels: readonly Blocks[]

  private constructor(
    rows: RowColumns,
    by: RowOrder,
    order: Uint32Array | undefined,
    levels: readonly Blocks[],
  ) {
    this.#rows = rows
    this.#by = by
    this.#order = order
    this.#levels = levels
  }

  /** In steps. */
  static *of(rows: RowColumns, by: RowOrder): Steps<SortedRows> {
    const order = yield* rows.inOrder(by)
    const isOwn = order.every((row, index) => row === index)
    const levels: Blocks[] = []
    let size = rows.size
    let below = (range: RowRange): Places => {
      const column = rows.column(range)
      return { length: rows.size, at: (index) => column.at(order[index] ?? 0) }
    }
    do {
      const blocks = yield* blocksOf(below, rows)
      levels.push(blocks)
      size = blocks.from.length
      below = (range) => ({ length: blocks.from.length, at: (index) => blocks[range][index] ?? 0 })
    } while (size > 1)
    return new SortedRows(rows, by, isOwn ? undefined : order, levels)
  }

  /** About how many bytes it takes. */
  get bytes(): number {
    const blocks = this.#levels.flatMap((level) => RANGE.map((range) => level[range].byteLength))
    return blocks.reduce((sum, bytes) => sum + bytes, this.#order?.byteLength ?? 0)
  }

  /** The rows that hold at a cell, in this order or its reverse, after `from` or all of them. */
  *holding(cell: CellPlaces, reverse: boolean, from: Place | undefined): Generator<PlacedRow> {
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
  #beyond(index: number, { date, known }: CellPlaces, reverse: boolean): number {
    let beyond = index
    let size = BLOCK
    for (const { from, to, knownFrom, knownTo } of this.#levels) {
      const block = Math.floor(index / size)
      const mayHold =
        (from[block] ?? 0) <= date &&
        date < (to[block] ?? 0) &&
        (knownFrom[block] ?? 0) <= known &&
        known < (knownTo[block] ?? 0)
      if (mayHold) break
      beyond = reverse ? block * size - 1 : (block + 1) * size
      size *= BLOCK
    }
    return beyond
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

/** The blocks of rows, or of blocks below them, whose ranges are given by their places among the days of the rows. */
function* blocksOf(
  below: (range: RowRange) => Places,
  { dates, knownDays }: Pick<RowColumns, 'dates' | 'knownDays'>,
): Steps<Blocks> {
  function* hulls(range: RowRange, days: number, outer: (...places: number[]) => number) {
    const places = below(range)
    const own = placesAmong(days, Math.ceil(places.length / BLOCK))
    for (let block = 0; block < own.length; block += 1) {
      if (block % BLOCKS_A_STEP === 0) yield
      const end = Math.min((block + 1) * BLOCK, places.length)
      let hull = places.at(block * BLOCK)
      for (let index = block * BLOCK + 1; index < end; index += 1) hull = outer(hull, places.at(index))
      own[block] = hull
    }
    return own
  }
  return {
    from: yield* hulls('from', dates.length, Math.min),
    to: yield* hulls('to', dates.length, Math.max),
    knownFrom: yield* hulls('knownFrom', knownDays.length, Math.min),
    knownTo: yield* hulls('knownTo', knownDays.length, Math.max),
  }
}

/** The first number below a length for which a test holds, as for all after it; the length where there is none. */
export function firstFrom(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
