import type { EventId, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { Field, Standing } from './field.ts'
import type { Resolved, Valued } from './resolve.ts'

/** What was read of a subject: which of its fields, and whether anything that is of no single field. */
export class FieldsRead {
  readonly fields = new Set<string>()
  /** Those of which no more was read than the values on the date, or else those that are claimed at whatever date. */
  readonly values = new Set<Field<never>>()
  readonly atAnyDate = new Set<Field<never>>()
  /** Those of which the claims behind their values were read. */
  readonly standing = new Set<Field<never>>()
  /** Those of which the claims were read. */
  readonly claims = new Set<string>()
  /** Whether it was looked at with which others it is joined, or kept apart from. */
  identity = false
  everything = false
}

/** What a field comes to; notes whether more is read of it than its values. */
export class NotedResolved<T> implements Resolved<T> {
  readonly field: string
  readonly answer: Answer
  readonly values: readonly Valued<T>[]
  readonly #resolved: Resolved<T>
  readonly #read: FieldsRead

  constructor(field: Field<T>, resolved: Resolved<T>, read: FieldsRead) {
    this.field = field.name
    this.answer = resolved.answer
    this.values = resolved.values.map((valued) => new NotedValued(valued, () => read.standing.add(field)))
    this.#resolved = resolved
    this.#read = read
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
    this.#read.claims.add(this.field)
    return this.#resolved
  }
}

/** One of its values. */
class NotedValued<T> implements Valued<T> {
  readonly value: T
  readonly answer: Answer
  readonly likely: boolean
  readonly #valued: Valued<T>
  readonly #note: () => void

  constructor(valued: Valued<T>, note: () => void) {
    this.value = valued.value
    this.answer = valued.answer
    this.likely = valued.likely
    this.#valued = valued
    this.#note = note
  }

  get standings(): readonly Standing[] {
    this.#note()
    return this.#valued.standings
  }

  get sources(): readonly Subject[] {
    this.#note()
    return this.#valued.sources
  }

  get because(): readonly EventId[] {
    this.#note()
    return this.#valued.because
  }
}
