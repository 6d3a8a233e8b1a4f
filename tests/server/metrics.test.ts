import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import { canonicalJson } from '../../src/event/index.ts'
import { NOBODY, refusalOf } from '../../src/graphql/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { newToken } from '../../src/server/access/tokens.ts'
import { type Routes, refusalResponse, routesOf } from '../../src/server/http/routes.ts'
import { followStatusOf, readinessBlockers } from '../../src/server/serve/readiness.ts'
import { Metrics } from '../../src/server/telemetry/metrics.ts'
import { watchAppends } from '../../src/server/telemetry/telemetry.ts'
import { fixedClock } from '../../src/time/index.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { startOwnPostgres } from '../stores/postgres-server.ts'
import { library, TALE, Tale } from '../toy/index.ts'
import { type Started, serve } from './process.ts'
import { connectRaw } from './raw.ts'

/** The figures of a page, by name and labels as they are written. */
function figuresIn(page: string): ReadonlyMap<string, number> {
  return new Map(
    page
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, number] => {
        const at = line.lastIndexOf(' ')
        return [line.slice(0, at), Number(line.slice(at + 1))]
      }),
  )
}

describe('/metrics', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve()
  })
  afterAll(() => server.stop())

  const scrape = async () => figuresIn(await (await fetch(`${server.origin}/metrics`)).text())
  const ask = (query: string) =>
    fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }).then((response) => response.text())

  test('is a page that Prometheus reads', async () => {
    const response = await fetch(`${server.origin}/metrics`)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const page = await response.text()
    for (const line of page.split('\n').filter((each) => each !== ''))
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z0-9_]+ \S.*|[a-z0-9_]+(\{([a-z_]+="[^"\n]*",?)+\})? (\d|\+?Inf|NaN).*)$/,
      )
    // A name is told of once, with its kind and what it says.
    const kinds = page.match(/^# TYPE \S+/gm) ?? []
    expect(new Set(kinds).size).toBe(kinds.length)
    expect(page).toMatch(/^regesta_info\{version="\d+\.\d+\.\d+"\} 1$/m)
    expect(page).toMatch(/^nodejs_eventloop_lag_seconds /m)
    expect(page).toMatch(/^process_resident_memory_bytes /m)
  })

  test('counts requests by route, method and status', async () => {
    const before = await scrape()
    await fetch(`${server.origin}/feeds/japan-viet-nam.json`)
    await fetch(`${server.origin}/feeds/nope.json`)
    await fetch(`${server.origin}/health`, { method: 'HEAD' })
    await fetch(`${server.origin}/health`, { method: 'DELETE' })
    const after = await scrape()
    const grown = (labels: string) =>
      (after.get(`regesta_http_requests_total{${labels}}`) ?? 0) -
      (before.get(`regesta_http_requests_total{${labels}}`) ?? 0)
    expect(grown('route="/feeds",method="GET",status="200"')).toBe(1)
    expect(grown('route="/feeds",method="GET",status="404"')).toBe(1)
    expect(grown('route="/health",method="HEAD",status="200"')).toBe(1)
    expect(grown('route="/health",method="DELETE",status="405"')).toBe(1)
    expect(grown('route="/metrics",method="GET",status="200"')).toBe(1)
    expect(after.get('regesta_http_request_duration_seconds_count{route="/feeds"}')).toBe(2)
  })

  test('counts operations by kind, outcome and the code of the first error, with what they cost', async () => {
    const before = await scrape()
    await ask('{ relationships { id } }')
    await ask('{ relationships { id } }')
    await ask('{ event(id: "x") { id } sources { subject } }')
    await ask('{ nope }')
    await ask('{ nope')
    await ask('{ server { version } }')
    await ask('{ relationship(id: "nope") { id } }')
    const after = await scrape()
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    const operations = (labels: string) => grown(`regesta_graphql_operations_total{${labels}}`)
    expect(operations('kind="query",outcome="ok",code=""')).toBe(2)
    // One that is not there is null, with an error: the answer has data.
    expect(operations('kind="query",outcome="partial",code="E_NOT_FOUND"')).toBe(2)
    expect(operations('kind="query",outcome="failed",code="GRAPHQL_VALIDATION_FAILED"')).toBe(1)
    expect(operations('kind="none",outcome="failed",code="GRAPHQL_PARSE_FAILED"')).toBe(1)
    expect(operations('kind="query",outcome="failed",code="E_UNAUTHENTICATED"')).toBe(1)
    expect(grown('regesta_graphql_operation_duration_seconds_count{kind="query"}')).toBe(6)
    expect(grown('regesta_graphql_cost_things_count')).toBeGreaterThanOrEqual(4)
    expect(grown('regesta_cache_hits_total')).toBe(1)
    expect(after.get('regesta_cache_entries')).toBeGreaterThan(0)
    expect(after.get('regesta_cache_bytes')).toBeGreaterThan(0)
  })

  test('tells where the ledger stands, and that nothing of it is behind', async () => {
    const figures = await scrape()
    const head = figures.get('regesta_ledger_head_position{chronicle="japan-viet-nam"}')
    expect(head).toBeGreaterThan(400)
    expect(figures.get('regesta_taken_in_position{chronicle="japan-viet-nam"}')).toBe(head)
    expect(figures.get('regesta_follow_lag_positions{chronicle="japan-viet-nam"}')).toBe(0)
    expect(figures.get('regesta_follow_lag_seconds{chronicle="japan-viet-nam"}')).toBe(0)
    expect(figures.get('regesta_ledger_up')).toBe(1)
  })

  test('has no label that a caller chose, however much they try', async () => {
    await scrape()
    const before = (await scrape()).size
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        await fetch(`${server.origin}/stranger-${at}`)
        await fetch(`${server.origin}/feeds/stranger-${at}.json?stranger=${at}`)
        await fetch(`${server.origin}/health`, { method: `STRANGER${at}` }).catch(() => undefined)
        await ask(`query stranger${at} { relationships { stranger${at}: id } }`)
        await ask(`{ stranger${at} }`)
      }),
    )
    const raw = await connectRaw(server.port)
    raw.send('PROPFIND /stranger HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
    await raw.whole
    const page = await (await fetch(`${server.origin}/metrics`)).text()
    expect(page).not.toMatch(/stranger/i)
    expect(page).toMatch(/route="other",method="other"/)
    expect(figuresIn(page).size - before).toBeLessThan(60)
  })

  test('counts whoever is gone before the answer as such', async () => {
    const raw = await connectRaw(server.port)
    raw.send(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\ncontent-type: application/json\r\n\r\n{',
    )
    await fetch(`${server.origin}/health`)
    raw.socket.destroy()
    await expect
      .poll(async () =>
        (await scrape()).get('regesta_http_requests_total{route="/graphql",method="POST",status="aborted"}'),
      )
      .toBe(1)
  })
})

describe('figures', () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  tale.source('courier', '2020-02-10')
  const [first, second] = tale.events.map(({ id, event }) => ({ id, body: canonicalJson(event) }))
  const clock = fixedClock('2030-01-01T00:01:30Z')
  const MINUTE = Date.parse('2030-01-01T00:00:00Z')

  async function opened() {
    const ledger = openMemoryLedger()
    if (first === undefined || second === undefined) throw new Error('no events')
    await ledger.append({ chronicle: TALE, name: 'one', recordedAt: MINUTE - 60_000, events: [first] })
    const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
    return { ledger, chronicle, second }
  }

  function figuresOf(followStatuses: () => Promise<readonly Awaited<ReturnType<typeof followStatusOf>>[]>) {
    return new Metrics({ version: '1', followStatuses, cache: () => undefined, openSubscriptions: () => 7 })
  }

  test('tell how far one is behind the ledger, and since when', async () => {
    const { ledger, chronicle, second: next } = await opened()
    expect(await followStatusOf(chronicle, ledger, clock)).toEqual({
      chronicle: TALE,
      head: 1,
      takenIn: 1,
      behindSeconds: 0,
    })
    await ledger.append({ chronicle: TALE, name: 'two', recordedAt: MINUTE, events: [next] })
    expect(await followStatusOf(chronicle, ledger, clock)).toEqual({
      chronicle: TALE,
      head: 2,
      takenIn: 1,
      behindSeconds: 90,
    })
    const page = await (
      await figuresOf(async () => [await followStatusOf(chronicle, ledger, clock)]).page()
    ).text()
    expect(figuresIn(page).get(`regesta_follow_lag_seconds{chronicle="${TALE}"}`)).toBe(90)
    expect(figuresIn(page).get(`regesta_follow_lag_positions{chronicle="${TALE}"}`)).toBe(1)
    expect(figuresIn(page).get('regesta_subscriptions_open')).toBe(7)
    await chronicle.follow()
    expect((await followStatusOf(chronicle, ledger, clock)).behindSeconds).toBe(0)
  })

  test('are there while the ledger does not answer, and say so', async () => {
    const page = await (await figuresOf(() => Promise.reject(new Error('disk on fire'))).page()).text()
    expect(figuresIn(page).get('regesta_ledger_up')).toBe(0)
    expect(page).not.toContain('disk on fire')
  })

  test('tell what needs no ledger of each chronicle while it is silent, and nothing as it was before', async () => {
    const { ledger, chronicle } = await opened()
    const silent = { ...ledger, head: () => new Promise<never>(() => {}), read: ledger.read }
    let now: Parameters<typeof followStatusOf>[1] = ledger
    const figures = figuresOf(async () => [
      await followStatusOf(chronicle, now, clock, 50),
      { chronicle: 'other', takenIn: 3, head: 3, behindSeconds: 0 },
    ])
    const told = async () => figuresIn(await (await figures.page()).text())
    const up = await told()
    now = silent
    const down = await told()
    const [head, lag, takenIn] = ['ledger_head_position', 'follow_lag_positions', 'taken_in_position'].map(
      (name) => `regesta_${name}{chronicle="${TALE}"}`,
    )
    for (const [figures, isUp] of [
      [up, 1],
      [down, 0],
    ] as const) {
      expect(figures.get('regesta_ledger_up')).toBe(isUp)
      expect(figures.get(takenIn ?? '')).toBe(1)
      expect([figures.has(head ?? ''), figures.has(lag ?? '')]).toEqual([isUp === 1, isUp === 1])
      expect(figures.get('regesta_ledger_head_position{chronicle="other"}')).toBe(3)
    }
  })

  test('count what is recorded and what is refused; a watched ledger does all else as before', async () => {
    const { ledger, second: next } = await opened()
    const figures = figuresOf(async () => [])
    const watched: Ledger = watchAppends(ledger, async (batch, work) => {
      const head = await work().catch((error: unknown) => {
        figures.appended(batch.chronicle, batch.events.length, 0.1, 'refused')
        throw error
      })
      figures.appended(batch.chronicle, batch.events.length, 0.1, 'recorded')
      return head
    })
    await watched.append({ chronicle: TALE, name: 'two', recordedAt: MINUTE, events: [next] })
    await expect(
      watched.append({ chronicle: TALE, name: 'no', recordedAt: MINUTE + 1, events: [next] }),
    ).rejects.toThrow()
    const counted = figuresIn(await (await figures.page()).text())
    expect(counted.get(`regesta_ledger_appended_events_total{chronicle="${TALE}"}`)).toBe(1)
    expect(counted.get('regesta_ledger_append_duration_seconds_count{outcome="recorded"}')).toBe(1)
    expect(counted.get('regesta_ledger_append_duration_seconds_count{outcome="refused"}')).toBe(1)
    expect(await watched.head(TALE)).toEqual(await ledger.head(TALE))
    expect(await watched.chronicles()).toEqual([TALE])
    await watched.close()
    await expect(ledger.head(TALE)).rejects.toThrow()
  })

  test('tell no more codes apart than there are to be', async () => {
    const figures = figuresOf(async () => [])
    for (let at = 0; at < 300; at += 1)
      figures.ended({ kind: 'query', outcome: 'failed', code: `E_MADE_UP_${at}`, ms: 1 })
    figures.ended({ kind: 'query', outcome: 'failed', code: 'what a caller wrote', ms: 1 })
    const page = await (await figures.page()).text()
    expect(page.match(/^regesta_graphql_operations_total\{/gm)).toHaveLength(101)
    expect(page).toContain('code="other"} 201')
  })
})

describe('where figures take a role', () => {
  const { token } = newToken('x', 'admin')
  const routes: Routes = {
    apis: [{ path: '/graphql', fetch: () => new Response('api') }],
    feeds: () => new Response('feeds'),
    metrics: () => new Response('figures'),
    blockers: async () => [],
    metricsRole: 'admin',
    authenticate: async ({ headers }) => {
      if (headers.get('authorization') === `Bearer ${token}`) return { name: 'x', role: 'admin' }
      return headers.has('authorization') ? { name: 'y', role: 'recorder' } : NOBODY
    },
  }
  const get = async (authorization?: string) => {
    const request = new Request('http://localhost/metrics', {
      headers: authorization ? { authorization } : {},
    })
    try {
      return (await routesOf(routes)(request, '')).status
    } catch (error) {
      return refusalResponse(error, 'id', '/metrics').status
    }
  }

  test('whoever lacks it has none of them', async () => {
    expect([await get(), await get('Bearer y'), await get(`Bearer ${token}`)]).toEqual([401, 403, 200])
    expect(refusalOf('/metrics', 'admin', NOBODY)?.code).toBe('E_UNAUTHENTICATED')
  })
})

describe('what keeps a server from answering', () => {
  const chronicle = (
    position: number,
    ledgerHead: () => Promise<{ position: number }>,
    caughtUp = position,
  ) => ({
    name: 'japan-viet-nam',
    position,
    reach: async (wanted: number) => {
      if (wanted > caughtUp) throw new Error(`it stays at ${caughtUp}`)
    },
    ledgerHead: async () => ({
      chronicle: 'japan-viet-nam',
      recordedAt: 0,
      root: '',
      ...(await ledgerHead()),
    }),
  })
  const told = async (each: ReturnType<typeof chronicle>) => {
    const heard: unknown[] = []
    return { because: await readinessBlockers([each], (error) => heard.push(error)), heard: heard.length }
  }

  test.each([
    ['nothing', chronicle(5, async () => ({ position: 5 })), [], 0],
    ['not a ledger that is soon caught up with', chronicle(5, async () => ({ position: 7 }), 7), [], 0],
    [
      'a ledger that goes further',
      chronicle(5, async () => ({ position: 7 })),
      ['japan-viet-nam: taken in up to position 5; the ledger is at 7'],
      0,
    ],
    [
      'a ledger that fails',
      chronicle(5, () => Promise.reject(new Error('disk on fire'))),
      ['japan-viet-nam: the ledger does not answer'],
      1,
    ],
    [
      'a ledger that is silent',
      chronicle(5, () => new Promise(() => {})),
      ['japan-viet-nam: the ledger does not answer'],
      1,
    ],
  ])('is %s', async (_, each, because, heard) => {
    expect(await told(each)).toEqual({ because, heard })
  })

  test('is told at /ready, by 503', async () => {
    const routes: Routes = {
      apis: [],
      feeds: () => new Response(),
      blockers: async () => ['x: the ledger does not answer'],
      authenticate: async () => NOBODY,
    }
    const response = await routesOf(routes)(new Request('http://localhost/ready'), '')
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', because: ['x: the ledger does not answer'] },
    ])
  })
})

describeWith(postgres, 'figures while the database hangs', () => {
  test('come without it, as /ready does, and say so', async () => {
    const database = await startOwnPostgres()
    const server = await serve(['--port', '0', '--ledger', database.url()])
    const figures = async () => figuresIn(await (await fetch(`${server.origin}/metrics`)).text())
    expect((await figures()).get('regesta_ledger_up')).toBe(1)
    database.freeze()
    try {
      const [told, ready] = await Promise.all([figures(), fetch(`${server.origin}/ready`)])
      expect(ready.status).toBe(503)
      expect(told.get('regesta_ledger_up')).toBe(0)
      expect(told.get('regesta_taken_in_position{chronicle="japan-viet-nam"}')).toBeGreaterThan(100)
      expect(told.get('regesta_subscriptions_open')).toBe(0)
    } finally {
      database.thaw()
    }
    await expect.poll(async () => (await figures()).get('regesta_ledger_up')).toBe(1)
    await server.stop()
    await database.stop()
  })
})
