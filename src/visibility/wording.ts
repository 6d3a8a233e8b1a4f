import {
  dateInferred,
  type Envelope,
  type EventId,
  identityAsserted,
  identityDenied,
  isOfType,
  type RecordedEvent,
  type SourcePayload,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
  sourcesOf,
} from '../event/index.ts'
import { type Days, type Interval, readBound, type ValidBounds } from '../time/index.ts'

/** What an event says as written, or as some corrections have it. Parsed once, when it first comes up. */
export type Wording = {
  readonly event: Envelope
  /** When it holds, by its own words. */
  readonly valid: ValidBounds
  /** False where a correction, without one before it, leaves a payload that is not of the event's type. */
  readonly wellFormed: boolean
  /**
   * When the public could know it, whatever it is cited from: of a registration, its source; of a publisher's act, that. Of
   * other events, undefined.
   */
  readonly published?: Days
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

/** A wording, its date of publication read where it has one of its own. */
export function wordingOf(event: Envelope, valid: ValidBounds, wellFormed: boolean): Wording {
  const wording = { event, valid, wellFormed }
  if (isOfPublisher(event) && hasOwnDate(event)) return { ...wording, published: valid.begin }
  if (!wellFormed || !isOfType(sourceRegistered, event)) return wording
  return { ...wording, published: readBound(event.payload.published) }
}

/** When the public could know a publisher's act, where that follows from its own date; of other events undefined. */
export function ownDateOf({ event, published }: Wording): Interval | undefined {
  return isOfPublisher(event) ? published : undefined
}

/** A text that a source was published with: its hex SHA-256, and its length in UTF-16 code units. */
export type PublishedText = NonNullable<SourcePayload['text']>

/** The text that a registration or revision of a source brings, if it brings one. */
export function textBroughtBy(event: Envelope): PublishedText | undefined {
  return isOfType(sourceRegistered, event) || isOfType(sourceRevised, event) ? event.payload.text : undefined
}

/** Whether its publisher did something to a source: revised or withdrew it. */
export function isOfPublisher({ type }: Envelope): boolean {
  return type === sourceRevised.type || type === sourceRetracted.type
}

/** A publisher's act without a date is known from what it cites, if that is anything but the source itself. */
function hasOwnDate(event: Envelope): boolean {
  return event.valid !== undefined || sourcesOf(event).every((source) => source === event.subject)
}

/** One subject's side of an identity asserted or denied. */
export type Link = {
  readonly says: 'same' | 'distinct'
  readonly other: Subject
  readonly by: RecordedEvent
}

/** What the wordings of an event say of a subject: the others that it is joined to, or kept apart from. */
export function linksIn(wordings: readonly Wording[], by: RecordedEvent, subject: Subject): readonly Link[] {
  return wordings.flatMap((wording) => {
    const link = linkIn(wording)
    if (!link?.pair.includes(subject)) return []
    return link.pair.filter((other) => other !== subject).map((other) => ({ says: link.says, other, by }))
  })
}
