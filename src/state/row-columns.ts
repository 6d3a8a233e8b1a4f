import type { CivilDay } from '../time/index.ts'
import { type Cell, placesAmong, type Ranges } from './corner-counts.ts'
import { numbered, orderBy, type Steps } from './steps.ts'

/**
 * One answer about a thing: how it sorts, and the half-open ranges of dates and of known days throughout which it holds.
 * It was found under `key`, and is called `name`.
 */
export type Row = Ranges & {
  readonly key: string
  readonly name: string
  readonly ranks: Ranks
}

/** The orders of lists: by the first possible day, the first possible day of publication, the first event, and the key. */
export type RowOrder = 'valid' | 'known' | 'recorded' | 'subject'

/** By each order, what a thing is sorted by, and what breaks ties, which is unique. */
export type Ranks = Readonly<Record<RowOrder, number | string>> & { readonly tie: number | string }

/** How many rows are put into columns in one step. */
const STEP = 2_000

/** Values of rows by number: each that differs once, in order, and of each row its place among these. */
type Column<T> = { readonly values: readonly T[]; readonly places: Uint16Array | Uint32Array }

/** Rows by number, in columns: as objects they would take five times as much memory. */
export class RowColumns {
  readonly #keys: Column<string>
  readonly #names: Column<string>
  readonly #days: Readonly<Record<keyof Ranges, Column<CivilDay>>>
  readonly #ranks: Readonly<Record<keyof Ranks, Column<number | string>>>

  private constructor(
    keys: Column<string>,
    names: Column<string>,
    days: Readonly<Record<keyof Ranges, Column<CivilDay>>>,
    ranks: Readonly<Record<keyof Ranks, Column<number | string>>>,
  ) {
    this.#keys = keys
    this.#names = names
    this.#days = days
    this.#ranks = ranks
  }

  /** In steps. Cost: O(n log n). */
  static *of(rows: readonly Row[]): Steps<RowColumns> {
    const keys = yield* columnOf(rows, ({ key }) => key)
    const names = yield* columnOf(rows, ({ name }) => name, keys)
    const days = {
      from: yield* columnOf(rows, ({ from }) => from),
      to: yield* columnOf(rows, ({ to }) => to),
      knownFrom: yield* columnOf(rows, ({ knownFrom }) => knownFrom),
      knownTo: yield* columnOf(rows, ({ knownTo }) => knownTo),
    }
    const rank = (by: keyof Ranks, like?: Column<number | string>) =>
      columnOf(rows, ({ ranks }) => ranks[by], like)
    const tie = yield* rank('tie', names)
    const ranks = {
      valid: yield* rank('valid'),
      known: yield* rank('known'),
      recorded: yield* rank('recorded', tie),
      subject: yield* rank('subject', tie),
      tie,
    }
    return new RowColumns(keys, names, days, ranks)
  }

  get size(): number {
    return this.#keys.places.length
  }

  /** Numbers of rows in an order; those that rank alike as they come. In steps. */
  inOrder(by: keyof Ranks): Steps<Uint32Array> {
    return orderBy(this.#ranks[by].places)
  }

  /** The numbers of rows in the order of their keys. In steps. */
  byKey(): Steps<Uint32Array> {
    return orderBy(this.#keys.places)
  }

  *all(): Iterable<Row> {
    for (let index = 0; index < this.size; index += 1) yield this.at(index)
  }

  /** Whether a row holds at a cell. */
  holds(index: number, { date, known }: Cell): boolean {
    const { from, to, knownFrom, knownTo } = this.#days
    return (
      valueAt(knownFrom, index) <= known &&
      known < valueAt(knownTo, index) &&
      valueAt(from, index) <= date &&
      date < valueAt(to, index)
    )
  }

  keyOf(index: number): string {
    return valueAt(this.#keys, index)
  }

  nameOf(index: number): string {
    return valueAt(this.#names, index)
  }

  rankOf(index: number, by: keyof Ranks): number | string {
    return valueAt(this.#ranks[by], index)
  }

  at(index: number): Row {
    const { from, to, knownFrom, knownTo } = this.#days
    const { valid, known, recorded, subject, tie } = this.#ranks
    return {
      key: valueAt(this.#keys, index),
      name: valueAt(this.#names, index),
      from: valueAt(from, index),
      to: valueAt(to, index),
      knownFrom: valueAt(knownFrom, index),
      knownTo: valueAt(knownTo, index),
      ranks: {
        valid: valueAt(valid, index),
        known: valueAt(known, index),
        recorded: valueAt(recorded, index),
        subject: valueAt(subject, index),
        tie: valueAt(tie, index),
      },
    }
  }
}

function valueAt<T>({ values, places }: Column<T>, index: number): T {
  const value = values[places[index] ?? values.length]
  if (value === undefined) throw new RangeError(`no row ${index}`)
  return value
}

/** One column of rows; that which is given, where it has the same values. */
function* columnOf<T extends number | string>(
  rows: readonly Row[],
  read: (row: Row) => T,
  like?: Column<T>,
): Steps<Column<T>> {
  if (like !== undefined && (yield* isOf(rows, read, like))) return like
  const { values, places: placeOf } = yield* numbered(rows.values().map(read))
  const places = placesAmong(values.length, rows.length)
  for (const [index, row] of rows.entries()) {
    if (index % STEP === STEP - 1) yield
    places[index] = placeOf.get(read(row)) ?? 0
  }
  return { values, places }
}

function* isOf<T>(
  rows: readonly Row[],
  read: (row: Row) => T,
  { values, places }: Column<T>,
): Steps<boolean> {
  for (const [index, row] of rows.entries()) {
    if (index % STEP === STEP - 1) yield
    if (values[places[index] ?? 0] !== read(row)) return false
  }
  return true
}
