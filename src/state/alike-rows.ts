import type { CivilDay } from '../time/index.ts'
import type { Heights } from './field.ts'

/** Of more kinds of claims than this, rows are not told apart by kind. */
const FEW = 16

/** More rows than this are sorted anew, fewer are put in their places. */
const SORTED = 64

/** Rows of claims that say the same and may lie equally high. */
type Alike = Heights & {
  /** The row that was taken in first. */
  readonly first: number
  /** By the first day on which each may stand. */
  readonly rows: number[]
  /** Those that are not in order yet. */
  readonly added: number[]
}

/** The rows of a field's claims by kind: claims of one kind give the same value alike, whichever of them stands. */
export class AlikeRows {
  readonly #kinds = new Map<number, Alike>()
  #highestFirst: Alike[] = []
  #isFew = true

  /** Whether there are few kinds of claims; of many none is kept. */
  get isFew(): boolean {
    return this.#isFew
  }

  /** Takes in a row of a kind, by the number of that. */
  add(kind: number, { low, high }: Heights, row: number): void {
    if (!this.#isFew) return
    const known = this.#kinds.get(kind)
    if (known !== undefined) {
      known.added.push(row)
      return
    }
    this.#kinds.set(kind, { low, high, first: row, rows: [], added: [row] })
    this.#isFew = this.#kinds.size <= FEW
    if (!this.#isFew) this.#kinds.clear()
    this.#highestFirst = [...this.#kinds.values()].sort((a, b) => b.high - a.high)
  }

  /** The kinds, those first that may lie highest; `from` has by row the first day on which a claim may stand. */
  inOrder(from: Float64Array): readonly Readonly<Alike>[] {
    for (const kind of this.#highestFirst) if (kind.added.length > 0) order(kind, from)
    return this.#highestFirst
  }
}

function order({ rows, added }: Alike, from: Float64Array): void {
  const dayOf = (row: number | undefined): CivilDay => from[row ?? 0] ?? 0
  if (added.length > SORTED) {
    for (const row of added) rows.push(row)
    rows.sort((a, b) => dayOf(a) - dayOf(b))
  } else
    for (const row of added) {
      let [low, high] = [0, rows.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (dayOf(rows[middle]) <= dayOf(row)) low = middle + 1
        else high = middle
      }
      rows.splice(low, 0, row)
    }
  added.length = 0
}
