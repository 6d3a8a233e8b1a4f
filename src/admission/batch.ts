import { z } from 'zod'
import { RegestaError } from '../errors.ts'
import { type Envelope, type EventId, envelopeSchema } from '../event/index.ts'
import type { Instant, ValidBounds } from '../time/index.ts'
import type { PlaceOf } from './placed-value.ts'

/** Events to be recorded together, all or none. */
export type Batch = {
  readonly chronicle: string
  readonly recordedAt: Instant
  /** Who read the sources. */
  readonly reader: string
  readonly note?: string
  readonly events: readonly BatchEvent[]
}

/** A parsed event of a batch; `index` is its place among the `events`, from 0. */
export type BatchEvent = {
  readonly index: number
  readonly id: EventId
  readonly event: Envelope
  readonly valid: ValidBounds
}

/**
 * What could be read of a batch, in a file or otherwise, beside its faults: enough for the checks across events to run in
 * the same pass. `unread` holds the ids and subjects, as written, of events with faults, so that an event that names one
 * of them is not blamed for it.
 */
export type ParsedBatch = {
  readonly file: string
  /** Undefined where the head gives no valid one. */
  readonly chronicle: string | undefined
  /** Undefined in a draft that leaves it out. */
  readonly recordedAt: Instant | undefined
  readonly reader: string
  readonly note?: string
  readonly events: readonly BatchEvent[]
  readonly unread: ReadonlySet<string>
  readonly placeOf: PlaceOf
}

/** The head of a batch file: all but its events. */
export const batchHeadSchema = z.strictObject({
  chronicle: envelopeSchema.shape.chronicle,
  recordedAt: z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
      'expected a UTC instant with ms, like 2026-11-21T23:43:00.000Z',
    )
    .meta({
      description: 'when the batch was recorded: a UTC instant with ms, later than every batch before',
    }),
  reader: z.string().min(1).meta({ description: 'who read the sources' }),
  note: z.string().min(1).optional().meta({ description: 'what the batch is, in a line or two of our own' }),
})

/** The head of a draft, which may leave out the instant. */
export const draftHeadSchema = batchHeadSchema.extend({
  recordedAt: batchHeadSchema.shape.recordedAt.optional(),
})

const BATCH_NAME = /^(\d{4}|[1-9]\d{4,})-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/

/** The number in the name of a batch file, from 1; undefined for a malformed name. */
export function batchNumber(name: string): number | undefined {
  const digits = BATCH_NAME.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** `0003-joint-press.yaml`. Throws E_SLUG for a slug of anything but lower case letters, digits and single hyphens. */
export function batchName(number: number, slug: string): string {
  const name = `${String(number).padStart(4, '0')}-${slug}.yaml`
  if (batchNumber(name) === undefined) {
    const message = `"${slug}": expected lower case letters, digits and hyphens, like joint-press`
    throw new RegestaError('E_SLUG', 'invalid', message, { slug })
  }
  return name
}
