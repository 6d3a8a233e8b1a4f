import type { Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { type Basis, trusts } from '../visibility/index.ts'
import { trustsAll } from './bearing.ts'

/** A source to which nothing was done: when it came out, and for which side it speaks. */
export type PlainSource = {
  readonly source: Subject
  readonly side: unknown
  readonly published: { readonly earliest: CivilDay; readonly latest: CivilDay }
}

/** How an event can be seen whose sources are trusted and were out, or may have been. */
export const [HIDDEN, POSSIBLE, DEFINITE] = [0, 1, 2] as const

/** The sources that events rest on, each list of them once, by number. */
export class Grounds {
  readonly #numbers = new Map<string, number>()
  readonly #lists: (readonly PlainSource[])[] = []
  /** From this day on the public may have known all of a list, and from this one it knew them for certain. */
  readonly #possibly: CivilDay[] = []
  readonly #surely: CivilDay[] = []
  /** And from this day on one of them, ∞ where the list is empty. */
  readonly #first: CivilDay[] = []
  /** Whether what rests on a list cannot have been reported by it yet, so that it is nowhere certain. */
  readonly #isEarly: boolean[] = []

  add(sources: readonly PlainSource[], isEarly = false): number {
    const key = [...sources.map(({ source }) => source), isEarly].join()
    const number = this.#numbers.getOrInsert(key, this.#lists.length)
    if (number < this.#lists.length) return number
    this.#lists.push(sources)
    this.#isEarly.push(isEarly)
    this.#possibly.push(Math.max(-Infinity, ...sources.map(({ published }) => published.earliest)))
    this.#surely.push(Math.max(-Infinity, ...sources.map(({ published }) => published.latest - 1)))
    this.#first.push(Math.min(Infinity, ...sources.map(({ published }) => published.earliest)))
    return number
  }

  /**
   * The days on which all of a list can possibly be known, and definitely; and the first on which one of them can, ∞ where
   * there is none.
   */
  daysOf(list: number): { readonly possibly: CivilDay; readonly surely: CivilDay; readonly known: CivilDay } {
    const [possibly = 0, surely = 0, known = 0] = [
      this.#possibly[list],
      this.#surely[list],
      this.#first[list],
    ]
    return { possibly, surely, known }
  }

  /** Every source in some list. */
  get sources(): ReadonlySet<Subject> {
    return new Set(this.#lists.flatMap((list) => list.map(({ source }) => source)))
  }

  sourcesOf(list: number): readonly PlainSource[] {
    return this.#lists[list] ?? []
  }

  /** How events that rest on the list of that number can be seen once they are recorded. */
  at(
    list: number,
    { knownAt = Infinity, trusting }: Basis,
  ): typeof HIDDEN | typeof POSSIBLE | typeof DEFINITE {
    const isTrusted =
      trustsAll(trusting) ||
      (this.#lists[list] ?? []).every(({ source, side }) => trusts(trusting, source, side))
    if (!isTrusted) return HIDDEN
    if (knownAt === Infinity || (this.#surely[list] ?? 0) <= knownAt)
      return this.#isEarly[list] ? POSSIBLE : DEFINITE
    return (this.#possibly[list] ?? 0) <= knownAt ? POSSIBLE : HIDDEN
  }

  /** By number, how events that rest on these sources can be seen once they are recorded. Cost: the lists of sources. */
  from(basis: Basis): Uint8Array {
    const seen = new Uint8Array(this.#lists.length)
    for (let list = 0; list < seen.length; list += 1) seen[list] = this.at(list, basis)
    return seen
  }
}
