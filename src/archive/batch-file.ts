import {
  type Batch,
  type BatchResult,
  type DraftOptions,
  type DraftResult,
  parseBatch,
  parseDraft,
} from '../admission/index.ts'
import { type Catalogue, type Envelope, eventId } from '../event/index.ts'
import { formatInstant, type Instant } from '../time/index.ts'
import { type Written, writeYaml } from './yaml/write-yaml.ts'
import { readYaml } from './yaml/yaml-tree.ts'

/** Reads a batch file as `parseBatch` does, every fault with its line and column. */
export function readBatchFile(file: string, text: string, catalogue: Catalogue): BatchResult {
  return parseBatch(file, readYaml(file, text), catalogue)
}

/** Reads the file of a draft as `parseDraft` does, every fault with its line and column. */
export function readDraftFile(file: string, text: string, options: DraftOptions): DraftResult {
  return parseDraft(file, readYaml(file, text), options)
}

/** First line of every batch file: an editor completes and checks the rest by it. */
export const SCHEMA_LINE = '# yaml-language-server: $schema=../batch.schema.json'

/** What is written of a batch: ids, positions and bounds follow from it. */
export type WritableBatch = Omit<Batch, 'events'> & {
  readonly events: readonly { readonly event: Envelope }[]
}

/**
 * The batch as a file: YAML that a person reads and `readBatchFile` reads back with the same ids. The same batch
 * gives the same bytes, whatever order its keys came in: known fields in their own order, others by name.
 */
export function formatBatch(batch: WritableBatch): string {
  const { chronicle, recordedAt, reader, note } = batch
  const head = {
    chronicle,
    recordedAt: formatInstant(recordedAt),
    reader,
    ...(note === undefined ? {} : { note }),
  }
  const events = batch.events.map(({ event }) => `${writeYaml([itemOf(event)], 2)}\n`)
  return [SCHEMA_LINE, writeYaml(head, 0), 'events:', events.join('\n')].join('\n')
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

/** The event without what the head of the file says for all. */
function itemOf(event: Envelope): Written {
  const { type, subject, payload, valid, evidence, premises, target, salt } = event
  return { type, subject, payload, valid, evidence, premises, target, salt }
}
