import { z } from 'zod'
import type { Place } from '../errors.ts'
import { type Envelope, type EventId, envelopeSchema, type Path } from '../event/index.ts'
import type { Instant, ValidBounds } from '../time/index.ts'

/** Events to be recorded together, whole or not at all. */
export type Batch = {
  readonly chronicle: string
  readonly recordedAt: Instant
  /** Who read the sources. */
  readonly reader: string
  readonly note?: string
  readonly events: readonly BatchEvent[]
}

/** An event of a batch as read; `index` is its place among the file's `events`, from 0. */
export type BatchEvent = {
  readonly index: number
  readonly id: EventId
  readonly event: Envelope
  readonly valid: ValidBounds
}

/** Where a part of a file stands; of a part that is missing, the place of the map that lacks it. */
export type PlaceOf = (path: Path) => Place

/**
 * What could be read of a file, and where it stands: all of it, or the rest besides the faults, so that one
 * run can go on to what is checked across events. `unread` holds ids and subjects, as written, of events with
 * faults, so that whatever names one of them is not blamed for it.
 */
export type Reading = {
  readonly file: string
  /** Absent where the head does not give a proper one. */
  readonly chronicle: string | undefined
  /** Absent in a draft that leaves it to the sealing. */
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

/** The head of a draft: the instant may be left to the sealing. */
export const draftHeadSchema = batchHeadSchema.extend({
  recordedAt: batchHeadSchema.shape.recordedAt.optional(),
})
