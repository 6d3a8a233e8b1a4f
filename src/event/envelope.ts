import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Instant, Valid, ValidBounds } from '../time/index.ts'
import { type Evidence, evidenceSchema, sha256Hex } from './evidence.ts'

/** Hex SHA-256 of an event's canonical JSON. */
export type EventId = string

/** A path into a value that was read, as in `['evidence', 0, 'start']`. */
export type Path = readonly (string | number)[]

/** What an event is about, `kind/name`; projections gather by it. */
export type Subject = string

export const subjectSchema = z
  .string()
  .regex(
    /^[a-z][a-z-]*\/[a-z0-9][a-z0-9-]*$/,
    'expected kind/name in lower case, like meeting/2025-12-04-two-plus-two',
  )

export const eventIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'expected an event id: 64 hexadecimal digits')

/** The digest of an event or the key of a source, taken out of a global id: what stands before its point. Other text as it is. */
export function withoutPoint(id: string): string {
  return /^([0-9a-f]{64}|source\/[a-z0-9][a-z0-9-]*)@[\w:,=./~-]+$/.exec(id)?.[1] ?? id
}

const dateText = z.string().min(1)

export const boundSchema = z.strictObject({
  edtf: dateText.meta({ description: 'EDTF (ISO 8601-2), levels 0 to 2' }),
  within: dateText
    .exactOptional()
    .meta({ description: 'the bounds that an approximate date means, in EDTF' }),
  likely: dateText.exactOptional().meta({ description: 'the likeliest day, YYYY-MM-DD; moves no bound' }),
  basis: z.enum(['stated', 'relative', 'inferred']),
  reading: z
    .string()
    .min(1)
    .exactOptional()
    .meta({ description: 'how the words became this date, in a line of our own' }),
})

export const validSchema = z.union([
  boundSchema,
  z.strictObject({ begin: boundSchema, end: boundSchema.exactOptional() }),
])

/**
 * One immutable assertion: *this source says that this happened*, as written.
 *
 * Without `valid` nothing is known of when. `premises` are the events that an inference rests on.
 * `target` is what an act (a correction, retraction or restoration) acts on, with `after`, the last act
 * on it before this one. `salt` tells two otherwise equal assertions apart.
 */
export const envelopeSchema = z.strictObject({
  chronicle: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a chronicle, like japan-viet-nam'),
  version: z.literal(1),
  type: z.string().regex(/^[A-Z][A-Za-z]+$/, 'expected a past fact, like MeetingHeld'),
  subject: subjectSchema,
  payload: z.custom<Payload>(isJsonObject, 'expected an object of JSON values'),
  valid: validSchema.exactOptional(),
  evidence: z.array(evidenceSchema).exactOptional(),
  premises: z.array(eventIdSchema).min(1).exactOptional(),
  target: z.strictObject({ event: eventIdSchema, after: eventIdSchema.exactOptional() }).exactOptional(),
  salt: z.string().min(1).exactOptional(),
})

export type Envelope = {
  readonly chronicle: string
  readonly version: 1
  readonly type: string
  readonly subject: Subject
  readonly payload: Payload
  readonly valid?: Valid
  readonly evidence?: readonly Evidence[]
  readonly premises?: readonly EventId[]
  readonly target?: { readonly event: EventId; readonly after?: EventId }
  readonly salt?: string
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Payload = { readonly [key: string]: Json }

/** Whether it is an object of JSON values throughout. Its event's type checks their shape; this is `z.json()`, ten times as fast. */
function isJsonObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value)
}

function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      if (Array.isArray(value)) return value.every(isJson)
      return isPlain(value) && Object.values(value).every(isJson)
    default:
      return false
  }
}

/** Whether it is an object as JSON has them: a date or a map is none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Canonical JSON (RFC 8785) of an event as written: the bytes that its id is the digest of. */
export function canonicalJson(event: object): string {
  return canonicalize(event) ?? ''
}

/** The event's id: hex SHA-256 of its canonical JSON; never of its position, instant or reader. */
export function eventId(event: Envelope): EventId {
  return sha256Hex(canonicalJson(event))
}

/** The kind of a subject: `meeting` of `meeting/2025-12-04-two-plus-two`. */
export function kindOf(subject: Subject): string {
  return subject.slice(0, subject.indexOf('/'))
}

/** An event with its place in the ledger: what the ledger adds, and its valid time as read. */
export type RecordedEvent = {
  readonly id: EventId
  /** Place in the ledger, from 1, without gaps. */
  readonly position: number
  /** UTC instant of its batch, ms. */
  readonly recordedAt: Instant
  readonly event: Envelope
  readonly valid: ValidBounds
}

const NONE: readonly Evidence[] = []

/** The sources that an event rests on, each once, in the order of its evidence. */
export function sourcesOf({ evidence = NONE }: Pick<Envelope, 'evidence'>): readonly string[] {
  const sources = evidence.map(({ source }) => source)
  return sources.length < 2 ? sources : [...new Set(sources)]
}
