import { formatDay, formatInstant } from '../time/index.ts'
import { type FeedEntry, feedOf } from './feed-entries.ts'
import type { ExportRequest, Format, Written } from './format.ts'
import { uuidIri } from './rdf.ts'

export const atomFormat: Format = {
  name: 'atom',
  path: '.atom',
  type: 'application/atom+xml; charset=utf-8',
  says: 'The same entries as the JSON Feed, as Atom',
  paged: true,
  load: async () => writeAtom,
}

/** Atom 1.0 (RFC 4287), with the links of feeds in pages (RFC 5005), by feedsmith. */
export async function writeAtom(request: ExportRequest): Promise<Written> {
  const { generateAtomFeed } = await import('feedsmith')
  const { title, entries, next } = await feedOf(request)
  const { address, at, program } = request
  const { date, knownAt, position } = at.state.point
  const known = knownAt === undefined ? 'any date' : formatDay(knownAt)
  const newest = Math.max(0, ...entries.map(({ recordedAt }) => recordedAt))
  const body = generateAtomFeed(
    {
      id: uuidIri('feed', at.chronicle.name),
      title: textOf(title),
      subtitle: textOf(`As of ${formatDay(date)}, known by ${known}, recorded through position ${position}`),
      updated: new Date(newest),
      authors: [{ name: clean(program) }],
      links: [
        { href: address.self, rel: 'self' },
        { href: address.canonical, rel: 'canonical' },
        { href: address.home, rel: 'alternate', type: 'text/html' },
        ...(next === undefined ? [] : [{ href: address.pageAfter(next), rel: 'next' }]),
      ],
      entries: entries.map(entryOf),
    },
    { strict: true },
  )
  return { body, ...(next !== undefined && { next }) }
}

function entryOf({ id, headline, lines, recordedAt, tags, page, sources }: FeedEntry) {
  const at = new Date(formatInstant(recordedAt))
  return {
    id,
    title: textOf(headline),
    updated: at,
    published: at,
    content: textOf(lines.join('\n')),
    categories: [...tags, ...sources].map((term) => ({ term: clean(term) })),
    links: [{ href: page, rel: 'alternate', type: 'text/html' }],
  }
}

function textOf(value: string): { readonly value: string; readonly type: string } {
  return { value: clean(value), type: 'text' }
}

/** A text without what XML has no character for. */
function clean(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ' ')
}
