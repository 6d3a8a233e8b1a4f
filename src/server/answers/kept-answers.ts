import type { QueriedPoint } from '../../graphql/index.ts'
import { type Leant, leantOn, type Whereabouts } from './leanings.ts'
import { Shelf } from './shelf.ts'

/** An answer as it was given, and what it leant on. */
export type Answer = {
  /** The body: JSON in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly leant: Leant
  /** Whether it leant on which texts of sources are at hand. */
  readonly quotes: boolean
  readonly points: readonly QueriedPoint[]
}

type KeptAnswer = { readonly answer: Answer; readonly at: string }

/** How often an answer was at hand, and what they take. */
export type KeptFigures = {
  readonly entries: number
  readonly bytes: number
  readonly hits: number
  readonly misses: number
}

/** What an answer takes beside its bytes and its key, and what a point of it does: guesses at the most. */
const OVERHEAD = 512
const POINT = 256

/** Answers to be given again while nothing that they leant on has changed, as many as `most` bytes hold. */
export class KeptAnswers {
  readonly #kept: Shelf<KeptAnswer>
  #hits = 0
  #misses = 0

  constructor(most: number) {
    this.#kept = new Shelf(most)
  }

  get figures(): KeptFigures {
    return {
      entries: this.#kept.size,
      bytes: this.#kept.weight,
      hits: this.#hits,
      misses: this.#misses,
    }
  }

  /** The answer that stands under a key, if it is still the one; counts whether it was. */
  find(key: string, whereabouts: Whereabouts): Answer | undefined {
    const kept = this.#kept.get(key)
    const holds = kept !== undefined && kept.at === leantOn(kept.answer.leant, whereabouts)
    if (holds) this.#hits += 1
    else this.#misses += 1
    return holds ? kept.answer : undefined
  }

  keep(key: string, answer: Answer, whereabouts: Whereabouts): void {
    const at = leantOn(answer.leant, whereabouts)
    const beside = 2 * (key.length + at.length) + POINT * answer.points.length + OVERHEAD
    this.#kept.set(key, { answer, at }, answer.bytes.length + beside)
  }
}
