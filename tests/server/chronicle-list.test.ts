import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import type { Payload } from '../../src/event/index.ts'
import { ANYONE, createSchema, NOBODY } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { type RunningServer, startServer } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { lawsuits } from '../domain/lawsuits.ts'

const clock = fixedClock('2026-06-01T00:00:00Z')
const TEXT = 'Made up for a test.'
const digest = createHash('sha256').update(TEXT).digest('hex')

function source(label: string, more: Payload = {}) {
  return {
    type: 'SourceRegistered',
    subject: `source/${label}`,
    payload: { label, published: { edtf: '2025-12-31', basis: 'stated' }, absent: [], ...more },
    evidence: [{ source: `source/${label}`, locator: 'page 1', role: 'date' }],
  }
}

async function opened(
  name: string,
  { vocabulary }: typeof bilateral,
  ...events: readonly object[]
): Promise<Chronicle> {
  const chronicle = await openChronicle({ name, vocabulary, ledger: openMemoryLedger(), clock })
  if (events.length > 0) await chronicle.record({ events })
  return chronicle
}

let server: RunningServer
let suit: Chronicle
const apis = async () => {
  const two = await opened('chile-peru', bilateral, source('a', { text: { digest, length: TEXT.length } }))
  const empty = await opened('japan-viet-nam', bilateral)
  const schema = createSchema(bilateral)
  return [
    { schema, domain: bilateral, chronicles: new Map([two, empty].map((each) => [each.name, each])) },
    { path: '/graphql/lawsuits', schema: createSchema(lawsuits), chronicles: new Map([[suit.name, suit]]) },
  ] as const
}

beforeAll(async () => {
  suit = await opened('smith-v-jones', lawsuits, source('reports'))
  server = await startServer({
    port: 0,
    ...{ clock, timezone: 'Asia/Tokyo', version: '1.2.3', texts: new Map([[digest, TEXT]]) },
    apis: await apis(),
  })
})
afterAll(() => server.stop(0))

type Listed = {
  readonly chronicles: readonly {
    readonly formats: readonly {
      readonly path: string
      readonly type: string
      readonly takes: { readonly date: boolean; readonly filters: string }
    }[]
  }[]
}

test('/chronicles.json lists the chronicles of every domain, and says what one asks of each and where', async () => {
  const response = await fetch(new URL('/chronicles.json', server.url))
  expect(response.headers.get('content-type')).toBe('application/json')
  const { chronicles, ...facts } = (await response.json()) as Listed
  expect(facts).toEqual({ program: 'Regesta 1.2.3', today: '2026-06-01', timezone: 'Asia/Tokyo' })
  expect(chronicles.map(({ formats: _, ...each }) => each)).toEqual([
    {
      ...{ name: 'chile-peru', title: 'Chile – Peru', question: 'What stood between Chile and Peru' },
      ...{ api: '/graphql', position: 1, texts: true },
    },
    {
      ...{
        name: 'japan-viet-nam',
        title: 'Japan – Viet Nam',
        question: 'What stood between Japan and Viet Nam',
      },
      ...{ api: '/graphql', position: 0, texts: false },
    },
    {
      ...{ name: 'smith-v-jones', title: 'Smith v jones', question: 'What stood in Smith v jones' },
      ...{ api: '/graphql/lawsuits', position: 1, texts: false },
    },
  ])
})

test('/chronicles.json gives the path of each format, which is there', async () => {
  const { chronicles } = (await (await fetch(new URL('/chronicles.json', server.url))).json()) as Listed
  const formats = chronicles[2]?.formats ?? []
  expect(formats.map(({ path }) => path)).toContain('/feeds/smith-v-jones/grid.json')
  for (const { path, type } of formats) {
    const response = await fetch(new URL(path, server.url))
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type])
    await response.arrayBuffer()
  }
})

test('/chronicles.json says of each format which arguments it takes', async () => {
  const { chronicles } = (await (await fetch(new URL('/chronicles.json', server.url))).json()) as Listed
  const isTaken = async (path: string, argument: string) => {
    const response = await fetch(new URL(`${path}?${argument}`, server.url))
    await response.arrayBuffer()
    return response.ok
  }
  for (const { path, takes } of chronicles[0]?.formats ?? [])
    expect({
      path,
      date: await isTaken(path, 'date=2025-05-01'),
      kinds: await isTaken(path, 'kinds=meeting'),
      topic: await isTaken(path, 'topic=trade'),
    }).toEqual({
      path,
      date: takes.date,
      kinds: takes.filters !== 'none',
      topic: takes.filters === 'all',
    })
})

test('/chronicles.json has to be asked again each time, and sends nothing where nothing changed', async () => {
  const address = new URL('/chronicles.json', server.url)
  const first = await fetch(address)
  expect(first.headers.get('cache-control')).toBe('no-cache')
  const shown = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } }
  expect((await fetch(address, shown)).status).toBe(304)
  await suit.record({ events: [source('more')] })
  const next = await fetch(address, shown)
  expect(next.status).toBe(200)
  expect(((await next.json()) as { chronicles: { position: number }[] }).chronicles[2]?.position).toBe(2)
})

test('/chronicles.json is for readers alone, as feeds are', async () => {
  const guarded = await startServer({
    port: 0,
    ...{ clock, apis: await apis(), origins: [] },
    authenticate: async ({ headers }) => (headers.get('authorization') === 'Bearer right' ? ANYONE : NOBODY),
  })
  onTestFinished(() => guarded.stop(0))
  const address = new URL('/chronicles.json', guarded.url)
  const refused = await fetch(address)
  expect([refused.status, (await refused.json()).errors[0].code]).toEqual([401, 'E_UNAUTHENTICATED'])
  const letIn = await fetch(address, { headers: { authorization: 'Bearer right' } })
  expect([letIn.status, letIn.headers.get('vary')]).toEqual([200, expect.stringContaining('authorization')])
  expect((await fetch(address, { method: 'POST', headers: { authorization: 'Bearer right' } })).status).toBe(
    405,
  )
})

test('/chronicles.json lists what is closed or damaged without its position, and opens no more than may be open', async () => {
  const kept = new Map([['chile-peru', await opened('chile-peru', bilateral)]])
  const asked: string[] = []
  const chronicles = (limit: number) => ({
    ...{ size: 2, limit, has: () => true, keys: () => ['chile-peru', 'japan-viet-nam'] },
    get: (name: string) => kept.get(name),
    values: () => kept.values(),
    open: async (name: string) => {
      asked.push(name)
      return await opened(name, bilateral)
    },
  })
  for (const [limit, positions, opens] of [
    [1, [0, undefined], []],
    [2, [0, 0], ['japan-viet-nam']],
  ] as const) {
    asked.length = 0
    const api = { schema: createSchema(bilateral), domain: bilateral, chronicles: chronicles(limit) }
    const one = await startServer({ port: 0, clock, apis: [api] })
    const response = await fetch(new URL('/chronicles.json', one.url))
    const { chronicles: listed } = (await response.json()) as {
      chronicles: { title: string; position?: number }[]
    }
    expect(listed.map(({ position }) => position)).toEqual(positions)
    expect(listed.map(({ title }) => title)).toEqual(['Chile – Peru', 'Japan – Viet Nam'])
    expect(asked).toEqual(opens)
    await one.stop(0)
  }
})
