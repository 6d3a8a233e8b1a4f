import type { Ranges } from './corner-counts.ts'
import type { Steps } from './steps.ts'

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

/** Rows by number, in columns: as objects they would take three times as much memory. */
export class RowColumns {
  readonly #keys: string[] = []
  readonly #names: string[] = []
  /** Of each row its four days, one after the other. */
  readonly #days: Float64Array
  readonly #ranks = {
    valid: [] as (number | string)[],
    known: [] as (number | string)[],
    recorded: [] as (number | string)[],
    subject: [] as (number | string)[],
    tie: [] as (number | string)[],
  }

  private constructor(size: number) {
    this.#days = new Float64Array(size * 4)
  }

  /** In steps. */
  static *of(rows: readonly Row[]): Steps<RowColumns> {
    const columns = new RowColumns(rows.length)
    for (const row of rows) {
      if (columns.size % STEP === STEP - 1) yield
      columns.#add(row)
    }
    return columns
  }

  get size(): number {
    return this.#keys.length
  }

  at(index: number): Row | undefined {
    const [key, name, days, at] = [this.#keys[index], this.#names[index], this.#days, index * 4]
    if (key === undefined || name === undefined) return undefined
    const { valid, known, recorded, subject, tie } = this.#ranks
    return {
      key,
      name,
      from: days[at] ?? 0,
      to: days[at + 1] ?? 0,
      knownFrom: days[at + 2] ?? 0,
      knownTo: days[at + 3] ?? 0,
      ranks: {
        valid: valid[index] ?? 0,
        known: known[index] ?? 0,
        recorded: recorded[index] ?? 0,
        subject: subject[index] ?? '',
        tie: tie[index] ?? 0,
      },
    }
  }

  #add({ key, name, from, to, knownFrom, knownTo, ranks }: Row): void {
    this.#days.set([from, to, knownFrom, knownTo], this.size * 4)
    this.#keys.push(key)
    this.#names.push(name)
    this.#ranks.valid.push(ranks.valid)
    this.#ranks.known.push(ranks.known)
    this.#ranks.recorded.push(ranks.recorded)
    this.#ranks.subject.push(ranks.subject)
    this.#ranks.tie.push(ranks.tie)
  }
}
