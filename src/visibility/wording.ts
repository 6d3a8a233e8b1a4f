import {
  dateInferred,
  type Envelope,
  type EventId,
  identityAsserted,
  identityDenied,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
} from '../event/index.ts'
import { type Interval, readBound, type ValidBounds } from '../time/index.ts'

/** What an event says as written, or as some corrections have it. Parsed once, when it first comes up. */
export type Wording = {
  readonly event: Envelope
  /** When it holds, by its own words. */
  readonly valid: ValidBounds
  /** False where a correction, without one before it, leaves a payload that is not of the event's type. */
  readonly wellFormed: boolean
  /** When the public could know the source; of registrations alone. */
  readonly published?: Interval
}

/** The events whose date an event narrows, as worded; of other events than inferred dates, none. */
export function datedBy({ event, wellFormed }: Wording): readonly EventId[] {
  return wellFormed && isOfType(dateInferred, event) ? event.payload.of : []
}

/** The two subjects that an event joins or keeps apart, as worded; `undefined` of other events. */
export function linkIn({
  event,
  wellFormed,
}: Pick<Wording, 'event' | 'wellFormed'>):
  | { readonly says: Link['says']; readonly pair: readonly [Subject, Subject] }
  | undefined {
  if (!wellFormed) return undefined
  if (isOfType(identityAsserted, event)) return { says: 'same', pair: event.payload.same }
  if (isOfType(identityDenied, event)) return { says: 'distinct', pair: event.payload.distinct }
  return undefined
}

/** A wording, its date of publication read where it registers a source. */
export function wordingOf(event: Envelope, valid: ValidBounds, wellFormed: boolean): Wording {
  if (!wellFormed || !isOfType(sourceRegistered, event)) return { event, valid, wellFormed }
  return { event, valid, wellFormed, published: readBound(event.payload.published) }
}

/** One subject's side of an identity asserted or denied. */
export type Link = {
  readonly says: 'same' | 'distinct'
  readonly other: Subject
  readonly by: RecordedEvent
}
