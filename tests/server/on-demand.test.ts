import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { OpenChronicles, openAll } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson, eventId } from '../../src/event/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { type Api, createApi, startServer } from '../../src/server/index.ts'
import { LedgerPlace, openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { appendMany, eventsOf, numbered } from '../cli/many-chronicles.ts'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { asking, at, textAt } from '../graphql/ask.ts'
import { subscribe } from '../graphql/event-source.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'

const NAMES = numbered('c', 12)
const clock = fixedClock('2026-02-01T12:00:00Z')
const schema = createSchema(bilateral)

async function add(ledger: Ledger, chronicle: string, subject: string): Promise<void> {
  const [, meeting] = eventsOf(chronicle)
  if (meeting === undefined) throw new Error('no event')
  const event = { ...meeting, subject: `meeting/${subject}` as const }
  const { position, recordedAt = 0 } = await ledger.head(chronicle)
  await ledger.append({
    chronicle,
    name: `${position}-${subject}`,
    recordedAt: recordedAt + 1,
    events: [{ id: eventId(event), body: canonicalJson(event) }],
  })
}

/** Servers over one ledger: one that has all open, and one that has few. */
function apisOver(ledger: Ledger, ...mostOpen: readonly number[]) {
  const { vocabulary } = bilateral
  return Promise.all(
    mostOpen.map(async (most) => {
      const all = new OpenChronicles({ ledger, clock, vocabulary, mostOpen: most })
      await all.discover()
      const chronicles = all.readBy(vocabulary)
      return { all, chronicles, api: createApi({ schema, chronicles }) }
    }),
  )
}

async function get(api: Api, query: string, variables = {}, headers = {}) {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const response = await api.fetch(`http://localhost/graphql?${search}`, { headers })
  return {
    status: response.status,
    text: await response.text(),
    etag: response.headers.get('etag') ?? '',
    link: response.headers.get('link'),
    cacheControl: response.headers.get('cache-control'),
  }
}

const ONE = `query One($id: ID!) { relationship(id: $id) { id position asOf { meetings { id subject names because { id } } }
  timeline(first: 1) { totalCount pageInfo { endCursor hasNextPage } nodes { id digest } } } }`
const NEXT = `query Next($id: ID!, $after: String) { relationship(id: $id) { timeline(first: 1, after: $after) {
  pageInfo { endCursor hasNextPage } nodes { id subject } } } }`
const PAGE = `query Page($first: Int, $after: ID) { relationships(atMost: $first, afterId: $after) { id position } }`

describe('a server that keeps few of its chronicles open', () => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await openSqliteLedger({ path: join(temporaryFolder(), 'ledger.sqlite'), mode: 'write' })
    await appendMany(ledger, NAMES)
  })
  afterAll(() => ledger.close())

  test('answers as one that has all open: bodies, ids, entity tags and addresses', async () => {
    const [few, all] = await apisOver(ledger, 2, 100)
    if (few === undefined || all === undefined) throw new Error('no servers')
    for (const round of [0, 1])
      for (const id of NAMES) {
        const [answer, expected] = [await get(few.api, ONE, { id }), await get(all.api, ONE, { id })]
        expect({ round, ...answer }).toEqual({ round, ...expected })
        const again = await get(few.api, ONE, { id }, { 'if-none-match': answer.etag })
        expect(again.status).toBe(304)
        const event = at(JSON.parse(answer.text), 'data', 'relationship', 'timeline', 'nodes', 0, 'id')
        const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }'
        expect(await get(few.api, NODE, { id: event })).toEqual(await get(all.api, NODE, { id: event }))
        expect(few.all.byName.size).toBe(2)
      }
  })

  test('asked for all of them at once, gives each its own', async () => {
    const [few] = await apisOver(ledger, 2)
    if (few === undefined) throw new Error('no server')
    const asked = [...NAMES, ...NAMES]
    const answers = await Promise.all(asked.map((id) => get(few.api, ONE, { id })))
    expect(answers.map(({ text }) => at(JSON.parse(text), 'data', 'relationship', 'id'))).toEqual(asked)
    expect(few.all.byName.size).toBe(2)
  })

  test('goes on with a list whose chronicle was closed between two pages', async () => {
    const [few, all] = await apisOver(ledger, 1, 100)
    if (few === undefined || all === undefined) throw new Error('no servers')
    const pages = async (api: Api) => {
      const seen: unknown[] = []
      for (let after: string | null = null; ; ) {
        const { text } = await get(api, NEXT, { id: 'c-03', after })
        const page: unknown = at(JSON.parse(text), 'data', 'relationship', 'timeline')
        seen.push(page)
        if (at(page, 'pageInfo', 'hasNextPage') !== true) return seen
        after = textAt(page, 'pageInfo', 'endCursor')
        await get(api, ONE, { id: 'c-04' })
        expect(api === few.api ? [...few.all.byName.keys()] : ['c-04']).toEqual(['c-04'])
      }
    }
    const seen = await pages(few.api)
    expect(seen).toHaveLength(2)
    expect(seen).toEqual(await pages(all.api))
  })

  test('lists them in pages, and refuses what would ask more than it keeps open', async () => {
    const [few] = await apisOver(ledger, 5)
    if (few === undefined) throw new Error('no server')
    const ask = asking(few.api)
    const listed: string[] = []
    for (let after: string | undefined; ; ) {
      const { data, errors } = await ask(PAGE, { first: 5, after })
      expect(errors).toEqual([])
      const page = Object.values(Object(at(data, 'relationships'))).map((each) => textAt(each, 'id'))
      if (page.length === 0) break
      listed.push(...page)
      after = page.at(-1)
    }
    expect(listed).toEqual(NAMES)
    for (const [query, code] of [
      ['{ relationships { id } }', 'E_TOO_MANY'],
      ['{ relationships(atMost: 6) { id } }', 'E_TOO_MANY'],
      ['{ relationships(atMost: 0) { id } }', 'E_RANGE'],
      ['{ relationships(atMost: 101) { id } }', 'E_RANGE'],
      ['{ sources { id } }', 'E_TOO_MANY'],
      ['{ source(id: "source/gazette") { id } }', 'E_TOO_MANY'],
      [`{ event(id: "${'0'.repeat(64)}") { id } }`, 'E_TOO_MANY'],
      ['{ relationship(id: "nope") { id } }', 'E_NOT_FOUND'],
    ])
      expect([query, (await ask(query ?? '')).errors.map(({ extensions }) => extensions.code)]).toEqual([
        query,
        [code],
      ])
    const SOURCE = '{ source(id: "source/gazette", chronicle: "c-07") { chronicle } }'
    expect((await ask(SOURCE)).data).toEqual({ source: { chronicle: 'c-07' } })
  })

  test('keeps no list of all where not all are open, and one of all while all are', async () => {
    const [few, all] = await apisOver(ledger, 5, 100)
    if (few === undefined || all === undefined) throw new Error('no servers')
    expect((await get(few.api, PAGE, { first: 2 })).cacheControl).toBe('no-store')
    const first = await get(all.api, PAGE)
    expect((await get(all.api, PAGE, {}, { 'if-none-match': first.etag })).status).toBe(304)
    await appendMany(ledger, ['zz-begun'])
    await all.all.discover()
    const then = await get(all.api, PAGE, {}, { 'if-none-match': first.etag })
    expect([then.status, then.text.includes('zz-begun')]).toEqual([200, true])
  })

  test('gives no kept answer of a closed chronicle that was recorded in elsewhere meanwhile', async () => {
    const [few] = await apisOver(ledger, 1)
    if (few === undefined) throw new Error('no server')
    const positionOf = async (id: string) =>
      at(JSON.parse((await get(few.api, ONE, { id })).text), 'data', 'relationship', 'position')
    const before = await positionOf('c-08')
    await positionOf('c-09')
    await add(ledger, 'c-08', 'elsewhere')
    expect([before, await positionOf('c-08')]).toEqual([2, 3])
  })

  test('records in one that is not open, and shows it at once', async () => {
    const [few] = await apisOver(ledger, 1)
    if (few === undefined) throw new Error('no server')
    const live = await few.chronicles.open?.('c-10')
    await few.chronicles.open?.('c-11')
    const [, meeting] = eventsOf('c-10')
    await live?.record({ events: [{ ...meeting, subject: 'meeting/here' }] })
    const { text } = await get(few.api, ONE, { id: 'c-10' })
    expect(at(JSON.parse(text), 'data', 'relationship', 'position')).toBe(3)
  })

  test('sends on to those who follow one, whatever else is asked', async () => {
    const [few] = await apisOver(ledger, 1)
    if (few === undefined) throw new Error('no server')
    const stop = few.all.keepUp({ every: 20, onFault: () => undefined })
    onTestFinished(stop)
    const followed = await subscribe(
      (url, init) => few.api.fetch(url, init),
      'subscription { events(chronicle: "c-05") { position event { subject } } }',
    )
    const coming = followed.next()
    for (const id of NAMES.filter((name) => name !== 'c-05')) await get(few.api, ONE, { id })
    await add(ledger, 'c-05', 'heard')
    expect((await coming)?.data).toEqual({ events: { position: 3, event: { subject: 'meeting/heard' } } })
    followed.leave()
  })
})

test('damage of one chronicle is told to who asks for it, and by /ready; the others are answered', async () => {
  const ledgerPath = join(temporaryFolder(), 'ledger.sqlite')
  await new LedgerPlace(ledgerPath).write((ledger) => appendMany(ledger, NAMES))
  const all = await openAll({
    vocabulary: bilateral.vocabulary,
    eventsDir: join(temporaryFolder(), 'none'),
    ledgerPath,
    clock,
    mostOpen: 2,
    over: (ledger) =>
      new Proxy(ledger, {
        get(target, name) {
          if (name === 'rootAt')
            return async (chronicle: string, position: number) =>
              chronicle === 'c-06' ? '0'.repeat(64) : target.rootAt(chronicle, position)
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      }),
  })
  onTestFinished(() => all.close())
  const faults: unknown[] = []
  const server = await startServer({
    apis: [{ schema, chronicles: all.readBy(bilateral.vocabulary) }],
    port: 0,
    onFault: (error) => faults.push(Object(error).code),
  })
  onTestFinished(() => server.stop(0))
  const origin = new URL(server.url).origin
  const ask = async (id: string): Promise<unknown> =>
    (
      await fetch(
        `${origin}/graphql?${new URLSearchParams({ query: `{ relationship(id: "${id}") { position } }` })}`,
      )
    ).json()
  expect((await fetch(`${origin}/ready`)).status).toBe(200)
  expect(await ask('c-06')).toMatchObject({
    errors: [{ extensions: { code: 'E_LEDGER_DAMAGED', category: 'fault' } }],
  })
  expect(await ask('c-07')).toEqual({
    data: { relationship: { position: 2 } },
    extensions: expect.anything(),
  })
  const ready = await fetch(`${origin}/ready`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', because: ['c-06: it cannot be opened'] },
  ])
  expect((await fetch(`${origin}/feeds/c-06.json`)).status).toBe(500)
  expect((await fetch(`${origin}/feeds/c-08.json`)).status).toBe(200)
  expect(faults).toEqual(['E_LEDGER_DAMAGED'])
})

describeWith(postgres, 'two servers that keep few open, over one PostgreSQL', () => {
  let server: PostgresServer
  let ledgers: readonly Ledger[]
  beforeAll(async () => {
    server = await startPostgres()
    const place = new LedgerPlace(await server.newDatabase())
    ledgers = [await place.open('write'), await place.open('write')]
    await Promise.all(ledgers.slice(0, 1).map((ledger) => appendMany(ledger, NAMES)))
  })
  afterAll(async () => {
    await Promise.all(ledgers.map((ledger) => ledger.close()))
    await server.stop()
  })

  test('see at once what the other recorded in one that is not open here, and soon what is begun there', async () => {
    const [one, other] = (await Promise.all(ledgers.map((ledger) => apisOver(ledger, 2)))).flat()
    if (one === undefined || other === undefined) throw new Error('no servers')
    const stop = other.all.keepUp({ every: 50, onFault: () => undefined })
    onTestFinished(stop)
    const positionAt = async (api: Api, id: string) =>
      at(JSON.parse((await get(api, ONE, { id })).text), 'data', 'relationship', 'position')
    expect(await positionAt(other.api, 'c-01')).toBe(2)
    for (const id of ['c-02', 'c-03']) await positionAt(other.api, id)
    const there = await one.chronicles.open?.('c-01')
    const [source, meeting] = eventsOf('c-01')
    await there?.record({ events: [{ ...meeting, subject: 'meeting/there' }] })
    expect(await positionAt(other.api, 'c-01')).toBe(3)
    const begun = await one.all.begin('begun')
    await begun.record({ events: [{ ...source, chronicle: 'begun' }] })
    await expect.poll(() => other.chronicles.has('begun')).toBe(true)
    expect(await positionAt(other.api, 'begun')).toBe(1)
    expect(other.all.byName.size).toBe(2)
  })
})
