import { z } from 'zod'
import { batchHeadSchema, draftHeadSchema, quoteSchema } from '../admission/index.ts'
import {
  type Catalogue,
  type EventType,
  envelopeSchema,
  eventIdSchema,
  evidenceSchema,
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

/** The same for an author's draft: quotes in place of spans, names in place of ids, the instant left out. */
export function draftJsonSchema(catalogue: Catalogue): JsonSchema {
  const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
  const named = z.union([eventIdSchema, name])
  return jsonSchema('A draft of a batch of events', draftHeadSchema, catalogue, {
    evidence: z.array(z.union([evidenceSchema, quoteSchema])),
    premises: z.array(named).min(1),
    target: z.strictObject({ event: named, after: named.optional() }),
    ref: name.meta({ description: 'a name for events further down to call it by' }),
  })
}

/** How fields are written that a draft may write otherwise. */
type Fields = {
  readonly evidence: z.ZodType
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

function eventSchema(type: EventType, { evidence, premises, target, ref }: Fields) {
  const { subject, valid, salt } = envelopeSchema.shape
  const kinds = type.kinds === 'any' ? undefined : type.kinds.join('|')
  return z
    .strictObject({
      type: z.literal(type.type),
      ...(ref === undefined ? {} : { ref: ref.optional() }),
      subject:
        kinds === undefined ? subject : z.string().regex(new RegExp(`^(?:${kinds})/[a-z0-9][a-z0-9-]*$`)),
      payload: type.payload,
      valid,
      evidence: evidence.optional(),
      premises: type.ground === 'premises' ? premises : premises.optional(),
      ...(type.ground === 'act' ? { target } : {}),
      salt,
    })
    .meta({ title: type.type, description: type.summary })
}
