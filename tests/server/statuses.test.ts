import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHere, type Started, serve } from './process.ts'

const TYPES = ['application/json', 'application/graphql-response+json'] as const

async function ask(server: Started | undefined, query: string, accept: string) {
  const response = await fetch(`${server?.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  })
  const { data, errors = [] }: { data?: unknown; errors?: { extensions: { code: string } }[] } =
    await response.json()
  return {
    status: response.status,
    type: response.headers.get('content-type')?.split(';')[0],
    cache: response.headers.get('cache-control'),
    data,
    codes: [...new Set(errors.map(({ extensions }) => extensions.code))],
  }
}

const IN = (fields: string) => `relationship(id: "japan-viet-nam") { ${fields} }`
const MEETINGS = IN('asOf(date: "2025-12-31") { meetings { subject } }')

/** One that serves, one with narrow limits, and one without time. */
let [usual, narrow, hasty]: Started[] = []
beforeAll(async () => {
  const limits = ['--limits-things', '3', '--limits-depth', '6', '--limits-cost', '300']
  ;[usual, narrow, hasty] = await Promise.all([
    serve(),
    serve(['--port', '0', ...limits]),
    serve(['--port', '0', '--limits-time', '0']),
  ])
})
afterAll(() => Promise.all([usual, narrow, hasty].map((server) => server?.stop())))

describe.each(TYPES)('answered as %s', (type) => {
  test.each([
    ['E_DEPTH', `{ ${IN('asOf { library { asOf { library { asOf { library { id } } } } } }')} }`],
    ['E_COST', `{ ${IN('timeline(first: 100) { nodes { evidence { source { subject } } } }')} }`],
    ['E_ALIASES', `{ ${Array.from({ length: 301 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
    ['E_SIZE', `{ a(b: "${'x'.repeat(2_001)}") }`],
  ])('%s before anything is executed is 413, without data', async (code, query) => {
    const { status, data, codes, ...rest } = await ask(narrow, query, type)
    expect([status, data, rest.type, rest.cache]).toEqual([413, undefined, type, 'no-store'])
    expect(codes).toContain(code)
  })

  test('what ran into a limit and came to nothing is 413, without data', async () => {
    for (let time = 0; time < 3; time += 1)
      expect(await ask(narrow, `{ ${MEETINGS} }`, type)).toMatchObject({
        status: 413,
        data: undefined,
        codes: ['E_COST'],
      })
  })

  test('what came to something beside is 200, with data', async () => {
    const { status, data, codes } = await ask(narrow, `{ __typename ${MEETINGS} }`, type)
    if (data === undefined) expect([status, codes]).toEqual([413, ['E_COST']])
    else expect([status, codes]).toEqual([200, ['E_COST']])
  })

  test('what is no valid GraphQL has the status that its type says', async () => {
    const expected = type === 'application/json' ? 200 : 400
    for (const query of ['{', '{ nope }']) expect((await ask(narrow, query, type)).status).toBe(expected)
  })
})

test.each(TYPES)('a wrong argument whose code is that of a limit is none, as %s', async (type) => {
  const query = `{ ${IN('asOf(date: "2025-12-31") { meetings { inSession(at: "noon") { __typename } } }')} }`
  expect(await ask(usual, query, type)).toMatchObject({ status: 200, codes: ['E_TIME'] })
})

test.each(TYPES)(
  'an answer that takes too long and comes to nothing is 504, without data, as %s',
  async (type) => {
    const wide = `{ ${IN('asOf(date: "2025-12-31") { meetings { because { digest } } undertakings { because { digest } history { entries { event { digest } } } } }')} }`
    const { status, data, codes } = await ask(hasty, wide, type)
    expect([status, data, codes]).toEqual([504, undefined, ['E_TIME']])
  },
)

describe('the time zone', () => {
  const TODAY = `{ ${IN('asOf { point { date } }')} }`
  test.each([
    ['UTC', [], '2026-03-01'],
    ['Asia/Tokyo', ['--timezone', 'Asia/Tokyo'], '2026-03-02'],
    ['America/New_York', ['--timezone', 'America/New_York'], '2026-03-01'],
  ] as const)('%s says which day is today, and /ready tells it', async (timezone, flags, day) => {
    const server = await serve(['--port', '0', ...flags], { REGESTA_NOW: '2026-03-01T20:00:00Z' })
    expect(await (await fetch(`${server.origin}/ready`)).json()).toEqual({ status: 'ready', timezone })
    const { data } = await ask(server, TODAY, 'application/json')
    expect(JSON.stringify(data)).toContain(day)
    await server.stop()
  })

  test('is one that there is: E_SETTING, 5', async () => {
    const { code, err } = await runHere(['serve', '--port', '0', '--timezone', 'Asia/Nowhere'])
    expect([code, err]).toEqual([5, expect.stringMatching(/^--timezone E_SETTING /)])
  })
})
