import { formatDay, formatInstant, formatInterval } from '../time/index.ts'
import { type FeedEntry, feedOf } from './feed-entries.ts'
import type { ExportRequest, Format, Written } from './format.ts'

export const jsonFeedFormat: Format = {
  name: 'json',
  path: '.json',
  type: 'application/feed+json; charset=utf-8',
  says: 'What became known, the newest first, a thing an entry, as JSON Feed',
  paged: true,
  load: async () => writeJsonFeed,
}

/** JSON Feed 1.1 (jsonfeed.org); `_regesta` is its extension. */
export async function writeJsonFeed(request: ExportRequest): Promise<Written> {
  const { title, entries, next } = await feedOf(request)
  const { address, at } = request
  const { date, knownAt, position } = at.state.point
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: `What became known of ${title}, the newest first`,
    home_page_url: address.home,
    feed_url: address.self,
    ...(next !== undefined && { next_url: address.pageAfter(next) }),
    items: entries.map(itemOf),
    _regesta: {
      canonical: address.canonical,
      date: formatDay(date),
      knownAt: knownAt === undefined ? null : formatDay(knownAt),
      position,
    },
  }
  return { body: `${JSON.stringify(feed, undefined, 2)}\n`, ...(next !== undefined && { next }) }
}

function itemOf({ id, headline, lines, recordedAt, tags, page, known, ...entry }: FeedEntry) {
  const { subject, position, certainty, sources } = entry
  return {
    id,
    url: page,
    title: headline,
    content_text: lines.join('\n'),
    date_published: formatInstant(recordedAt),
    tags,
    _regesta: {
      subject,
      position,
      certainty,
      known: known === undefined ? null : formatInterval(known),
      sources,
    },
  }
}
