import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import {
  atomFormat,
  type ExportRequest,
  type Format,
  feedOf,
  jsonFeedFormat,
} from '../../src/exchange/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith } from '../require.ts'
import { formats } from './judges.ts'

let corpus: Regesta
let request: ExportRequest
beforeAll(async () => {
  corpus = await openCorpus()
  request = requestFor(corpus.chronicle, {}, { page: { first: Infinity } })
})
afterAll(() => corpus.close())

async function bodyOf(format: Format, of = request): Promise<string> {
  return String((await (await format.load())(of)).body)
}

describe('the feed of the first chronicle', () => {
  test('has each visible event behind one entry, and no entry without one', async () => {
    const { entries } = await feedOf(request)
    const events = await request.events()
    const keys = events.map(({ recorded }) => `${recorded.recordedAt} ${recorded.event.subject}`)
    expect(new Set(entries.map(({ recordedAt, subject }) => `${recordedAt} ${subject}`))).toEqual(
      new Set(keys),
    )
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  test('has headlines that a person reads: none is a key, and each entry says something', async () => {
    const { entries } = await feedOf(request)
    for (const { headline, lines, subject } of entries) {
      expect(headline).not.toContain(subject)
      expect(lines.filter((line) => !/^(Known|Source): /.test(line)).join('')).not.toBe('')
    }
  })

  test('says what changed where a thing was known before', async () => {
    const { entries } = await feedOf(request)
    const settled = entries.find(({ headline }) =>
      headline.includes('Set up a new framework for “two-plus-two”'),
    )
    expect(settled?.lines.join('\n')).toMatch(/status: .*→ .*fulfilled/)
  })

  test('leads from each thing and each source to its page, and from what readers noted to that of all', async () => {
    const { entries } = await feedOf(request)
    const items = entries.filter(({ tags }) => tags.includes('Meetings'))
    for (const { page, subject } of items) expect(page).toBe(request.address.pageOf(subject))
    const others = entries.filter(({ subject }) => /^(source|disagreement)\//.test(subject))
    expect(new Set(others.flatMap(({ tags }) => tags))).toEqual(new Set(['Sources', 'Notes of readers']))
    for (const { page, subject, tags } of others)
      expect(page).toBe(request.address.pageOf(tags.includes('Sources') ? subject : undefined))
  })

  test('says what was planned where that came about', async () => {
    const { entries } = await feedOf(request)
    expect(entries.flatMap(({ lines }) => lines)).toContainEqual(
      expect.stringMatching(
        /^Changed: meeting announced: .*planned for .* → Foreign and Defence .*4 December 2025/,
      ),
    )
  })

  test('tells nothing that was not known by a day', async () => {
    const early = requestFor(
      corpus.chronicle,
      { knownAt: parseDay('2025-05-01') },
      { page: { first: Infinity } },
    )
    for (const { known } of (await feedOf(early)).entries)
      if (known !== undefined) expect(known.earliest).toBeLessThanOrEqual(parseDay('2025-05-01'))
  })
})

describeWith(formats, 'feeds', () => {
  test('are read by a reader of both, with the same entries', async () => {
    const { parseFeed } = await import('@rowanmanning/feed-parser')
    const { entries } = await feedOf(request)
    const atom = parseFeed(await bodyOf(atomFormat))
    expect(atom.title).toBe('Japan – Viet Nam')
    expect(atom.items.map(({ id, title }) => [id, title])).toEqual(
      entries.map(({ id, headline }) => [id, headline.replace(/\s+/g, ' ')]),
    )
  })

  test('say the same in JSON and in Atom', async () => {
    const { parseAtomFeed, parseJsonFeed } = await import('feedsmith')
    const json = parseJsonFeed(await bodyOf(jsonFeedFormat))
    const atom = parseAtomFeed(await bodyOf(atomFormat))
    const ofJson = json.items?.map((item) => [
      item.id,
      item.title,
      item.content_text,
      item.date_published,
      item.url,
    ])
    const ofAtom = atom.entries?.map((entry) => [
      entry.id,
      entry.title?.value,
      entry.content?.value,
      entry.updated,
      entry.links?.[0]?.href,
    ])
    expect(ofAtom).toEqual(ofJson)
  })

  test('are well-formed XML whatever is written in a title', async () => {
    const { parseFeed } = await import('@rowanmanning/feed-parser')
    const nasty = '<b>&amp; ]]> \u0000\u0008\uffff "x" \u202e'
    const canonical = `http://localhost/feeds/x.atom?search=${encodeURIComponent(nasty)}`
    const address = { ...request.address, canonical, self: canonical, pageOf: () => canonical }
    const body = await bodyOf(atomFormat, { ...request, address, program: nasty })
    expect(parseFeed(body).items.length).toBeGreaterThan(100)
    expect([...body].filter((sign) => sign === '\uffff' || (sign < ' ' && !'\t\n\r'.includes(sign)))).toEqual(
      [],
    )
  })
})
