import type { EventId } from '../event/index.ts'
import type { Answer, Aspect } from '../time/index.ts'
import type { Standing } from './standing.ts'

/**
 * A field of a subject: its name, how its claims resolve, and what two values must share to be the same.
 *
 * `T` is the type of its values. The token carries it from where claims are put in to where they come out;
 * `Field<never>` is a field of any type.
 */
export type Field<T> = {
  readonly name: string
  readonly resolve: Resolution
  /** The value in the spelling by which it agrees with others; by default its JSON. */
  readonly spelling: (value: T) => string
  /** True if a subject has one such value at a time, so that two are a disagreement (rule 8). */
  readonly single: boolean
}

/** How the standings of a field's claims become one answer (rule 4). Pure; their order does not matter. */
export type Resolution = (standings: readonly Standing[]) => Outcome

/**
 * What a way settles on: how far the field has a value, the claims whose values it may have, and the
 * spellings of those that it has in any case.
 */
export type Outcome = {
  readonly answer: Answer
  readonly candidates: readonly Standing[]
  readonly certain: ReadonlySet<string>
}

export function field<T>(
  name: string,
  resolve: Resolution,
  options: { readonly spelling?: (value: T) => string; readonly single?: boolean } = {},
): Field<T> {
  return {
    name,
    resolve,
    spelling: options.spelling ?? ((value) => JSON.stringify(value)),
    single: options.single ?? false,
  }
}

/** What one event adds to one field of a subject. */
export type Claim = {
  readonly field: string
  readonly value: unknown
  readonly spelling: string
  readonly aspect: Aspect
  /** For *lifecycle*: the stage it brings, and the event that it comes right after, whatever their stages. */
  readonly stage?: string
  readonly after?: EventId
}
