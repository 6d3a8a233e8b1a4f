import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { NOBODY, type Viewer } from '../../../src/graphql/index.ts'
import { sizedCache } from '../../../src/server/cache/answer-cache.ts'
import { AnswerCache, type Authenticate, createApi } from '../../../src/server/index.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { bookCatalogued } from '../../toy/index.ts'
import { apiOver, getting, type Opened, openLibrary, posting } from './opened.ts'

const NOW = '{ library(id: "library") { position asOf { point { date } bookList { key } } } }'
const GIVEN = '{ library(id: "library") { asOf(date: "2020-02-01", position: 3) { bookList { key } } } }'

let opened: Opened
let cache: AnswerCache
beforeEach(async () => {
  opened = await openLibrary()
  cache = new AnswerCache(1_000_000)
})

describe('an answer is given again from its bytes', () => {
  test('however it is sent, and whoever of the same standing asks', async () => {
    const api = apiOver([opened], { cache })
    const get = getting(api)
    const first = await get({ query: NOW })
    expect(cache.metrics).toMatchObject({ entries: 1, hits: 0, misses: 1 })
    const again = [
      await get({ query: NOW }),
      await get({ query: `# again\n${NOW}` }),
      await posting(api, { query: NOW }),
      await get({ query: NOW }, { headers: { accept: 'application/graphql-response+json' } }),
    ]
    for (const answer of again) expect(answer.text).toBe(first.text)
    expect(again.map((answer) => answer.header('content-type'))).toEqual([
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
      'application/graphql-response+json; charset=utf-8',
    ])
    expect(cache.metrics).toMatchObject({ entries: 1, hits: 4, misses: 1 })
    expect(cache.metrics.bytes).toBeGreaterThan(first.text.length)
  })

  test('about one chronicle whatever happens to others; about which there are until there is one more', async () => {
    const annex = await openLibrary('annex')
    const chronicles = new Map([['library', opened.chronicle]])
    const get = getting(createApi({ schema: librarySchema, chronicles, cache }))
    const ALL = '{ libraries { id } }'
    const [one, all] = [await get({ query: NOW }), await get({ query: ALL })]
    chronicles.set('annex', annex.chronicle)
    annex.tale.source('east', '2020-01-01')
    await annex.record()
    const [same, more] = [await get({ query: NOW }), await get({ query: ALL })]
    expect([same.text, same.etag, same.address]).toEqual([one.text, one.etag, one.address])
    expect(cache.metrics).toMatchObject({ hits: 1, misses: 3 })
    expect([more.text.includes('annex'), more.etag === all.etag]).toEqual([true, false])
    const shown = await get({ query: ALL }, { headers: { 'if-none-match': all.etag } })
    expect([shown.status, shown.text]).toEqual([200, more.text])
    expect((await get({ query: NOW }, { headers: { 'if-none-match': one.etag } })).status).toBe(304)
  })

  test('until what it leant on is another: the head, the day', async () => {
    const get = getting(apiOver([opened], { cache }))
    const texts: string[] = []
    const ask = async () => {
      texts.push((await get({ query: NOW })).text)
      texts.push((await get({ query: NOW })).text)
      await get({ query: GIVEN })
    }
    await ask()
    opened.turnTo('2030-01-02')
    await ask()
    opened.tale.tell(bookCatalogued, 'book/b', { title: 'B' }, { by: 'north', on: '2020-01-01' })
    await opened.record()
    await ask()
    expect(texts.map((text) => [text.includes('book/b'), text.includes('2030-01-02')])).toEqual([
      [false, false],
      [false, false],
      [false, true],
      [false, true],
      [true, true],
      [true, true],
    ])
    // One miss for each of the three, one for the one that leans on nothing; everything else was at hand.
    expect(cache.metrics).toMatchObject({ entries: 2, misses: 4, hits: 5 })
  })

  test('from the place that the address says, beside the one of now', async () => {
    const get = getting(apiOver([opened], { cache }))
    for (let time = 0; time < 3; time += 1)
      for (const at of ['library:1', 'library:2', 'library:3'])
        expect((await get({ query: NOW, at })).text).toContain(`"position":${at.slice(-1)}`)
    expect(cache.metrics).toMatchObject({ entries: 3, misses: 3, hits: 6 })
  })

  test('with other variables it is another', async () => {
    const get = getting(apiOver([opened], { cache }))
    const query =
      'query Q($on: Date) { library(id: "library") { asOf(date: $on, position: 3) { point { date } } } }'
    for (const on of ['2020-01-01', '2020-01-02', '2020-01-01'])
      expect((await get({ query, variables: JSON.stringify({ on }) })).text).toContain(on)
    expect(cache.metrics).toMatchObject({ entries: 2, misses: 2, hits: 1 })
  })

  test('what cannot be written canonically is answered every time', async () => {
    const get = getting(apiOver([opened], { cache }))
    const query =
      'query Q($s: String) { library(id: "library") { timeline(subject: $s, position: 3) { totalCount } } }'
    for (let time = 0; time < 2; time += 1) {
      const answer = await get({ query, variables: '{"s":"book/\\ud800"}' })
      expect([answer.text.includes('totalCount'), answer.header('cache-control')]).toEqual([true, 'no-store'])
    }
    expect(cache.metrics.entries).toBe(0)
  })
})

describe('what one was answered is given to no one who may not have it', () => {
  const viewers: Readonly<Record<string, Viewer>> = {
    none: NOBODY,
    reader: { role: 'reader', name: 'r' },
    admin: { role: 'admin', name: 'a' },
  }
  const authenticate: Authenticate = async (request) =>
    viewers[request.headers.get('authorization') ?? 'none'] ?? NOBODY
  const as = (who: string, more = {}) => ({ headers: { authorization: who, ...more } })

  test('reading is closed: nobody gets 401, before and after, whatever tag is shown', async () => {
    const get = getting(apiOver([opened], { cache, authenticate }))
    expect((await get({ query: NOW })).status).toBe(401)
    const authorised = await get({ query: NOW }, as('reader'))
    expect(authorised.header('cache-control')).toBe('private, no-cache')
    expect((await get(authorised.address, as('reader'))).header('cache-control')).toBe(
      'private, max-age=31536000, immutable',
    )
    for (const search of [{ query: NOW }, authorised.address])
      for (const headers of [{}, { 'if-none-match': authorised.etag }, { 'if-none-match': '*' }]) {
        const refused = await get(search, { headers })
        expect([refused.status, refused.text.includes('book/a')]).toEqual([401, false])
        expect([refused.header('cache-control'), refused.header('etag'), refused.address]).toEqual([
          'no-store',
          null,
          '',
        ])
      }
    expect(cache.metrics.hits).toBe(0)
  })

  test('one of another role has it worked out for that role', async () => {
    const get = getting(apiOver([opened], { cache, authenticate }))
    const { etag } = await get({ query: NOW }, as('admin'))
    expect((await get({ query: NOW }, as('reader', { 'if-none-match': etag }))).status).toBe(200)
    await get({ query: NOW }, as('reader'))
    expect(cache.metrics).toMatchObject({ entries: 2, misses: 2, hits: 1 })
  })

  test('introspection that takes a credential: whoever shows none is refused, though both read', async () => {
    const api = apiOver([opened], {
      cache,
      introspection: 'authorised',
      authenticate: async (request) =>
        request.headers.has('authorization') ? { role: 'reader', name: 'r' } : { role: 'reader' },
    })
    const get = getting(api)
    const query = '{ __schema { queryType { name } } }'
    const told = await get({ query }, as('r'))
    expect(told.text).toContain('"Query"')
    for (const headers of [{}, { 'if-none-match': told.etag }])
      expect((await get({ query }, { headers })).text).toContain('E_UNAUTHENTICATED')
  })

  test('a document over the limits is refused, though it asks what is at hand', async () => {
    const get = getting(apiOver([opened], { cache, limits: { document: 200 } }))
    expect((await get({ query: GIVEN })).text).toContain('book/a')
    const padded = await get({ query: `#${'x'.repeat(300)}\n${GIVEN}` })
    expect(padded.text).toContain('E_SIZE')
  })

  test('a body that is none is refused, though its question is at hand', async () => {
    const api = apiOver([opened], { cache })
    await posting(api, { query: GIVEN })
    expect((await posting(api, { query: GIVEN, variables: 'x' })).status).toBe(400)
    expect((await posting(api, { query: GIVEN, extra: 1 })).text).toContain('errors')
  })
})

describe('sizedCache()', () => {
  test('holds what weighs no more than it may, in the order of asking', () => {
    type Step = readonly ['set', string, number] | readonly ['get', string] | readonly ['delete', string]
    const key = fc.constantFrom(...'abcdef')
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.tuple(fc.constant('set' as const), key, fc.integer({ min: 1, max: 30 })),
      fc.tuple(fc.constant('get' as const), key),
      fc.tuple(fc.constant('delete' as const), key),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const entries = sizedCache<{ readonly bytes: number }>(100)
        let naive: { readonly key: string; readonly weight: number }[] = []
        for (const [what, name, weight] of steps) {
          const there = naive.find(({ key }) => key === name)
          naive = naive.filter((each) => each !== there)
          if (what === 'get') {
            expect(entries?.get(name)?.bytes).toBe(there?.weight)
            if (there !== undefined) naive.push(there)
          } else if (what === 'delete') entries?.delete(name)
          else {
            entries?.set(name, { bytes: weight })
            if (weight <= 12.5) naive.push({ key: name, weight })
            while (naive.reduce((sum, each) => sum + each.weight, 0) > 100) naive.shift()
          }
          expect([entries?.size, entries?.calculatedSize]).toEqual([
            naive.length,
            naive.reduce((sum, each) => sum + each.weight, 0),
          ])
        }
      }),
    )
  })
})

test('answers are let go of before they take more than they may', async () => {
  const few = new AnswerCache(10_000)
  const get = getting(apiOver([opened], { cache: few }))
  const query =
    'query Q($on: Date) { library(id: "library") { asOf(date: $on, position: 3) { point { date } } } }'
  for (let day = 10; day < 30; day += 1)
    await get({ query, variables: JSON.stringify({ on: `2020-01-${day}` }) })
  expect(few.metrics.bytes).toBeLessThanOrEqual(10_000)
  expect(few.metrics.entries).toBeGreaterThan(5)
  expect(few.metrics.entries).toBeLessThan(20)
  await get({ query, variables: JSON.stringify({ on: '2020-01-29' }) })
  expect(few.metrics.hits).toBe(1)
})

test('a cache may be a part of one, whatever that comes to', async () => {
  const get = getting(apiOver([opened], { cache: new AnswerCache(1_000_000 / 3) }))
  expect((await get({ query: '{ __typename }' })).status).toBe(200)
})
