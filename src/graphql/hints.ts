import { responsePathAsArray } from 'graphql'
import type { Steps } from '../state/index.ts'

/** Why a list is empty that was narrowed by a name: nothing that is visible at its point is called so. */
export type Hint = {
  readonly code: 'H_UNKNOWN_NAME'
  /** Of the list in the answer. */
  readonly path: readonly (string | number)[]
  readonly argument: string
  readonly message: string
  /** The nearest names that are visible there, the best first. */
  readonly didYouMean: readonly string[]
}

/** Where in the answer a list is. */
export type ListPath = Parameters<typeof responsePathAsArray>[0]

/** An answer has no more hints, and no more are worked out. */
export const MOST_HINTS = 20

/** The hints of one answer, beside its data: `extensions.hints`. */
export class Hints {
  #hints: readonly Hint[] = []

  /** In the order of their paths. */
  get all(): readonly Hint[] {
    return this.#hints.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  }

  /** Adds those of the list at a path, which these steps work out. In steps. */
  *add(path: ListPath, steps: Steps<readonly Omit<Hint, 'path'>[]>): Steps<void> {
    if (this.#hints.length >= MOST_HINTS) return
    const found = (yield* steps).map((hint) => ({ ...hint, path: responsePathAsArray(path) }))
    this.#hints = [...this.#hints, ...found].slice(0, MOST_HINTS)
  }
}

function placeOf({ path, argument }: Hint): string {
  return [...path, argument].join('.')
}
