import type { Place } from '../errors.ts'
import {
  type Catalogue,
  type EventId,
  type Subject,
  sourceRegistered,
  sourceRevised,
} from '../event/index.ts'
import type { ParsedBatch } from './batch.ts'
import type { TextFacts, Texts } from './texts.ts'
import { type ReadonlyWriteModel, textFactsOf, type WriteModel } from './write-model.ts'

/** What a batch is checked against. */
export type ValidationOptions = {
  readonly catalogue: Catalogue
  readonly recorded: ReadonlyWriteModel
  /** The texts of sources that are available: spans in them are proved, others are only checked against the length. */
  readonly texts?: Texts
  /** Whether the text of every source that the batch registers must be among `texts` (E_TEXT). */
  readonly everyText?: boolean
  /**
   * Whether the batch is being recorded now. What stands recorded may be older than some checks, and is held to the others
   * alone: a span in it need only keep surrogate pairs whole (E_SPAN), and an identity may be of two kinds (E_KIND).
   */
  readonly isNew?: boolean
}

/** What the checks of one event can look at: what is recorded before it, and the rest of its batch. */
export type ValidationContext = ValidationOptions & {
  readonly batch: ParsedBatch
  /** The write model with the events before this one applied. */
  readonly before: WriteModel
  /** The place of an event of the batch, by id. */
  readonly placeOf: (id: EventId) => Place | undefined
  /** What the batch itself says of each source. */
  readonly sourcesHere: ReadonlyMap<Subject, SourceHere>
}

/** Whether a batch registers a source, and the texts that its registrations and revisions give, in order. */
type SourceHere = { readonly isRegistered: boolean; readonly texts: readonly TextFacts[] }

/** The sources that a batch registers or revises. */
export function sourcesOfBatch({ events }: ParsedBatch): ReadonlyMap<Subject, SourceHere> {
  const sources = new Map<Subject, SourceHere>()
  for (const { event } of events) {
    const registers = event.type === sourceRegistered.type
    if (!registers && event.type !== sourceRevised.type) continue
    const { isRegistered = false, texts = [] } = sources.get(event.subject) ?? {}
    sources.set(event.subject, {
      isRegistered: isRegistered || registers,
      texts: [...texts, ...textFactsOf(event)],
    })
  }
  return sources
}
