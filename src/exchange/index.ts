/**
 * How do other programs get the same state?
 *
 * A feed is the timeline of a chronicle, as seen from a point, as JSON Feed. A citation says which answer was given to
 * which question: the question, its point, and digests of the answer and of the ledger that it rests on. A reader can have the
 * answer again years later, and see that it is the same.
 *
 * ```ts
 * const feeds = createExports({ chronicles: [new Map([[chronicle.name, chronicle]])] })
 * const response = await feeds(new Request('http://localhost/feeds/japan-viet-nam.json?knownAt=2025-05-01'))
 *
 * const cite = createCite({ answer: api.answer, chronicles, texts: [], program: 'Regesta 1.0.0', clock })
 * const citation = await cite(new Request('http://localhost/cite?query={sources{id}}&format=text'))
 * ```
 */
export { atomFormat } from './atom.ts'
export { htmlFormat } from './brief-html.ts'
export { markdownFormat } from './brief-markdown.ts'
export { calendarFormat } from './calendar.ts'
export { type AnswerSource, type CslItem, searchParamsOf } from './citation.ts'
export { type Difference, differencesOf } from './citation-differences.ts'
export { type CiteOptions, createCite } from './citation-handler.ts'
export { csvOf } from './csv.ts'
export { type ErrorEntry, errorBody, errorResponse, STATUS_OF } from './error-response.ts'
export { escapeHtml } from './escape-html.ts'
export { eventTable } from './event-table.ts'
export { createExports, type ExportOptions } from './export-handler.ts'
export { ExportQuestion } from './export-request.ts'
export { type FeedEntry, feedOf } from './feed-entries.ts'
export type { ExportAddress, ExportRequest, Format, Write, Written } from './format.ts'
export { FORMATS, formatAt, formatNamed } from './formats.ts'
export { itemTable } from './item-table.ts'
export { jsonFeedFormat } from './json-feed.ts'
export { jsonLdFormat } from './json-ld.ts'
export { draftOfLibrary, readLibrary } from './library/index.ts'
export {
  chronicleOfOwnEvents,
  DATE_FORMATS,
  draftOfOwnEvents,
  draftOfTable,
  type HeadedTable,
  headedTable,
  isOwnEvents,
  PLAIN_FORMATS,
  proposeMap,
  readTable,
  readTableMap,
} from './mapped-table/index.ts'
export { type ReadCitation, readCitations } from './read-citations.ts'
export {
  type DocumentFile,
  type DraftHead,
  documentSchema,
  draftOf,
  type ForeignDocument,
  type ForeignKind,
  type KnownName,
  READING_LIMITS,
  type ReaderOptions,
  type ReadingLimits,
  readDocument,
  readForeign,
} from './reading/index.ts'
export { sourcesCslFormat } from './sources-csl.ts'
export { isStreamed, streamedResponse } from './streamed.ts'
export { timelineJsFormat } from './timeline-js.ts'
export { turtleFormat } from './turtle.ts'
