import { z } from 'zod'
import type { EventType } from './catalogue.ts'
import {
  type Envelope,
  type EventId,
  eventIdSchema,
  type Json,
  type Payload,
  type Subject,
  subjectSchema,
  validSchema,
} from './envelope.ts'
import { evidenceSchema } from './evidence.ts'
import { inOwnWords, keysNamed, type PayloadPart } from './payload-part.ts'
import { sourceRegistered } from './source-registered.ts'

/**
 * The types that the engine itself understands, whatever a chronicle is about: sources and what of them is
 * set aside, corrections, identities, inferred dates and noted disagreements. All else comes from a vocabulary
 * such as `bilateral`.
 */

const reason = z
  .string()
  .min(1, 'expected a reason, in a line of your own')
  .meta({ description: 'why, in a line of our own' })

const partsOf = (payload: Payload): readonly PayloadPart[] => inOwnWords(payload, 'reason', 'note', 'summary')

export const sourceRetracted = {
  type: 'SourceRetracted',
  summary: 'A source was withdrawn by its publisher: from then on nothing rests on it',
  kinds: ['source'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({ reason }),
  partsOf,
} as const satisfies EventType

export const sourceRevised = {
  type: 'SourceRevised',
  summary: 'A source was published again with another text',
  kinds: ['source'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({ reason, text: sourceRegistered.payload.shape.text }),
  partsOf,
} as const satisfies EventType

export const passageSetAside = {
  type: 'PassageSetAside',
  summary: 'A passage of a source carries no fact: it was read, and this is why nothing was made of it',
  kinds: ['source'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    reason: z.enum([
      'heading',
      'caption',
      'caption-repeated',
      'said-elsewhere',
      'page-residue',
      'agency-mark',
      'boilerplate',
      'wording',
    ]),
    note: z
      .string()
      .min(1)
      .meta({ description: 'what it is and why it tells nothing, in a line of our own' }),
  }),
  partsOf,
} as const satisfies EventType

export const eventCorrected = {
  type: 'EventCorrected',
  summary: 'An event is to be read otherwise: the fields in `set` take the place of what it said',
  kinds: 'any',
  aspect: 'happened',
  ground: 'act',
  payload: z.strictObject({
    reason,
    set: z
      .strictObject({
        subject: subjectSchema.exactOptional(),
        payload: z
          .record(z.string(), z.json())
          .exactOptional()
          .meta({ description: 'field by field; null takes a field away' }),
        valid: validSchema
          .nullable()
          .exactOptional()
          .meta({ description: 'when it happened or held, as a whole; null takes it away' }),
        evidence: z.array(evidenceSchema).min(1).exactOptional(),
      })
      .refine((set) => Object.keys(set).length > 0, 'expected at least one field to set'),
  }),
  partsOf,
} as const satisfies EventType

export const eventRetracted = {
  type: 'EventRetracted',
  summary: 'An event no longer counts',
  kinds: 'any',
  aspect: 'happened',
  ground: 'act',
  payload: z.strictObject({ reason }),
  partsOf,
} as const satisfies EventType

export const eventRestored = {
  type: 'EventRestored',
  summary: 'A retracted event counts again',
  kinds: 'any',
  aspect: 'happened',
  ground: 'act',
  payload: z.strictObject({ reason }),
  partsOf,
} as const satisfies EventType

export const identityAsserted = {
  type: 'IdentityAsserted',
  summary: 'Two subjects are one and the same',
  kinds: 'any',
  aspect: 'happened',
  ground: 'premises',
  payload: z.strictObject({ same: z.tuple([subjectSchema, subjectSchema]), reason }),
  partsOf,
} as const satisfies EventType

export const identityDenied = {
  type: 'IdentityDenied',
  summary: 'Two subjects are not the same, though they may look so',
  kinds: 'any',
  aspect: 'happened',
  ground: 'premises',
  payload: z.strictObject({ distinct: z.tuple([subjectSchema, subjectSchema]), reason }),
  partsOf,
} as const satisfies EventType

export const dateInferred = {
  type: 'DateInferred',
  summary: 'The date of events, worked out from others: its bounds narrow what those say themselves',
  kinds: 'any',
  aspect: 'happened',
  ground: 'premises',
  payload: z.strictObject({
    of: z.array(eventIdSchema).min(1).meta({ description: 'the events whose dates it narrows' }),
    reason,
  }),
  partsOf,
} as const satisfies EventType

export const disagreementNoted = {
  type: 'DisagreementNoted',
  summary: 'Sources differ, strain against one another or leave a gap, as a reader saw and no field can show',
  kinds: ['disagreement'],
  aspect: 'happened',
  ground: 'premises',
  payload: z.strictObject({
    kind: z.enum(['conflict', 'tension', 'gap']).meta({
      description:
        'conflict: what is said of one time does not fit together; tension: it is said of different times, or can both be so; gap: what one would expect is not given',
    }),
    about: z.array(subjectSchema).min(1).meta({ description: 'the subjects concerned, the chief one first' }),
    summary: z.string().min(1).meta({ description: 'what stands against what, in our own words' }),
  }),
  partsOf: (payload: Payload) => [...partsOf(payload), ...keysNamed(payload, 'about')],
} as const satisfies EventType

export const kernelTypes = [
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
  passageSetAside,
  eventCorrected,
  eventRetracted,
  eventRestored,
  identityAsserted,
  identityDenied,
  dateInferred,
  disagreementNoted,
] as const satisfies readonly EventType[]

export type CorrectionPayload = z.infer<typeof eventCorrected.payload>
export type SetAsidePayload = z.infer<typeof passageSetAside.payload>
export type DisagreementPayload = z.infer<typeof disagreementNoted.payload>

/**
 * The event as a correction has it read: `subject`, `valid` and `evidence` are replaced whole, the payload
 * field by field. Null takes a field away, and `valid` too.
 *
 * What comes back has the shape of an envelope but may break the rules of its type: whoever records the
 * correction passes it through `parseEvent` once more. The event itself is left as it was.
 *
 * @example applyCorrection(event, { payload: { grade: 'pledge', place: null } })
 */
export function applyCorrection({ valid, ...event }: Envelope, set: CorrectionPayload['set']): Envelope {
  const dated = set.valid === undefined ? valid : set.valid
  return {
    ...event,
    ...(set.subject === undefined ? {} : { subject: set.subject }),
    ...(set.payload === undefined ? {} : { payload: correctedPayload(event.payload, set.payload) }),
    ...(dated == null ? {} : { valid: dated }),
    ...(set.evidence === undefined ? {} : { evidence: set.evidence }),
  }
}

/** What an act is on: an event, about its subject as written, after the last act on it, if there is one. */
export type ActTarget = {
  readonly event: EventId
  readonly subject: Subject
  readonly after?: EventId | undefined
}

/** An act on an event, as a batch has it. */
export function actOn({ event, subject, after }: ActTarget, type: string, payload: object) {
  return { type, subject, target: { event, ...(after === undefined ? {} : { after }) }, payload }
}

/** Whether an event is retracted after an act on it: a correction leaves that as it was. */
export function isRetractedAfter(act: Envelope, before: boolean): boolean {
  if (act.type === eventRetracted.type) return true
  return act.type === eventRestored.type ? false : before
}

function correctedPayload(payload: Payload, set: Readonly<Record<string, Json>>): Payload {
  const kept = Object.entries({ ...payload, ...set }).filter(([key]) => set[key] !== null)
  return Object.fromEntries(kept)
}
