import canonicalize from 'canonicalize'
import { z } from 'zod'
import {
  type Batch,
  type BatchResult,
  type DraftOptions,
  type DraftResult,
  draftHeadSchema,
  parseBatch,
  parseDraft,
} from '../admission/index.ts'
import { type Catalogue, type Envelope, eventId } from '../event/index.ts'
import { formatInstant, type Instant } from '../time/index.ts'
import { commentLine, writeYaml } from './write-yaml.ts'
import { readYaml } from './yaml.ts'

/** Reads a batch file as `parseBatch` does, every fault with its line and column. */
export function readBatchFile(file: string, text: string, catalogue: Catalogue): BatchResult {
  return parseBatch(file, readYaml(file, text), catalogue)
}

/** Reads the file of a draft as `parseDraft` does, every fault with its line and column. */
export function readDraftFile(file: string, text: string, options: DraftOptions): DraftResult {
  return parseDraft(file, readYaml(file, text), options)
}

/** How many events a draft lists, whatever is wrong with them. */
export function eventsInDraft(file: string, text: string): number {
  const { events = [] } =
    z.looseObject({ events: z.array(z.unknown()).optional() }).safeParse(readYaml(file, text).value).data ??
    {}
  return events.length
}

/** The chronicle that a draft says it belongs to; its faults are reported when it is checked. */
export function chronicleOfDraft(file: string, text: string): string | undefined {
  return draftHeadSchema.pick({ chronicle: true }).strip().safeParse(readYaml(file, text).value).data
    ?.chronicle
}

/** First line of every batch file: an editor completes and checks the rest by it. */
const SCHEMA_COMMENT = ' yaml-language-server: $schema=../batch.schema.json'

/** What is written of a batch: ids, positions and bounds follow from it. */
export type WritableBatch = Omit<Batch, 'events'> & {
  readonly events: readonly { readonly event: Envelope }[]
}

/**
 * The batch as a file: YAML that a person reads and `readBatchFile` reads back with the same ids. The same batch
 * gives the same bytes, whatever the order of its keys.
 */
export function formatBatch(batch: WritableBatch): string {
  return writeYaml(SCHEMA_COMMENT, documentOf(batch))
}

/** A draft to be completed by hand: what `record` reads, and above each event the lines that a person should see. */
export type WritableDraft = {
  readonly chronicle: string
  readonly reader: string
  readonly note?: string
  readonly events: readonly { readonly event: object; readonly above?: readonly string[] }[]
}

/** The draft as a file, which `readDraftFile` reads, below lines on what it was made from. */
export function formatDraft({ events, ...head }: WritableDraft, top: readonly string[] = []): string {
  const above = { events: events.map(({ above = [] }) => above) }
  return writeYaml(
    top.map(commentLine).join('\n'),
    { ...head, events: events.map(({ event }) => event) },
    above,
  )
}

/** Whether the text of a batch file reads back as the batch that was to be written. */
export function readsBack(text: string, batch: WritableBatch): boolean {
  const { value, faults } = readYaml('', text)
  return faults.length === 0 && canonicalize(value) === canonicalize(documentOf(batch))
}

function documentOf({ chronicle, recordedAt, reader, note, events }: WritableBatch) {
  return {
    chronicle,
    recordedAt: formatInstant(recordedAt),
    reader,
    note,
    events: events.map(({ event }) => withoutHead(event)),
  }
}

/** Recorded events, as a store holds them, in the form of a batch file: what `formatBatch` wrote of them. */
export function exportBatch(
  head: {
    readonly recordedAt: Instant
    readonly reader: string
    readonly note?: string
    readonly chronicle: string
  },
  events: readonly Envelope[],
): string {
  return formatBatch({ ...head, events: events.map((event) => ({ id: eventId(event), event })) })
}

/** The event without what the head of the file gives for all. */
function withoutHead(event: Envelope) {
  const { type, subject, payload, valid, evidence, premises, target, salt } = event
  return { type, subject, payload, valid, evidence, premises, target, salt }
}
