import type { EventId, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { Field, Standing } from './field.ts'
import type { Resolved, Valued } from './resolve.ts'

/** What was read of one field. */
export class FieldRead {
  readonly name: string
  /** That of which its values on the date were read, or the claims behind these, or what is claimed at whatever date. */
  values: Field<never> | undefined
  standing: Field<never> | undefined
  atAnyDate: Field<never> | undefined
  /** Whether its claims were read. */
  claims = false

  constructor(name: string) {
    this.name = name
  }
}

/** What was read of a subject: what of which of its fields, and whether anything that is of no single field. */
export class FieldsRead {
  readonly #fields = new Map<string, FieldRead>()
  /** Whether it was looked at with which others it is joined, or kept apart from. */
  identity = false
  everything = false

  /** Notes that a field was read: whether anything is claimed of it. */
  of({ name }: Pick<Field<never>, 'name'>): FieldRead {
    return this.#fields.getOrInsertComputed(name, () => new FieldRead(name))
  }

  get fields(): Iterable<FieldRead> {
    return this.#fields.values()
  }
}

/** What a field comes to; notes whether more is read of it than its values. */
export class NotedResolved<T> implements Resolved<T> {
  readonly field: string
  readonly answer: Answer
  readonly values: readonly Valued<T>[]
  readonly #resolved: Resolved<T>
  readonly #read: FieldRead

  constructor(field: Field<T>, resolved: Resolved<T>, read: FieldRead) {
    this.field = field.name
    this.answer = resolved.answer
    this.values = resolved.values.map((valued) => new NotedValued(valued, field, read))
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
    this.#read.claims = true
    return this.#resolved
  }
}

/** One of its values. */
class NotedValued<T> implements Valued<T> {
  readonly value: T
  readonly answer: Answer
  readonly likely: boolean
  readonly #valued: Valued<T>
  readonly #field: Field<T>
  readonly #read: FieldRead

  constructor(valued: Valued<T>, field: Field<T>, read: FieldRead) {
    this.value = valued.value
    this.answer = valued.answer
    this.likely = valued.likely
    this.#valued = valued
    this.#field = field
    this.#read = read
  }

  get standings(): readonly Standing[] {
    return this.#noted.standings
  }

  get sources(): readonly Subject[] {
    return this.#noted.sources
  }

  get because(): readonly EventId[] {
    return this.#noted.because
  }

  get #noted(): Valued<T> {
    this.#read.standing = this.#field
    return this.#valued
  }
}
