import type { Chronicle } from '../chronicle/index.ts'
import { type RecordedEvent, sourcesOf } from '../event/index.ts'
import type { State } from '../projection/index.ts'
import { formatInstant, formatInterval } from '../time/index.ts'

/** A JSON Feed 1.1 (jsonfeed.org) of what can be seen from a point; `_regesta` is its extension. */
export type TimelineFeed = {
  readonly version: 'https://jsonfeed.org/version/1.1'
  readonly title: string
  readonly feed_url: string
  readonly items: readonly TimelineFeedItem[]
}

export type TimelineFeedItem = {
  readonly id: string
  readonly title: string
  readonly content_text: string
  readonly date_published: string
  readonly tags: readonly string[]
  readonly _regesta: {
    readonly subject: string
    readonly position: number
    readonly begin: string
    readonly sources: readonly string[]
  }
}

/**
 * The newest recorded events first, `limit` at most, as far as they can be seen from the state's point.
 * `date_published` is when this ledger took an event in; when it happened stands in `_regesta.begin`, in EDTF.
 */
export function timelineFeed(chronicle: Chronicle, state: State, feedUrl: string, limit = 100): TimelineFeed {
  const seen = chronicle.events.filter(({ id }) => state.view.exists(id) !== 'no')
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: chronicle.name,
    feed_url: feedUrl,
    items: seen.slice(-limit).reverse().map(itemOf),
  }
}

function itemOf({ id, event, position, recordedAt, valid }: RecordedEvent): TimelineFeedItem {
  const begin = formatInterval(valid.begin)
  const sources = sourcesOf(event)
  return {
    id,
    title: `${event.type} ${event.subject}`,
    content_text: `${begin}: ${event.type}, ${event.subject}, by ${sources.join(' and ') || 'inference'}`,
    date_published: formatInstant(recordedAt),
    tags: [event.type],
    _regesta: { subject: event.subject, position, begin, sources },
  }
}
