import { describe, expect, test } from 'vitest'
import { NOBODY, type Viewer } from '../../../src/graphql/index.ts'
import {
  AnswerCache,
  type ApiOptions,
  type Authenticate,
  createApi,
  type Ended,
} from '../../../src/server/index.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { bounded } from '../bounded.ts'
import { type Opened, openLibrary } from './opened.ts'

const NOW = '{ library(id: "library") { position asOf { point { date } bookList { key } } } }'

const QUERIES = {
  'the state now': NOW,
  'the state of a day':
    '{ library(id: "library") { asOf(date: "2020-02-01", position: 3) { bookList { key } } } }',
  'all chronicles': '{ libraries { id } }',
  'a field for administrators': '{ server { version } }',
  both: '{ libraries { id } server { version } }',
  'the schema': '{ __schema { types { name description } } }',
  'a mutation': 'mutation { registerSource(chronicle: "library", input: {}) { __typename } }',
  'what is no field': '{ nothing }',
  'a position that is not recorded': '{ library(id: "library") { asOf(position: 99) { point { date } } } }',
  'no such chronicle': '{ library(id: "nowhere") { id } }',
  'two operations and no name': 'query A { libraries { id } } query B { libraries { id } }',
  'a variable that is missing': 'query ($id: ID!) { library(id: $id) { id } }',
  'a stream': 'subscription { nothing }',
  'a dry run': `mutation { registerSource(input: { chronicle: "library", dryRun: true, id: "source/new", label: "New",
    absent: ["byline"], published: { edtf: "2020-01-01", basis: STATED }, evidence: [{ locator: "p. 1", role: DATE }] })
    { __typename ... on RecordingSuccess { position } } }`,
  'too deep': `{ libraries { ${'asOf { library { '.repeat(30)} id ${'} }'.repeat(30)} } }`,
}

/** Whether the server sends again what it sent before, or works every answer out anew. */
const KEEPING = [
  ['sent again', 10_000_000],
  ['worked out anew', 0],
] as const

const VIEWERS: Readonly<Record<string, Viewer>> = {
  nobody: NOBODY,
  anyone: { role: 'reader' },
  reader: { role: 'reader', name: 'r' },
  recorder: { role: 'recorder', name: 'w' },
  admin: { role: 'admin', name: 'a' },
}

const authenticate: Authenticate = async ({ headers }) =>
  VIEWERS[headers.get('authorization') ?? 'nobody'] ?? NOBODY

/** A server that keeps answers in so many bytes, and the same API without a cache and with every query by Yoga. */
async function servers(opened: Opened, more: Partial<ApiOptions> = {}, bytes = 10_000_000) {
  const chronicles = new Map([[opened.chronicle.name, opened.chronicle]])
  const ended: Ended[] = []
  const observer = {
    within: <T>(_: string, work: () => T) => work(),
    ended: (each: Ended) => void ended.push(each),
  }
  const options = {
    schema: librarySchema,
    chronicles,
    authenticate,
    introspection: 'authorised',
    ...more,
  } as const
  const cache = new AnswerCache(bytes)
  const { origin, logged } = await bounded({
    apis: [createApi({ ...options, cache, observer })],
    authenticate: options.authenticate,
  })
  const fresh = createApi({ ...options, cache: new AnswerCache(0) })
  return { origin, logged, ended, cache, fresh }
}

type Asked = { readonly query: string; readonly method?: string; readonly headers?: Record<string, string> }

function requestOf({ query, method = 'POST', headers: more = {} }: Asked): [string, RequestInit] {
  // Where nothing is said, `fetch` asks for an encoding itself.
  const headers = { 'accept-encoding': 'identity', ...more }
  if (method !== 'POST') return [`/graphql?${new URLSearchParams({ query })}`, { method, headers }]
  const typed = { 'content-type': 'application/json', ...headers }
  return ['/graphql', { method, headers: typed, body: JSON.stringify({ query }) }]
}

const OF_CONNECTION = [
  'x-request-id',
  'date',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  // Of every answer of a server.
  'content-security-policy',
  'x-content-type-options',
]

/** What is the same however often, and over whatever connection, it is asked. */
async function seen(response: Response) {
  const headers = [...response.headers].filter(([name]) => !OF_CONNECTION.includes(name))
  const text = (await response.text()).replace(/[\w-]{36}/g, 'id')
  return { status: response.status, headers: Object.fromEntries(headers), text }
}

describe.each(KEEPING)('an answer that is %s', (_, bytes) => {
  test.each(Object.entries(QUERIES))(
    'is given to those who may have it, and as it would be anew: %s',
    async (_, query) => {
      const { origin, fresh } = await servers(await openLibrary(), {}, bytes)
      for (let time = 0; time < 3; time += 1)
        for (const method of ['POST', 'GET'])
          for (const who of [...Object.keys(VIEWERS), 'unknown']) {
            const [path, init] = requestOf({ query, method, headers: { authorization: who } })
            const expected = await seen(await fresh.fetch(`http://localhost${path}`, init))
            expect([who, await seen(await fetch(origin + path, init))]).toEqual([who, expected])
          }
    },
  )

  test.each([
    ['authorization', ['', 'reader', 'admin', 'unknown']],
    ['accept', ['application/json', 'application/graphql-response+json', '*/*', 'text/plain']],
    ['accept-encoding', ['gzip', 'br', 'identity', 'br;q=0.1, gzip']],
    ['content-type', ['application/json', 'application/json; charset=latin1', 'text/plain']],
    ['content-encoding', ['', 'gzip']],
    ['graphql-require-preflight', ['', '1']],
  ])('depends on %s as one that is not', async (name, values) => {
    const { origin, fresh } = await servers(await openLibrary(), { csrf: true }, bytes)
    const statuses = new Set<string>()
    // Yoga answers the one, of a kilobyte and more.
    for (const query of [QUERIES['the schema'], QUERIES['the schema'], NOW, NOW])
      for (const method of ['GET', 'POST'])
        for (const value of [undefined, ...values]) {
          const headers = {
            authorization: 'admin',
            ...(name !== 'graphql-require-preflight' && { 'graphql-require-preflight': '1' }),
            accept: '*/*',
            ...(value !== undefined && { [name]: value }),
          }
          const [path, init] = requestOf({ query, method, headers })
          const response = await fetch(origin + path, init)
          const own = { coding: response.headers.get('content-encoding'), ...(await seen(response)) }
          const anew = await fresh.fetch(`http://localhost${path}`, init)
          expect([value, own.status, own.headers]).toEqual([value, anew.status, (await seen(anew)).headers])
          statuses.add(`${own.status} ${own.coding} ${own.headers['content-type']}`)
        }
    expect(statuses.size).toBeGreaterThan(1)
  })
})

describe('an answer that is sent again', () => {
  test('is another one once something is recorded, and none once the credential is let in no more', async () => {
    const opened = await openLibrary()
    let lets = true
    const { origin, cache } = await servers(opened, {
      authenticate: async () => (lets ? { role: 'reader', name: 'r' } : NOBODY),
    })
    const ask = async () => {
      const [path, init] = requestOf({ query: NOW })
      return seen(await fetch(origin + path, init))
    }
    const [first, again] = [await ask(), await ask()]
    expect(again).toEqual(first)
    expect(cache.metrics).toMatchObject({ hits: 1, misses: 1 })
    opened.tale.source('east', '2020-01-01')
    await opened.record()
    const later = await ask()
    expect([later.text === first.text, later.text.includes('"position":4')]).toEqual([false, true])
    expect(await ask()).toEqual(later)
    opened.turnTo('2030-01-02')
    expect((await ask()).text).toContain('2030-01-02')
    lets = false
    expect((await ask()).status).toBe(401)
  })

  test('is logged, counted and measured as any other, and has an id of its own', async () => {
    const { origin, logged, ended, cache } = await servers(await openLibrary())
    const ids: (string | null)[] = []
    // The third asks whether its copy holds: it is answered by the cache, but not by what was sent.
    for (const more of [{}, {}, { 'if-none-match': '"other"' }, { 'x-request-id': 'mine' }]) {
      const [path, init] = requestOf({
        query: NOW,
        method: 'GET',
        headers: { authorization: 'reader', ...more },
      })
      const response = await fetch(origin + path, init)
      await response.text()
      ids.push(response.headers.get('x-request-id'))
    }
    await expect.poll(() => logged.filter(({ msg }) => msg === 'request').length).toBe(4)
    const lines = logged.filter(({ msg }) => msg === 'request')
    expect(lines.map(({ requestId }) => requestId)).toEqual(ids)
    expect([new Set(ids).size, ids[3]]).toEqual([4, 'mine'])
    const shape = ({ time: _, ms, requestId: __, ...line }: Record<string, unknown>) => ({
      ms: typeof ms,
      ...line,
    })
    expect(lines.map(shape)).toEqual(lines.map(() => shape(lines[0] ?? {})))
    expect(ended.slice(1).map(({ ms, ...each }) => ({ ms: ms > 0, ...each }))).toEqual(
      [1, 2, 3].map(() => ({ ms: true, kind: 'query', outcome: 'ok' })),
    )
    expect(cache.metrics).toMatchObject({ entries: 1, hits: 3, misses: 1 })
  })

  test('has no body where the head alone is asked for', async () => {
    const { origin } = await servers(await openLibrary())
    const heads: unknown[] = []
    for (const method of ['GET', 'HEAD', 'HEAD']) {
      const [path, init] = requestOf({ query: NOW, method, headers: { authorization: 'reader' } })
      const { headers, text } = await seen(await fetch(origin + path, init))
      expect(text === '').toBe(method === 'HEAD')
      heads.push(headers)
    }
    expect(heads[1]).toEqual(heads[0])
    expect(heads[2]).toEqual(heads[0])
  })
})
