/**
 * How do other front ends get the same state?
 *
 * A feed is a chronicle seen from a point in a form that readers, calendars and notebooks already know; a citation is
 * an answer in the form that reference managers and footnotes do.
 *
 * ```ts
 * const feeds = createFeeds(new Map([[chronicle.name, chronicle]]))
 * const response = feeds(new Request('http://localhost/feeds/japan-viet-nam.json?knownAt=2025-05-01'))
 * ```
 */
export {
  type CiteOptions,
  type CslItem,
  createCite,
  type Difference,
  differencesOf,
  type ReadCitation,
  readCitations,
  searchOf,
} from './citation/index.ts'
export { createFeeds } from './handler.ts'
export { type TimelineFeed, type TimelineFeedItem, timelineFeed } from './timeline-feed.ts'
