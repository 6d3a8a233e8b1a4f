import type { Numbers } from '../columns/index.ts'
import type { CivilDay } from '../time/index.ts'
import { stretchOf } from './day-table.ts'
import type { Cell, NewRows, NumberedRow, Place, PlacedRow, Row, RowNames, RowOrder } from './row.ts'
import { numbered, orderBy, type Places, type Steps } from './steps.ts'

/** How many rows are put into columns in one step. */
const STEP = 4_000

/** Numbers of rows, each as narrow as they are; only one of them where they are all the same. */
type Cells = Int32Array | Uint16Array | Uint32Array

/** The columns that say where a row holds. */
export const RANGE = ['from', 'to', 'knownFrom', 'knownTo'] as const
export type RowRange = (typeof RANGE)[number]

/** A cell by the places of its days among those of rows: of the last one that is not later; -1 where there is none. */
export type CellPlaces = { readonly date: number; readonly known: number }

/** Rows by number, in columns, in the order of what breaks ties. */
export class RowColumns {
  readonly size: number
  /** All dates and all known days that rows have, in order; the columns have their places among these. */
  readonly dates: Float64Array
  readonly knownDays: Float64Array
  readonly #cells: Readonly<Record<keyof NumberedRow, Cells>>
  readonly #names: RowNames

  private constructor(
    size: number,
    days: { readonly dates: Float64Array; readonly known: Float64Array },
    cells: Readonly<Record<keyof NumberedRow, Cells>>,
    names: RowNames,
  ) {
    this.size = size
    this.dates = days.dates
    this.knownDays = days.known
    this.#cells = cells
    this.#names = names
  }

  /** In steps. Cost: O(n) and that of putting the days and the subjects in order. */
  static *of({ size, numbers, days }: NewRows, names: RowNames): Steps<RowColumns> {
    const tie =
      names.tie === 'recorded'
        ? yield* orderBy(numbers.recorded)
        : yield* orderBy(yield* bySubject(numbers.subject, names))
    const dates = yield* numbered(yield* valuesIn([days.from, days.to, days.valid]))
    const known = yield* numbered(yield* valuesIn([days.knownFrom, days.knownTo, days.known]))
    function* inPlaces(column: Numbers, { values, places }: typeof dates): Steps<Cells> {
      const cells = placesAmong(values.length, size)
      let isOne = true
      for (let row = 0; row < size; row += 1) {
        if (row % STEP === STEP - 1) yield
        cells[row] = places.get(column.at(tie[row] ?? 0)) ?? 0
        isOne &&= cells[row] === cells[0]
      }
      return isOne ? cells.slice(0, 1) : cells
    }
    function* inOrder(column: Numbers, like?: Cells): Steps<Cells> {
      const cells = new Int32Array(size)
      let [isLike, isOne] = [like?.length === size, true]
      for (let row = 0; row < size; row += 1) {
        if (row % STEP === STEP - 1) yield
        cells[row] = column.at(tie[row] ?? 0)
        isLike &&= like?.[row] === cells[row]
        isOne &&= cells[row] === cells[0]
      }
      if (isLike && like !== undefined) return like
      return isOne ? cells.slice(0, 1) : cells
    }
    const subject = yield* inOrder(numbers.subject)
    const key = yield* inOrder(numbers.key, subject)
    const cells = {
      subject,
      key,
      name: yield* inOrder(numbers.name, key),
      recorded: yield* inOrder(numbers.recorded),
      from: yield* inPlaces(days.from, dates),
      to: yield* inPlaces(days.to, dates),
      valid: yield* inPlaces(days.valid, dates),
      knownFrom: yield* inPlaces(days.knownFrom, known),
      knownTo: yield* inPlaces(days.knownTo, known),
      known: yield* inPlaces(days.known, known),
    }
    return new RowColumns(
      size,
      { dates: Float64Array.from(dates.values), known: Float64Array.from(known.values) },
      cells,
      names,
    )
  }

  get bytes(): number {
    const own = new Set([this.dates, this.knownDays, ...Object.values(this.#cells)])
    return [...own].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Numbers of rows in an order; those that rank alike as they come. In steps. */
  *inOrder(by: RowOrder): Steps<Uint32Array> {
    if (by !== 'subject') return yield* orderBy(this.column(by))
    if (this.#names.tie === 'subject') return yield* inTheirOrder(this.size)
    return yield* orderBy(yield* bySubject(this.column('subject'), this.#names))
  }

  /** The numbers of rows in the order of the numbers of their keys. In steps. */
  byKey(): Steps<Uint32Array> {
    return orderBy(this.column('key'))
  }

  /** A column by row: numbers, or places among the days. */
  column(name: keyof NumberedRow): Places {
    const cells = this.#cells[name]
    const isOne = cells.length === 1
    return { length: this.size, at: (row) => cells[isOne ? 0 : row] ?? 0 }
  }

  /** The number by which a key is found. */
  numberOf(key: string): number {
    return this.#names.numberOf(key)
  }

  keyAt(row: number): number {
    return cellOf(this.#cells.key, row)
  }

  numberedAt(row: number): NumberedRow {
    return {
      key: cellOf(this.#cells.key, row),
      name: cellOf(this.#cells.name, row),
      subject: cellOf(this.#cells.subject, row),
      recorded: cellOf(this.#cells.recorded, row),
      valid: this.#date('valid', row),
      known: this.#knownDay('known', row),
      from: this.#date('from', row),
      to: this.#date('to', row),
      knownFrom: this.#knownDay('knownFrom', row),
      knownTo: this.#knownDay('knownTo', row),
    }
  }

  at(row: number): Row {
    const { key, name, recorded, valid, known, ...ranges } = this.numberedAt(row)
    const { nameOf } = this.#names
    const own = nameOf(key)
    return {
      ...ranges,
      key: own,
      name: name === key ? own : nameOf(name),
      ranks: { valid, known, recorded, subject: this.#subjectAt(row), tie: this.#tieAt(row) },
    }
  }

  /** The places of a cell among the days of the rows. */
  placesOf({ date, known }: Cell): CellPlaces {
    return { date: stretchOf(this.dates, date) - 1, known: stretchOf(this.knownDays, known) - 1 }
  }

  /** Whether a row holds at a cell. */
  holds(row: number, { date, known }: CellPlaces): boolean {
    const { from, to, knownFrom, knownTo } = this.#cells
    return (
      cellOf(from, row) <= date &&
      date < cellOf(to, row) &&
      cellOf(knownFrom, row) <= known &&
      known < cellOf(knownTo, row)
    )
  }

  /** What a row ranks by in an order, and what breaks ties. */
  placeAt(row: number, by: RowOrder): Place {
    const tie = this.#tieAt(row)
    if (by === 'valid') return { rank: this.#date('valid', row), tie }
    if (by === 'known') return { rank: this.#knownDay('known', row), tie }
    if (by === 'recorded') return { rank: cellOf(this.#cells.recorded, row), tie }
    return { rank: this.#names.tie === 'subject' ? tie : this.#subjectAt(row), tie }
  }

  /** A row as an order finds it. */
  placedAt(row: number, by: RowOrder): PlacedRow {
    const [key, name] = [cellOf(this.#cells.key, row), cellOf(this.#cells.name, row)]
    const { nameOf } = this.#names
    const found = nameOf(key)
    return { ...this.placeAt(row, by), key: found, name: name === key ? found : nameOf(name) }
  }

  #subjectAt(row: number): string {
    return this.#names.subjectOf(cellOf(this.#cells.subject, row))
  }

  #tieAt(row: number): number | string {
    return this.#names.tie === 'subject' ? this.#subjectAt(row) : cellOf(this.#cells.recorded, row)
  }

  #date(column: 'from' | 'to' | 'valid', row: number): CivilDay {
    return this.dates[cellOf(this.#cells[column], row)] ?? Number.NaN
  }

  #knownDay(column: 'knownFrom' | 'knownTo' | 'known', row: number): CivilDay {
    return this.knownDays[cellOf(this.#cells[column], row)] ?? Number.NaN
  }
}

function cellOf(cells: Cells, row: number): number {
  return cells[cells.length === 1 ? 0 : row] ?? 0
}

function* inTheirOrder(size: number): Steps<Uint32Array> {
  const order = new Uint32Array(size)
  for (let row = 0; row < size; row += 1) {
    if (row % STEP === STEP - 1) yield
    order[row] = row
  }
  return order
}

/** By row, the place of its subject among all. */
function* bySubject(subjects: Places, { subjectOf }: RowNames): Steps<Places> {
  const names = new Map<string, number>()
  for (const number of yield* valuesIn([subjects])) {
    if (names.size % STEP === STEP - 1) yield
    names.set(subjectOf(number), number)
  }
  const places = new Map<number, number>()
  for (const name of (yield* numbered(new Set(names.keys()))).values)
    places.set(names.get(name) ?? 0, places.size)
  return { length: subjects.length, at: (row) => places.get(subjects.at(row)) ?? 0 }
}

/** The values of columns, each once. */
function* valuesIn(columns: readonly Places[]): Steps<ReadonlySet<number>> {
  const values = new Set<number>()
  for (const column of columns)
    for (let row = 0; row < column.length; row += 1) {
      if (row % STEP === STEP - 1) yield
      values.add(column.at(row))
    }
  return values
}

/** The place of each of some things among so many values, to be filled in; no wider than these need. */
export function placesAmong(values: number, things: number): Uint16Array | Uint32Array {
  return values <= 2 ** 16 ? new Uint16Array(things) : new Uint32Array(things)
}
