/**
 * How do other front ends get the same state?
 *
 * A feed is a chronicle seen from a point in a form that readers, calendars and notebooks already know.
 *
 * ```ts
 * const feed = timelineFeed(chronicle, chronicle.asOf({}), 'http://127.0.0.1:4000/feeds/japan-viet-nam.json')
 * ```
 */
export { type TimelineFeed, type TimelineFeedItem, timelineFeed } from './timeline-feed.ts'
