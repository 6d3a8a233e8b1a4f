import { setTimeout } from 'node:timers/promises'
import { extendSchema, parse } from 'graphql'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '../../../src/graphql/index.ts'
import { AnswerCache, type Api } from '../../../src/server/index.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { bookCatalogued } from '../../toy/index.ts'
import { apiOver, type Getting, getting, type Opened, openLibrary, posting, withoutPlaces } from './opened.ts'

const NOW = '{ library(id: "library") { asOf { point { date position } bookList { key } } } }'
const ON_A_DAY = '{ library(id: "library") { asOf(date: "2020-02-01") { point { date position } } } }'
const AT_A_POSITION = '{ library(id: "library") { asOf(position: 3) { point { date position } } } }'
const GIVEN =
  '{ library(id: "library") { asOf(date: "2020-02-01", position: 3) { point { date position } } } }'
const LISTED = '{ libraries { id } }'

const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'public, no-cache'

let opened: Opened
let cache: AnswerCache
let api: Api
let get: Getting
beforeEach(async () => {
  opened = await openLibrary()
  cache = new AnswerCache(1_000_000)
  api = apiOver([opened], { cache })
  get = getting(api)
})

async function oneMore(): Promise<void> {
  const { tale } = opened
  tale.tell(bookCatalogued, 'book/b', { title: 'B' }, { by: 'north', on: '2020-01-01' })
  await opened.record()
}

describe('how long an answer holds', () => {
  test.each([
    ['leans on head and day', NOW, ASK_AGAIN, '2030-01-01,library:3'],
    ['leans on the head', ON_A_DAY, ASK_AGAIN, 'library:3'],
    ['leans on the day', AT_A_POSITION, ASK_AGAIN, '2030-01-01'],
    ['leans on neither', GIVEN, FOR_EVER, ''],
    ['leans on which chronicles there are', LISTED, ASK_AGAIN, 'library:3'],
  ])('one that %s', async (_, query, caching, at) => {
    const answer = await get({ query })
    expect(answer.status).toBe(200)
    expect(answer.header('cache-control')).toBe(caching)
    expect(answer.header('vary')).toBe('accept, authorization')
    expect(new URLSearchParams(answer.address).get('at') ?? '').toBe(at)
    const own = await get(answer.address)
    expect(withoutPlaces(own.text)).toBe(answer.text)
    expect(own.header('cache-control')).toBe(FOR_EVER)
    expect(own.address).toBe(answer.address)
  })

  test.each([
    ['the day alone, leaning on both', NOW, '2030-01-01', ASK_AGAIN],
    ['the chronicle alone, leaning on both', NOW, 'library:3', ASK_AGAIN],
    ['both', NOW, 'library:3,2030-01-01', FOR_EVER],
    ['what it leans on', ON_A_DAY, 'library:2', FOR_EVER],
    ['more than it leans on', GIVEN, '2019-01-01,library:3', FOR_EVER],
  ])('one whose address says %s', async (_, query, at, caching) => {
    expect((await get({ query, at })).header('cache-control')).toBe(caching)
  })

  test.each([
    ['of an item', 'book/a@library,2020-02-01', ASK_AGAIN],
    ['of an item at a position', 'book/a@library:3,2020-02-01', FOR_EVER],
    [
      'of an item as known and trusted',
      'book/a@library,2020-02-01,known=2020-02-01,only=source/north',
      ASK_AGAIN,
    ],
    ['of a source', 'source/north@library,2020-02-01', ASK_AGAIN],
    ['of a source at a position', 'source/north@library:3,2020-02-01', FOR_EVER],
    ['that is a key', 'source/north', ASK_AGAIN],
    ['of a chronicle', 'library', ASK_AGAIN],
  ])('one under an id %s', async (_, id, caching) => {
    const answer = await get({ query: `{ node(id: "${id}") { id } }` })
    expect(answer.text).not.toContain('errors')
    expect(answer.header('cache-control')).toBe(caching)
  })

  test('one of a page holds for ever once its cursor is behind the head, and not before', async () => {
    const lists = ['timeline', 'sources'].map(
      (list) => (args: string) =>
        `{ library(id: "library") {
      list: ${list}(first: 1 ${args}) { pageInfo { endCursor } nodes { id } } } }`,
    )
    const turned = await Promise.all(
      lists.map(async (page) => {
        const { text } = await get({ query: page('') })
        return page(`after: "${/"endCursor":"([^"]+)"/.exec(text)?.[1]}"`)
      }),
    )
    for (const query of turned) {
      const answer = await get({ query })
      expect([answer.header('cache-control'), answer.text]).toEqual([
        ASK_AGAIN,
        expect.stringContaining('@library,'),
      ])
    }
    await oneMore()
    for (const query of turned) {
      const answer = await get({ query })
      expect([answer.header('cache-control'), answer.text]).toEqual([
        FOR_EVER,
        expect.stringContaining('@library:3,'),
      ])
    }
  })

  test('one by POST is kept by nobody, and has its address all the same', async () => {
    const answer = await posting(api, { query: NOW })
    expect(answer.header('cache-control')).toBe('no-store')
    expect(answer.header('etag')).toBeNull()
    expect((await get(answer.address)).text).toBe(answer.text)
  })

  test.each([
    ['with an error', { query: '{ library(id: "nope") { id } }' }],
    ['with an error in a part', { query: '{ library(id: "library") { id } node(id: "nope") { id } }' }],
    ['to what cannot be read', { query: '{ library(' }],
    ['to what is no question of this schema', { query: '{ nope }' }],
    ['from a place that is none', { query: NOW, at: 'library:99' }],
  ])('an answer %s is kept by nobody', async (_, search) => {
    for (let time = 0; time < 2; time += 1) {
      const answer = await get(search)
      expect(answer.text).toContain('"errors"')
      expect(answer.header('cache-control')).toBe('no-store')
      expect([answer.header('etag'), answer.header('link')]).toEqual([null, null])
    }
    expect(cache.metrics).toMatchObject({ entries: 0, hits: 0 })
  })

  test('a fault of the inside is kept by nobody, and the next one gets the answer', async () => {
    let broken = true
    const ask = getting(apiOver([breaking(() => broken)], { cache }))
    const fault = await ask({ query: GIVEN })
    expect([fault.text, fault.header('cache-control')]).toEqual([
      expect.stringContaining('E_FAULT'),
      'no-store',
    ])
    broken = false
    expect(await ask({ query: GIVEN })).toMatchObject({ text: (await get({ query: GIVEN })).text })
  })

  test('what is said of the schema holds as long as the schema, and no address says which that is', async () => {
    const search = { query: '{ __schema { queryType { name } } library(id: "library") { id } }' }
    const answer = await get(search)
    expect([answer.header('cache-control'), answer.address]).toEqual([ASK_AGAIN, ''])
    expect((await get({ ...search, at: 'library:3,2030-01-01' })).header('cache-control')).toBe(ASK_AGAIN)
    const again = await get(search, { headers: { 'if-none-match': answer.etag } })
    expect(again.status).toBe(304)
  })

  test('what waited for a position, or tells of the moment, is kept by nobody', async () => {
    const waiting = get({ query: '{ library(id: "library", atLeast: 4) { position } }' })
    await setTimeout(50)
    await oneMore()
    const waited = await waiting
    expect(waited.text).toContain('"position":4')
    const admin = apiOver([opened], {
      cache,
      authenticate: async () => ({ role: 'admin', name: 'a' }),
      server: () => ({ version: '1', startedAt: 0, uptimeSeconds: 1, configuration: [], memory: MEMORY }),
    })
    const ofTheMoment = await getting(admin)({ query: '{ server { uptimeSeconds } }' })
    expect(ofTheMoment.text).toContain('"uptimeSeconds":1')
    for (const answer of [waited, ofTheMoment])
      expect([answer.header('cache-control'), answer.address]).toEqual(['no-store', ''])
    expect(cache.metrics.entries).toBe(0)
  })

  test('a page of the playground is for browsers, and asked for again', async () => {
    const page = await getting(apiOver([opened], { examples: [{ query: NOW }] }))(
      { query: NOW },
      { headers: { accept: 'text/html' } },
    )
    expect(page.header('content-type')).toMatch(/^text\/html/)
    expect(page.header('cache-control')).toBe('no-cache')
    expect(page.header('vary')).toContain('accept')
    expect([page.header('etag'), page.header('link')]).toEqual([null, null])
  })
})

describe('an entity tag', () => {
  test.each([
    [NOW, ['head', 'day']],
    [ON_A_DAY, ['head']],
    [AT_A_POSITION, ['day']],
    [GIVEN, []],
  ])('of %s changes with %j and nothing else', async (query, changing) => {
    const { etag } = await get({ query })
    const unchanged = async () => {
      const { status } = await get({ query }, { headers: { 'if-none-match': etag } })
      const now = await get({ query })
      expect(status).toBe(now.etag === etag ? 304 : 200)
      return status === 304
    }
    expect(await unchanged()).toBe(true)
    opened.turnTo('2030-01-02')
    expect(await unchanged()).toBe(!changing.includes('day'))
    opened.turnTo('2030-01-01')
    expect(await unchanged()).toBe(true)
    await oneMore()
    expect(await unchanged()).toBe(!changing.includes('head'))
  })

  test('is another for another question, value, role, schema, program, texts, limits', async () => {
    const query =
      'query Q($on: Date) { library(id: "library") { asOf(date: $on, position: 3) { point { date } } } }'
    const variables = JSON.stringify({ on: '2020-01-01' })
    const as = (viewer: Viewer) => ({ authenticate: async () => viewer })
    const otherSchema = extendSchema(librarySchema, parse('extend type Library { more: String }'))
    const ask = (more = {}, schema = librarySchema) => getting(apiOver([opened], more, schema))
    const tags = [
      await get({ query, variables }),
      await get({ query, variables: JSON.stringify({ on: '2020-01-02' }) }),
      await get({ query: query.replace('point { date }', 'point { position }'), variables }),
      await ask(as({ role: 'reader', name: 'r' }))({ query, variables }),
      await ask(as({ role: 'admin', name: 'r' }))({ query, variables }),
      await ask({ version: '2' })({ query, variables }),
      await ask({ texts: new Map([['ab', 'text']]) })({ query, variables }),
      await ask({ limits: { cost: 49_999 } })({ query, variables }),
      await ask({}, otherSchema)({ query, variables }),
    ].map(({ etag }) => etag)
    expect(new Set(tags).size).toBe(tags.length)
    expect((await ask()({ query, variables })).etag).toBe(tags[0])
  })

  test('that is shown spares the work, even to a server that has just begun', async () => {
    const { etag } = await get({ query: NOW })
    const begun = new AnswerCache(1_000_000)
    const ask = getting(apiOver([breaking(() => true)], { cache: begun }))
    expect((await ask({ query: NOW })).text).toContain('E_FAULT')
    const answer = await ask({ query: NOW }, { headers: { 'if-none-match': `"x", W/${etag}` } })
    expect([answer.status, answer.text, answer.etag]).toEqual([304, '', etag])
    expect(begun.metrics).toMatchObject({ entries: 0, hits: 0, misses: 1 })
  })

  test('means nothing to a POST', async () => {
    const { etag } = await get({ query: NOW })
    const response = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-none-match': etag },
      body: JSON.stringify({ query: NOW }),
    })
    expect([response.status, (await response.text()).length > 10]).toEqual([200, true])
  })
})

const MEMORY = { residentBytes: 1, heapUsedBytes: 1, heapTotalBytes: 1 }

/** The same library, of which no state can be had while it is broken. */
function breaking(isBroken: () => boolean): Opened {
  const { chronicle } = opened
  const broken: typeof chronicle = Object.create(chronicle)
  broken.snapshot = (...pin) => {
    const snapshot = chronicle.snapshot(...pin)
    if (isBroken())
      snapshot.asOf = () => {
        throw new Error('broken')
      }
    return snapshot
  }
  return { ...opened, chronicle: broken }
}
