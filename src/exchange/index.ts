/**
 * How do other front ends get the same state?
 *
 * A feed is the timeline of a chronicle, as seen from a point, as JSON Feed. A citation says which answer was given to
 * which question, as text for a footnote or as CSL-JSON for a reference manager.
 *
 * ```ts
 * const feeds = createFeeds(new Map([[chronicle.name, chronicle]]))
 * const response = feeds(new Request('http://localhost/feeds/japan-viet-nam.json?knownAt=2025-05-01'))
 * ```
 */
export type { AnswerSource } from './citation/cite.ts'
export { searchOf } from './citation/cited.ts'
export type { CslItem } from './citation/csl.ts'
export { type Difference, differencesOf } from './citation/differences.ts'
export { type CiteOptions, createCite } from './citation/handler.ts'
export { type ReadCitation, readCitations } from './citation/read.ts'
export { createFeeds } from './handler.ts'
export { type TimelineFeed, type TimelineFeedItem, timelineFeed } from './timeline-feed.ts'
