import type { Chronicle, Chronicles } from '../engine/index.ts'
import type { Vocabulary } from '../state/index.ts'
import type { CivilDay, Clock } from '../time/index.ts'

/** The chronicles of a ledger, as `OpenChronicles` has them. */
type AllChronicles = {
  readonly mostOpen: number
  readonly clock: Clock
  readonly failed: ReadonlyMap<string, unknown>
  /** Every name, in order: the same array until there is another. */
  readonly names: readonly string[]
  readonly byName: ReadonlyMap<string, Chronicle>
  vocabularyOf(name: string): Vocabulary | undefined
  get(name: string): Chronicle | undefined
  open(name: string): Promise<Chronicle>
}

/** Those of a ledger that are read by one vocabulary. */
export class ChroniclesReadBy implements Chronicles {
  readonly #all: AllChronicles
  readonly #vocabulary: Vocabulary
  #of: readonly string[] | undefined
  #names: readonly string[] = []

  constructor(all: AllChronicles, vocabulary: Vocabulary) {
    this.#all = all
    this.#vocabulary = vocabulary
  }

  get size(): number {
    return this.#own().length
  }

  get limit(): number {
    return this.#all.mostOpen
  }

  get today(): CivilDay {
    return this.#all.clock.today()
  }

  get failed(): ReadonlyMap<string, unknown> {
    return new Map([...this.#all.failed].filter(([name]) => this.has(name)))
  }

  has(name: string): boolean {
    return this.#all.vocabularyOf(name) === this.#vocabulary
  }

  keys(): Iterable<string> {
    return this.#own()
  }

  get(name: string): Chronicle | undefined {
    return this.has(name) ? this.#all.get(name) : undefined
  }

  values(): Iterable<Chronicle> {
    return [...this.#all.byName.values()].filter(({ vocabulary }) => vocabulary === this.#vocabulary)
  }

  async open(name: string): Promise<Chronicle | undefined> {
    return this.has(name) ? this.#all.open(name) : undefined
  }

  #own(): readonly string[] {
    const { names } = this.#all
    if (this.#of !== names) this.#names = names.filter((name) => this.has(name))
    this.#of = names
    return this.#names
  }
}
