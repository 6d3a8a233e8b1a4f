import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Chronicle } from '../../src/engine/index.ts'
import { createExports } from '../../src/exchange/index.ts'
import { FairScheduler } from '../../src/graphql/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { bookCatalogued, continueTale, loanMade, loanRenewed, openTale, Tale } from '../toy/index.ts'

/** JSON Feed 1.1 (jsonfeed.org): what must and may be there; extensions begin with an underscore. */
const url = z.url()
const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  description: z.string().optional(),
  feed_url: url.optional(),
  home_page_url: url.optional(),
  next_url: url.optional(),
  _regesta: z.looseObject({}),
  items: z.array(
    z.strictObject({
      id: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
      url,
      title: z.string().optional(),
      content_text: z.string().min(1),
      date_published: z.iso.datetime(),
      tags: z.array(z.string()).optional(),
      _regesta: z.looseObject({}),
    }),
  ),
})

const tale = new Tale()
tale.source('gazette', '2020-01-10')
tale.source('courier', '2020-06-10')
const emma = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-05', by: 'gazette' })
const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-06-01', by: 'courier' })
tale.correct(emma, { valid: { edtf: '2020-01-06', basis: 'stated' } }, { by: 'gazette' })

const createFeeds = (chronicles: ReadonlyMap<string, Chronicle>) =>
  createExports({ chronicles: [chronicles] })

let chronicle: Chronicle
let feeds: ReturnType<typeof createFeeds>
beforeAll(async () => {
  chronicle = await openTale(tale)
  feeds = createFeeds(new Map([[chronicle.name, chronicle]]))
})

async function get(path: string) {
  const response = await feeds(new Request(`http://localhost/feeds/${path}`))
  return { response, body: await response.json() }
}

describe('GET /feeds/<chronicle>.json', () => {
  test('is a JSON Feed of what can be seen, the newest first', async () => {
    const { response, body } = await get('library.json')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
    const feed = jsonFeed.parse(body)
    expect(feed.feed_url).toBe('http://localhost/feeds/library.json')
    expect(feed.home_page_url).toBe('http://localhost/feeds/library.html')
    expect(feed.items.map(({ _regesta }) => _regesta.position)).toEqual([5, 4, 3, 2, 1])
    expect(feed._regesta).toMatchObject({ date: '2030-01-01', knownAt: null, position: 5 })
  })

  test('leads to a page at what of the point was given, with the same filters', async () => {
    const homeOf = async (query: string) =>
      jsonFeed.parse((await get(`library.json?${query}`)).body).home_page_url
    const home = 'http://localhost/feeds/library.html'
    expect(await homeOf('first=2')).toBe(home)
    expect(await homeOf('kinds=book&knownAt=2020-03-01')).toBe(`${home}?knownAt=2020-03-01&kinds=book`)
    expect(await homeOf('position=3')).toBe(`${home}?position=3`)
  })

  test('says in each entry what it is about, who says so, and since when that is known', async () => {
    const items = jsonFeed.parse((await get('library.json')).body).items
    expect(items.find(({ _regesta }) => _regesta.position === 4)).toMatchObject({
      content_text: expect.stringContaining('Known: 10 June 2020\nSource: courier'),
      date_published: '1970-01-01T00:00:04.000Z',
      url: 'http://localhost/library/loan/1',
      _regesta: { subject: 'loan/1', certainty: 'no', sources: ['courier'] },
    })
  })

  test('gives an entry the same words and the same id once more is recorded, known or passed', async () => {
    const early = jsonFeed.parse((await get('library.json?position=4')).body).items
    const late = jsonFeed.parse((await get('library.json?date=2031-05-05')).body).items
    expect(late.slice(1)).toEqual(early)
  })

  test('comes in pages, by which each entry is reached once', async () => {
    const all = jsonFeed.parse((await get('library.json')).body).items
    const walked: unknown[] = []
    let next: string | undefined = 'http://localhost/feeds/library.json?first=2'
    while (next !== undefined) {
      const response = await feeds(new Request(next))
      const page = jsonFeed.parse(await response.json())
      walked.push(...page.items)
      expect(response.headers.get('link')?.includes('rel="next"')).toBe(page.next_url !== undefined)
      next = page.next_url
    }
    expect(walked).toEqual(all)
  })

  test('puts what was known last first, whenever it was recorded, by order=known-desc', async () => {
    const late = new Tale()
    late.source('gazette', '2020-06-10')
    late.source('courier', '2019-01-10')
    const open = await openTale(late)
    const feed = await createFeeds(new Map([[open.name, open]]))(
      new Request('http://localhost/feeds/library.json?order=known-desc'),
    )
    const { items } = jsonFeed.parse(await feed.json())
    expect(items.map(({ _regesta }) => _regesta.subject)).toEqual(['source/gazette', 'source/courier'])
  })

  test.each([
    ['knownAt=2020-03-01', { knownAt: '2020-03-01' }, [5, 3, 1]],
    ['position=3', { position: 3 }, [3, 2, 1]],
    ['position=0', { position: 0 }, []],
    ['date=2020-02-01', { date: '2020-02-01' }, [5, 4, 3, 2, 1]],
    ['date=2020-02-01&position=4', { position: 4 }, [4, 3, 2, 1]],
  ])('?%s shows what can be seen from there and nothing else', async (query, point, positions) => {
    const feed = jsonFeed.parse((await get(`library.json?${query}`)).body)
    const shown = feed.items.map(({ _regesta }) => _regesta.position)
    expect(feed._regesta).toMatchObject(point)
    expect(shown).toEqual(positions)
    if (!positions.includes(4)) expect(JSON.stringify(feed.items)).not.toContain(lent)
  })

  test('is written in steps, among which a large subject is read', async () => {
    const long = new Tale()
    long.source('gazette', '2020-01-10')
    long.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01-01', by: 'gazette' })
    for (let nth = 0; nth < 400; nth += 1)
      long.tell(loanRenewed, 'loan/1', {}, { on: '2020-01-02', by: 'gazette', salt: `${nth}` })
    const lending = await openTale(long)
    const event = vi.spyOn(EventIndex.prototype, 'event')
    const lookups: number[] = []
    const run = vi.spyOn(FairScheduler.prototype, 'run').mockImplementation((work) => {
      event.mockClear()
      const done = work()
      lookups.push(event.mock.calls.length)
      return done
    })
    const response = await createFeeds(new Map([[lending.name, lending]]))(
      new Request('http://localhost/feeds/library.json'),
    )
    for (const spy of [event, run]) spy.mockRestore()
    expect(jsonFeed.parse(await response.json()).items).toHaveLength(100)
    expect(lookups.reduce((sum, each) => sum + each)).toBeGreaterThan(800)
    expect(Math.max(...lookups)).toBeLessThan(200)
  })

  test.each([
    ['date=2025-02-29', 'E_DATE', 'date', /28 days/],
    ['knownAt=-0000-01-01', 'E_DATE', 'knownAt', /no year -0000/],
    ['date=', 'E_DATE', 'date', /expected/],
    ['position=-1', 'E_POSITION', 'position', /0, 1, 2/],
    ['position=1.5', 'E_POSITION', 'position', /"1.5"/],
    ['position=6', 'E_POSITION', 'position', /0…5/],
    ['position=1&position=2', 'E_ARGUMENT', 'position', /once/],
    ['after=none', 'E_CURSOR', 'after', /id of an entry/],
    ['knwon=2020-01-01', 'E_ARGUMENT', 'knwon', /one of date, knownAt, recordedAt, position, only/],
  ])('?%s is refused: %s %s', async (query, code, argument, message) => {
    const { response, body } = await get(`library.json?${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(body).toEqual({
      errors: [{ code, category: 'invalid', argument, message: expect.stringMatching(message) }],
    })
  })

  test('tells of all faults at once', async () => {
    const { body } = await get('library.json?date=x&knownAt=y&position=z&other=1')
    expect(body).toMatchObject({
      errors: [
        { argument: 'other' },
        { argument: 'date' },
        { argument: 'knownAt' },
        { argument: 'position' },
      ],
    })
  })

  test.each([
    ['museum.json', 'E_NOT_FOUND', '/feeds/library.json'],
    ['library', 'E_FORMAT', 'there are .json, '],
    ['library.xml', 'E_FORMAT', 'there are .json, '],
    ['', 'E_NOT_FOUND', '/feeds/library.json'],
    ['a/library.json', 'E_NOT_FOUND', '/feeds/library.json'],
  ])('/feeds/%s is not there, %s, and says what is', async (path, code, names) => {
    const { response, body } = await get(path)
    expect(response.status).toBe(404)
    expect(body).toMatchObject({
      errors: [
        {
          code,
          category: 'notFound',
          message: /* says */ expect.stringContaining(names),
        },
      ],
    })
  })
})

describe('a feed', () => {
  const headersOf = (response: Response) =>
    ['etag', 'cache-control', 'content-type'].map((name) => response.headers.get(name))
  const fetched = (path: string, headers = {}) =>
    feeds(new Request(`http://localhost/feeds/library.json${path}`, { headers }))

  test('holds for ever where its address says all that it leans on, else until it is another', async () => {
    expect(headersOf(await fetched('?date=2020-02-01&position=3'))[1]).toBe(
      'public, max-age=31536000, immutable',
    )
    for (const path of ['', '?date=2020-02-01', '?position=3'])
      expect(headersOf(await fetched(path))[1]).toBe('public, no-cache')
    expect(headersOf(await fetched('', { authorization: 'Bearer x' }))[1]).toBe('private, no-cache')
    expect(headersOf(await fetched('?date=soon'))[1]).toBe('no-store')
  })

  test('is not sent again to whoever shows its tag, and is once it is another', async () => {
    const own = await openTale(tale)
    const ask = createFeeds(new Map([[own.name, own]]))
    const get = (etag = '') =>
      ask(new Request('http://localhost/feeds/library.json', { headers: { 'if-none-match': etag } }))
    const etag = (await get()).headers.get('etag') ?? ''
    const unchanged = await get(`"x", W/${etag}`)
    expect([unchanged.status, await unchanged.text(), ...headersOf(unchanged)]).toEqual([
      304,
      '',
      etag,
      'public, no-cache',
      null,
    ])
    const more = new Tale()
    for (const name of ['gazette', 'courier']) more.source(name, '2020-01-10')
    for (const name of ['a', 'b', 'c', 'd']) more.source(name, '2020-01-10')
    await continueTale(own, more)
    expect((await get(etag)).status).toBe(200)
  })
})
