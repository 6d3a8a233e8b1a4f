import type { Draft } from 'immer'
import type { z } from 'zod'
import {
  type Catalogue,
  type Envelope,
  type EventId,
  type EventType,
  payloadOf,
  type RecordedEvent,
  type Subject,
} from '../event/index.ts'
import type { Aspect } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'
import type { Claim, Field } from './field.ts'
import type { Kind } from './kind.ts'

/** How the claims of one event type are read: which further subjects it touches, and what it adds. */
export type Reading = {
  readonly type: EventType
  readonly touches?: (event: Envelope) => readonly Subject[]
  readonly add: Reducer
  /** Puts what an event claims of a subject. */
  readonly claims: (put: Put, recorded: RecordedEvent, subject: Subject) => void
  /** The text of its functions, which changes when they do. */
  readonly written: () => string
}

/** Claims a value of a field for the subject in hand; by default with the aspect of the event's type. */
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
  add: (put: Put, payload: z.infer<T['payload']>, subject: Subject, event: RecordedEvent) => void,
  touches?: (payload: z.infer<T['payload']>, subject: Subject) => readonly (Subject | undefined)[],
): Reading {
  const claims: Reading['claims'] = (put, recorded, subject) =>
    add(put, payloadOf(type, recorded.event), subject, recorded)
  const read: Reading = {
    type,
    add: (draft, version, aspect) => {
      const put: Put = (field, value, how) => claim(draft, version, field, value, { aspect, ...how })
      claims(put, version.event, draft.subject)
    },
    claims,
    written: () => `${type.type} ${add} ${touches}`,
  }
  if (touches === undefined) return read
  const named = (event: Envelope) =>
    touches(payloadOf(type, event), event.subject).filter((subject) => subject !== undefined)
  return { ...read, touches: named }
}

/** What a chronicle can speak of: the plug-in that a domain gives to the engine. */
export type Vocabulary = {
  readonly catalogue: Catalogue
  readonly readings: ReadonlyMap<string, Reading>
  readonly kinds: ReadonlyMap<string, Kind>
  /** Whether its files are among those of this program. */
  readonly isPartOfProgram?: boolean
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

/**
 * All claims ever made on one subject, by the version of the event that makes them: gathered once, the same
 * in whatever order the events came, for every point (rule 4). The versions are in buckets by the first
 * digits of their keys, so that a late event copies one bucket and not everything.
 */
export type Gathered = {
  readonly subject: Subject
  readonly buckets: { readonly [bucket: string]: { readonly [version: string]: readonly Claim[] } }
}

/** A reducer: an immer recipe that only adds claims, by {@link claim}. */
export type Reducer = (draft: Draft<Gathered>, version: Version, aspect: Aspect) => void

/** Adds what an event claims of a field of the draft's subject. An absent value claims nothing. */
export function claim<T>(
  draft: Draft<Gathered>,
  { key }: Version,
  field: Field<T>,
  value: T | undefined,
  how: { readonly aspect: Aspect; readonly stage?: string; readonly after?: EventId | undefined },
): void {
  if (value === undefined) return
  const bucket = draft.buckets[bucketOf(key)] ?? {}
  draft.buckets[bucketOf(key)] = bucket
  const claims = bucket[key] ?? []
  bucket[key] = claims
  claims.push({
    field: field.name,
    value,
    spelling: field.spelling(value),
    aspect: how.aspect,
    ...(how.stage === undefined ? {} : { stage: how.stage }),
    ...(how.after === undefined ? {} : { after: how.after }),
  })
}

/** The bucket of a version: the first two digits of its key. */
export function bucketOf(key: string): string {
  return key.slice(0, 2)
}
