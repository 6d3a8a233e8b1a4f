import type { Place } from '../errors.ts'
import type { Catalogue, EventId } from '../event/index.ts'
import type { ParsedBatch } from './batch.ts'
import type { Texts } from './texts.ts'
import type { ReadonlyWriteModel, WriteModel } from './write-model.ts'

/** What a batch is checked against. */
export type ValidationOptions = {
  readonly catalogue: Catalogue
  readonly recorded: ReadonlyWriteModel
  /** The texts of sources that are available: spans in them are proved, others are only checked against the length. */
  readonly texts?: Texts
  /** Whether the text of every source that the batch registers must be among `texts` (E_TEXT). */
  readonly everyText?: boolean
  /**
   * Whether spans must be of whole graphemes (E_SPAN), as in everything that is recorded now. What stands recorded may have
   * been recorded before this was checked: there a span need only keep surrogate pairs whole.
   */
  readonly wholeGraphemes?: boolean
}

/** What the checks of one event can look at: what is recorded before it, and the rest of its batch. */
export type ValidationContext = ValidationOptions & {
  readonly batch: ParsedBatch
  /** The write model with the events before this one applied. */
  readonly before: WriteModel
  /** The place of each event of the batch, by id. */
  readonly places: ReadonlyMap<EventId, Place>
}

/** A place within a sentence: `on line 12` for a file, `at events.2` for a value. */
export function formatPlace({ line, path = [] }: Place): string {
  return line === undefined ? `at ${path.join('.')}` : `on line ${line}`
}
