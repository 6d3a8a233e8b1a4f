import type { z } from 'zod'
import { type Catalogue, type Envelope, type EventType, payloadOf, type Subject } from '../event/index.ts'
import type { Aspect, CivilDay } from '../time/index.ts'
import type { Cause } from './causes.ts'
import type { Field } from './field.ts'
import { claim, type Readable, type Reducer } from './gather.ts'
import type { Item } from './state.ts'

/** How the claims of one event type are read: which further subjects it touches, and what it adds. */
export type Reading = {
  readonly type: EventType
  readonly touches?: (event: Envelope) => readonly Subject[]
  readonly add: Reducer
}

/** Claims a value of a field for the subject in hand; the type's own aspect unless told otherwise. */
export type Put = <T>(
  field: Field<T>,
  value: T | undefined,
  how?: { readonly aspect?: Aspect; readonly stage?: string; readonly after?: string | undefined },
) => void

/**
 * A reading of one event type: `add` claims what the payload says of `subject`, which is the event's own or
 * one of those that `touches` names.
 */
export function reading<T extends EventType>(
  type: T,
  add: (put: Put, payload: z.infer<T['payload']>, subject: Subject, event: Readable) => void,
  touches?: (payload: z.infer<T['payload']>) => readonly (Subject | undefined)[],
): Reading {
  const read: Reading = {
    type,
    add: (draft, event, aspect) => {
      const put: Put = (field, value, how) => claim(draft, event, field, value, { aspect, ...how })
      add(put, payloadOf(type, event.event), draft.subject, event)
    },
  }
  if (touches === undefined) return read
  const named = (event: Envelope) =>
    touches(payloadOf(type, event)).filter((subject) => subject !== undefined)
  return { ...read, touches: named }
}

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
}

/** All fields of a kind: the one of its existence, then the others. */
export function fieldsOf(kind: Kind): readonly Field<never>[] {
  return [kind.existence, ...kind.fields]
}

/** A field of a kind by its name; `undefined` where it has none of that name. */
export function fieldNamed(kind: Kind, name: string): Field<never> | undefined {
  return fieldsOf(kind).find((field) => field.name === name)
}

/**
 * A value worked out of an item at its point; `cause` is why it may differ though no event does. `turns` gives the
 * days from which on it may be another, by what one event says; without it, a comparison of two dates looks at
 * every subject of the kind.
 */
export type Derived = {
  readonly name: string
  readonly cause: Cause
  readonly turns?: (event: Envelope) => readonly CivilDay[]
  readonly value: (item: Item) => string
}

/** What a chronicle can speak of: the plug-in that a domain gives to the engine. */
export type Vocabulary = {
  readonly catalogue: Catalogue
  readonly readings: ReadonlyMap<string, Reading>
  readonly kinds: ReadonlyMap<string, Kind>
}

export function vocabularyOf(
  catalogue: Catalogue,
  readings: readonly Reading[],
  kinds: readonly Kind[],
): Vocabulary {
  return {
    catalogue,
    readings: new Map(readings.map((reading) => [reading.type.type, reading])),
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
  }
}
