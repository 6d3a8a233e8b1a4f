import type { Envelope, EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Identity, Point } from '../visibility/index.ts'
import type { Field, Standing } from './field.ts'
import { eventsShowing, type Resolved, sourcesOfAll } from './resolve.ts'
import type { Short } from './resolved-short.ts'
import type { Steps } from './steps.ts'

/**
 * A kind of subject: the fields it has, and the one of them whose standing says whether the subject is
 * there at all (a meeting, if it was held; an undertaking, if it was made).
 */
export type Kind = {
  readonly kind: string
  readonly existence: Field<true>
  readonly fields: readonly Field<never>[]
  /** What follows from the fields and the point together, like being overdue; compared like a field. */
  readonly derived?: readonly Derived[]
  /**
   * How one that does not stand is planned, or was and came to nothing; undefined of any other. It must follow from what the
   * fields come to at the point, and from nothing else: only where these differ is it compared.
   */
  readonly ahead?: (item: Item) => PlanWords | undefined
}

/** How something is planned, in words, and the events that say so. */
export type PlanWords = { readonly words: string; readonly because: readonly EventId[] }

/** All fields of a kind: the one of its existence, then the others. */
export function fieldsOf(kind: Kind): readonly Field<never>[] {
  return [kind.existence, ...kind.fields]
}

/** A field of a kind by its name; `undefined` where it has none of that name. */
export function fieldNamed(kind: Kind, name: string): Field<never> | undefined {
  return fieldsOf(kind).find((field) => field.name === name)
}

/**
 * A value worked out of an item at its point, from the fields in `of`; `cause` is why it may differ though no event does:
 * one of `days` lies between, from which on it may be another as the item stands. `turns` gives the same days by what one
 * event says; without it, a comparison of two dates looks at every subject of the kind.
 */
export type Derived = {
  readonly name: string
  readonly cause: Cause
  readonly of: readonly Field<never>[]
  readonly days: (item: Item) => readonly CivilDay[]
  readonly turns?: (event: Envelope) => readonly CivilDay[]
  readonly value: (item: Item) => string
}

/** One subject at a point. A field is resolved when it is first read. */
export type Item = {
  readonly subject: Subject
  readonly kind: Kind
  readonly point: Point
  readonly identity: Identity
  /** The position of the first event of it that can be seen. */
  readonly first: number
  /** Whether it is there at all: the standing of its kind's existence field. */
  readonly existence: Resolved<true>
  readonly standings: readonly Standing[]
  /** False where nothing that can be seen claims a value of a field, at whatever date; of a large subject that is not looked up. */
  mayHave(field: Pick<Field<never>, 'name'>): boolean
  /** What a field comes to, without the claims behind it. */
  valuesOf<T>(field: Field<T>): Short<T>
  /** The values that are claimed of a field at whatever date. */
  valuesAtAnyDate<T>(field: Field<T>): Short<T>['values']
  /** Those of one field. */
  standingsOf(field: Pick<Field<never>, 'name'>): readonly Standing[]
  /** What it comes to in writing, if that was known when it was asked for. */
  readonly written: Written | undefined
  /** What its fields, and what is derived of them, come to; in steps. */
  writtenSteps(): Steps<Written>
  get<T>(field: Field<T>): Resolved<T>
  /**
   * The events that make the item what it is at the point: its existence, every field's, and its identity's. Of a field
   * that is unknown there, those of its nearest attestations, which are shown in its place.
   */
  readonly because: readonly EventId[]
}

/** What gives {@link Item.because}, in steps: a field is one. */
export function* becauseSteps(item: Item): Steps<readonly EventId[]> {
  const events = new Set<EventId>()
  for (const field of fieldsOf(item.kind)) {
    for (const id of eventsShowing(item.get(field))) events.add(id)
    yield
  }
  return [...events.union(new Set(item.identity.by))]
}

/** What an item comes to: by the place of each field of its kind, and of each derived value, that in writing; and whether it is there. */
export type Written = {
  readonly existence: Answer
  readonly fields: readonly (string | undefined)[]
  readonly derived: readonly string[]
}

/** Whether an item counts as part of the state: it definitely or possibly stands. */
export function stands(item: Item): boolean {
  return isStanding(item.existence.answer)
}

/** Whether what is there by that answer stands. */
export function isStanding(existence: Answer | undefined): boolean {
  return existence === 'definitely' || existence === 'possibly'
}

/**
 * Why two answers differ (rule 7), one for each clock on which an event behind them does.
 *
 * `worldChanged`: its date lies between the two. `windowPassed`: an imprecise date opened or closed.
 * `attested`: it speaks of one of the two dates only, or is of a type that attests, so that nothing is known to have changed.
 * `learned`: its source was known at one only. `recorded`: the ledger had it at one only. `corrected`,
 * `retracted`: an act on it is seen from one only. `trust`: its source is trusted at one only.
 * `duePassed`: a due date lies between, whether or not an event differs.
 */
export type Cause =
  | 'worldChanged'
  | 'windowPassed'
  | 'attested'
  | 'learned'
  | 'recorded'
  | 'corrected'
  | 'retracted'
  | 'trust'
  | 'duePassed'

export const CAUSES: readonly Cause[] = [
  'worldChanged',
  'windowPassed',
  'attested',
  'learned',
  'recorded',
  'corrected',
  'retracted',
  'trust',
  'duePassed',
]

/**
 * Which of the sources that can be seen give the value of these claims, at whatever date, and which speak of the
 * item without giving it.
 */
export function whoSays(
  item: Item,
  standings: readonly Standing[],
): { readonly saying: readonly string[]; readonly silent: readonly string[] } {
  const same = item.standings.filter(
    ({ claim, visible }) =>
      visible !== 'no' &&
      standings.some((one) => one.claim.field === claim.field && one.claim.spelling === claim.spelling),
  )
  const saying = sourcesOfAll(same)
  return { saying, silent: sourcesOfAll(item.standings).filter((source) => !saying.includes(source)) }
}
