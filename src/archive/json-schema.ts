import { z } from 'zod'
import { batchHeadSchema, draftHeadSchema, quoteSchema } from '../admission/index.ts'
import {
  type Catalogue,
  type EventType,
  envelopeSchema,
  eventCorrected,
  eventIdSchema,
  evidenceSchema,
  locatorSchema,
  sourceRegistered,
  sourceRevised,
  validSchema,
} from '../event/index.ts'

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The JSON Schema of a batch file: what an editor completes and checks events by, each payload by its event's
 * type. It covers shapes only; dates, spans and references between events are checked by `readBatchFile` and `validateBatch`.
 */
export function batchJsonSchema(catalogue: Catalogue): JsonSchema {
  const { evidence, premises, target } = envelopeSchema.shape
  return jsonSchema('A batch of events', batchHeadSchema, catalogue, {
    evidence: evidence.unwrap(),
    premises: premises.unwrap(),
    target: target.unwrap(),
  })
}

/**
 * The same for an author's draft: quotes in place of spans, names in place of ids, the instant left out, and the short
 * forms that `writtenOut` of the admission reads.
 */
export function draftJsonSchema(catalogue: Catalogue): JsonSchema {
  const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
  const digits = z.string().regex(/^[0-9a-f]{8,63}$/)
  const named = z.union([eventIdSchema, digits, name])
  const words = z.string().min(1).meta({ description: 'the words of the text, as a statement' })
  const entry = z.union([evidenceSchema, locatorInDraft, quoteSchema, words])
  const evidence = z.union([words, z.array(entry)])
  const date = z.string().min(1).meta({ description: 'a date in EDTF that is stated: printed as it is' })
  const [bound, span] = validSchema.options
  const begins = { begin: z.union([date, bound]), end: z.union([date, bound]).exactOptional() }
  const valid = z.union([date, bound, span.extend(begins)])
  return jsonSchema('A draft of a batch of events', draftHeadSchema, catalogue, {
    evidence,
    valid: valid.exactOptional(),
    payloads: payloadsInDraft({ date, valid, evidence }),
    premises: z.array(named).min(1),
    target: z.strictObject({ event: named, after: named.optional() }),
    ref: name.meta({ description: 'a name for events further down to call it by' }),
  })
}

const locatorInDraft = locatorSchema.partial({ source: true, role: true })

/** The payloads that a draft may write otherwise, by their types. */
function payloadsInDraft({
  date,
  valid,
  evidence,
}: Readonly<Record<'date' | 'valid' | 'evidence', z.ZodType>>): ReadonlyMap<string, z.ZodType> {
  const file = z.string().min(1).meta({ description: 'the name of the file that has the text' })
  const { published, text } = sourceRegistered.payload.shape
  const textInDraft = z.union([file, text.unwrap()]).exactOptional()
  const set = eventCorrected.payload.shape.set
  const setInDraft = z.strictObject({
    ...set.shape,
    valid: valid.nullable().exactOptional(),
    evidence: evidence.exactOptional(),
  })
  return new Map<string, z.ZodType>([
    [
      sourceRegistered.type,
      z.strictObject({
        ...sourceRegistered.payload.shape,
        published: z.union([date, published]),
        text: textInDraft,
      }),
    ],
    [
      sourceRevised.type,
      z.strictObject({
        ...sourceRevised.payload.shape,
        text: textInDraft,
      }),
    ],
    [eventCorrected.type, z.strictObject({ ...eventCorrected.payload.shape, set: setInDraft })],
  ])
}

/** How fields are written that a draft may write otherwise. */
type Fields = {
  readonly evidence: z.ZodType
  readonly valid?: z.ZodType
  readonly payloads?: ReadonlyMap<string, z.ZodType>
  readonly premises: z.ZodType
  readonly target: z.ZodType
  readonly ref?: z.ZodType
}

function jsonSchema(title: string, head: z.ZodObject, catalogue: Catalogue, fields: Fields): JsonSchema {
  const [first, ...others] = [...catalogue.values()].map((type) => eventSchema(type, fields))
  const events = first === undefined ? z.never() : z.discriminatedUnion('type', [first, ...others])
  const schema = head.extend({ events: z.array(events).min(1) }).meta({ title })
  return z.toJSONSchema(schema, { target: 'draft-2020-12', reused: 'ref', io: 'input' })
}

function eventSchema(type: EventType, { evidence, premises, target, ref, payloads, ...fields }: Fields) {
  const { subject, salt } = envelopeSchema.shape
  const { valid = envelopeSchema.shape.valid } = fields
  const kinds = type.kinds === 'any' ? undefined : type.kinds.join('|')
  return z
    .strictObject({
      type: z.literal(type.type),
      ...(ref === undefined ? {} : { ref: ref.optional() }),
      subject:
        kinds === undefined ? subject : z.string().regex(new RegExp(`^(?:${kinds})/[a-z0-9][a-z0-9-]*$`)),
      payload: payloads?.get(type.type) ?? type.payload,
      valid,
      evidence: evidence.optional(),
      premises: type.ground === 'premises' ? premises : premises.optional(),
      ...(type.ground === 'act' ? { target } : {}),
      salt,
    })
    .meta({ title: type.type, description: type.summary })
}
