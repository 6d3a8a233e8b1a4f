/**
 * May this be recorded?
 *
 * This validation admits an event: `parseBatch` or `parseDraft`, then `validateBatch`. It is one set of checks for batch
 * files and for the API: what an event says of other events, sources and texts, the shorthands of a draft (quotes in place
 * of spans, names in place of ids), and what is recorded already. The checks work on plain values whose parts have places;
 * where these come from (a line of a file, a path into a request) is the caller's.
 *
 * ```ts
 * const recorded = writeModelOf('japan-viet-nam', eventIndex)
 * const { batch, faults } = parseDraft('', placedValue(draft), { catalogue, recorded, texts })
 * if (batch !== undefined) console.log(validateBatch(batch, { catalogue, recorded, texts }).faults)
 * ```
 */
export {
  type Batch,
  type BatchEvent,
  batchHeadSchema,
  batchName,
  batchNumber,
  draftHeadSchema,
  type ParsedBatch,
} from './batch.ts'
export { oneForEachCause } from './causes.ts'
export { type CoveredSentence, coverageOf, coverageSteps, type SourceCoverage } from './coverage.ts'
export { type DraftOptions, type DraftResult, parseDraft } from './draft.ts'
export { slugOfText, type TextRange, withoutMarks } from './folded-text.ts'
export { type BatchResult, parseBatch } from './parse-batch.ts'
export {
  isCut,
  isKeptAsWritten,
  type PlacedValue,
  type PlaceOf,
  placedElsewhere,
  placedValue,
  placeFaults,
  sortFaults,
  zodFaults,
} from './placed-value.ts'
export { quoteSchema } from './quoted-evidence.ts'
export {
  type Citation,
  citationAt,
  citeInTexts,
  citeOnce,
  findQuote,
  type Quote,
} from './quotes.ts'
export { writeModelOf } from './recorded-model.ts'
export { batchNamed, type CheckedRecording, checkRecording, checkSteps, type Recording } from './recording.ts'
export { sentencesOf } from './sentences.ts'
export { textNamed } from './short-forms.ts'
export { intersectRanges } from './text-ranges.ts'
export {
  matchTexts,
  type PublishedSourceText,
  registrationLine,
  type SourceText,
  type TextFacts,
  type TextMatch,
  type Texts,
  textsOf,
  type UnregisteredText,
} from './texts.ts'
export { type ValidatedBatch, validateBatch } from './validate-batch.ts'
export type { ValidationOptions } from './validation-context.ts'
export {
  emptyWriteModel,
  type ReadonlyWriteModel,
  type StandingEvent,
  type StandingSource,
  textFactsOf,
  type WriteModel,
  writeModelOver,
} from './write-model.ts'
