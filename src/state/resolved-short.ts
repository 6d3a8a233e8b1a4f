import type { EventId, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import { BYTES } from './cache-bytes.ts'
import type { Standing } from './field.ts'
import type { Resolved, Valued } from './resolve.ts'

/** How many bytes it takes on the heap, roughly. */
export function heapBytesOf(resolved: Resolved<unknown>): number {
  if (resolved instanceof ResolvedShort) return BYTES.answer
  const { values, lastAttested, nextAttested, because } = resolved
  return [...values, lastAttested, nextAttested].reduce(
    (sum, valued) =>
      sum +
      (valued?.standings.length ?? 0) * BYTES.standing +
      ((valued?.because.length ?? 0) + (valued?.sources.length ?? 0)) * BYTES.mention,
    BYTES.answer + because.length * BYTES.mention,
  )
}

/**
 * What a field resolves to by some of its claims that give the same values as all; which events these rest on is worked out
 * by all of them when it is first asked.
 */
export class ResolvedShort<T> implements Resolved<T> {
  readonly field: string
  readonly answer: Answer
  readonly values: readonly Valued<T>[]
  readonly #all: () => Resolved<T>
  #known: Resolved<T> | undefined

  constructor({ field, answer, values }: Resolved<T>, all: () => Resolved<T>) {
    this.field = field
    this.answer = answer
    this.values = values.map((value, index) => new ValuedShort(value, () => this.#whole.values[index]))
    this.#all = all
  }

  get lastAttested(): Valued<T> | undefined {
    return this.#whole.lastAttested
  }

  get nextAttested(): Valued<T> | undefined {
    return this.#whole.nextAttested
  }

  get because(): readonly EventId[] {
    return this.#whole.because
  }

  get #whole(): Resolved<T> {
    this.#known ??= this.#all()
    return this.#known
  }
}

class ValuedShort<T> implements Valued<T> {
  readonly value: T
  readonly answer: Answer
  readonly likely: boolean
  readonly #whole: () => Valued<T> | undefined

  constructor({ value, answer, likely }: Valued<T>, whole: () => Valued<T> | undefined) {
    this.value = value
    this.answer = answer
    this.likely = likely
    this.#whole = whole
  }

  get standings(): readonly Standing[] {
    return this.#whole()?.standings ?? []
  }

  get sources(): readonly Subject[] {
    return this.#whole()?.sources ?? []
  }

  get because(): readonly EventId[] {
    return this.#whole()?.because ?? []
  }
}
