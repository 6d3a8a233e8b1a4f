import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processorTime, type Started, serve } from './process.ts'
import { connectRaw } from './raw.ts'

let server: Started
beforeAll(async () => {
  server = await serve()
})
afterAll(async () => {
  expect((await server.stop()).code).toBe(0)
})

const JSON_TYPE = { 'content-type': 'application/json' }
const IN = (fields: string) => `{ relationship(id: "japan-viet-nam") { ${fields} } }`

function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' ')
}

/** Lists within lists, each leading to the next. */
const WIDE = IN(
  `asOf(date: "2025-12-31") { undertakings { ${'because { premises { evidence { source { subject } } } evidence { source { subject } } } '.repeat(3)}
   history { entries { event { evidence { source { subject } } } } periods { item { because { evidence { quote } } history { periods { item { because { evidence { quote } } } } } } } } } }`,
)

/** What is sent, and what it must be refused with; without a code it may as well be answered. */
const ATTACKS: Readonly<
  Record<string, { readonly body: string; readonly code?: string; readonly status?: number }>
> = {
  'circular fragments': {
    body: JSON.stringify({
      query: `${IN('...A')} fragment A on Relationship { id ...B } fragment B on Relationship { ...A }`,
    }),
    code: 'E_DEPTH',
  },
  'a fragment that spreads itself a thousand times': {
    body: JSON.stringify({
      query: `${IN('...A')} fragment A on Relationship { ${'...A '.repeat(1000)} }`,
    }),
    code: 'E_DEPTH',
  },
  'fragments that double at each step': {
    body: JSON.stringify({
      query: `${IN('...F0')} ${times(60, (n) => `fragment F${n} on Relationship { a: id ...F${n + 1} ...F${n + 1} }`)} fragment F60 on Relationship { id }`,
    }),
    code: 'E_FIELDS',
  },
  'nesting without end': {
    body: JSON.stringify({
      query: IN(`asOf { undertakings { ${'because { premises { '.repeat(12)} id ${'} }'.repeat(12)} } }`),
    }),
    code: 'E_DEPTH',
  },
  'lists within lists': { body: JSON.stringify({ query: WIDE }) },
  'introspection within introspection': {
    body: JSON.stringify({
      query: `{ __schema { types { ${'fields { type { '.repeat(9)} name ${'} }'.repeat(9)} } } }`,
    }),
    code: 'E_COST',
  },
  'ten thousand aliases': {
    body: JSON.stringify({ query: IN(times(10_000, (n) => `a${n}: asOf { recordEnds }`)) }),
    code: 'E_SIZE',
  },
  'as many aliases as one may send': {
    body: JSON.stringify({
      query: IN(times(300, (n) => `a${n}: compare(from: { position: ${n} }, to: {}) { to { recordEnds } }`)),
    }),
  },
  'one alias more': {
    body: JSON.stringify({ query: IN(times(301, (n) => `a${n}: id`)) }),
    code: 'E_ALIASES',
  },
  'one field as often as one may send it': {
    body: JSON.stringify({ query: IN(times(100, () => 'asOf { undertakings { subject } }')) }),
  },
  'one field more': {
    body: JSON.stringify({ query: IN(times(101, () => 'id')) }),
    code: 'E_REPEATS',
  },
  'as many dates as one may ask for': {
    body: JSON.stringify({
      query: IN(
        times(
          300,
          (n) => `a${n}: asOf(date: "2${String(n).padStart(3, '0')}-01-01") { undertakings { subject } }`,
        ),
      ),
    }),
  },
  'a flood of directives': {
    body: JSON.stringify({ query: IN(`id ${'@include(if: true) '.repeat(10_000)}`) }),
    code: 'E_SIZE',
  },
  'as many directives as one may send': {
    body: JSON.stringify({ query: IN(times(100, (n) => `a${n}: id @skip(if: false) @include(if: true)`)) }),
  },
  'unknown directives': {
    body: JSON.stringify({ query: IN(`id ${times(1_500, (n) => `@a${n}`)}`) }),
    code: 'E_DIRECTIVES',
  },
  'a huge literal': {
    body: JSON.stringify({ query: IN(`asOf(date: "${'9'.repeat(900_000)}") { recordEnds }`) }),
    code: 'E_SIZE',
  },
  'a huge document': {
    body: JSON.stringify({ query: `{ __typename } #${'x'.repeat(900_000)}` }),
    code: 'E_SIZE',
  },
  'a string as long as a document': {
    body: JSON.stringify({ query: IN(`asOf(date: "${'9'.repeat(40_000)}") { recordEnds }`) }),
    code: 'E_SIZE',
  },
  'selections as deep as a document': {
    body: JSON.stringify({ query: `${'{ a '.repeat(2_000)}${'}'.repeat(2_000)}` }),
    code: 'E_SIZE',
  },
  'a huge variable': {
    body: JSON.stringify({
      query: `query ($d: Date) ${IN('asOf(date: $d) { recordEnds }')}`,
      variables: { d: '9'.repeat(900_000) },
    }),
    code: 'E_SIZE',
  },
  'a huge search': {
    body: JSON.stringify({
      query: `query ($s: String) ${IN('asOf { undertakings(search: $s) { subject } }')}`,
      variables: { s: 'a b '.repeat(200_000) },
    }),
    code: 'E_SIZE',
  },
  'a hundred thousand wrong values': {
    body: JSON.stringify({
      query: `query ($t: [String!]) ${IN('timeline(types: $t) { totalCount }')}`,
      variables: { t: Array.from({ length: 100_000 }, (_, n) => n) },
    }),
    code: 'E_SIZE',
  },
  'a hundred thousand unknown types': {
    body: JSON.stringify({
      query: `query ($t: [String!]) ${IN('timeline(types: $t) { totalCount }')}`,
      variables: { t: Array.from({ length: 100_000 }, (_, n) => `T${n}`) },
    }),
    code: 'E_SIZE',
  },
  'a thousand unknown types': {
    body: JSON.stringify({
      query: `query ($t: [String!]) ${IN('timeline(types: $t) { totalCount }')}`,
      variables: { t: Array.from({ length: 1_000 }, (_, n) => `T${n}`) },
    }),
    code: 'E_TYPE',
  },
  'a thousand wrong values': {
    body: JSON.stringify({
      query: `query ($t: [String!]) ${IN('timeline(types: $t) { totalCount }')}`,
      variables: { t: Array.from({ length: 1_000 }, (_, n) => n) },
    }),
    code: 'E_ARGUMENT',
  },
  'deep lists': {
    body: JSON.stringify({
      query: IN(`timeline(types: ${'['.repeat(2_400)}${']'.repeat(2_400)}) { totalCount }`),
    }),
    code: 'E_SIZE',
  },
  'a deep variable': {
    body: `{"query":"query ($t: [String!]) { a: relationship(id: \\"japan-viet-nam\\") { timeline(types: $t) { totalCount } } }","variables":{"t":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    code: 'E_SIZE',
  },
  'a batch': {
    body: JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' }))),
    status: 400,
  },
  'a body of two megabytes': {
    body: JSON.stringify({ query: '{ __typename }', variables: { s: 'x'.repeat(2_000_000) } }),
    code: 'E_BODY',
    status: 413,
  },
  'something that is no JSON': { body: '{"query":', status: 400 },
  'a query that is none': { body: '{"query":5}', status: 400 },
}

describe('an attack', () => {
  test.each(Object.entries(ATTACKS))(
    'by %s is refused or answered within bounded work, and others are served',
    async (_, attack) => {
      const from = processorTime(server.pid)
      let worst = 0
      let done = false
      const neighbour = (async () => {
        while (!done) {
          const asked = processorTime(server.pid)
          expect((await fetch(`${server.origin}/health`)).status).toBe(200)
          worst = Math.max(worst, processorTime(server.pid) - asked)
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      })()
      const response = await fetch(`${server.origin}/graphql`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: attack.body,
      })
      const text = await response.text()
      done = true
      await neighbour
      if (process.env.REGESTA_SHOW_ATTACKS === '1')
        console.log(processorTime(server.pid) - from, worst, response.status, text.length, text.slice(0, 150))
      expect(processorTime(server.pid) - from).toBeLessThan(12_000)
      expect(worst).toBeLessThan(1_500)
      expect(text).not.toMatch(/E_FAULT|node_modules|\.ts:/)
      if (attack.status !== undefined) expect(response.status).toBe(attack.status)
      if (attack.code !== undefined) {
        const { errors }: { errors: { code?: string; extensions?: { code: string } }[] } = JSON.parse(text)
        expect(errors.map(({ code, extensions }) => code ?? extensions?.code)).toContain(attack.code)
        expect(text.length).toBeLessThan(200_000)
      }
    },
  )

  test('by a body without an end is refused', async () => {
    const raw = await connectRaw(server.port)
    raw.send(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n',
    )
    const part = 'x'.repeat(65_536)
    for (let sent = 0; sent < 20; sent += 1) raw.send(`${part.length.toString(16)}\r\n${part}\r\n`)
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 413 /)
  })

  test.each([
    [
      'a header of a megabyte',
      `GET /health HTTP/1.1\r\nhost: localhost\r\na: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      431,
    ],
    [
      'an address that is none',
      'GET http://[/graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['a host that is none', 'GET /graphql HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n', 400],
    ['a method that is none', 'TRACE /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n', 400],
    ['something that is no HTTP', 'hello\r\n\r\n', 400],
  ])('by %s is refused', async (_, sent, status) => {
    const raw = await connectRaw(server.port)
    raw.send(sent)
    expect(await raw.whole).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect((await fetch(`${server.origin}/health`)).status).toBe(200)
  })
})

test('the full introspection that clients send works within the limits', async () => {
  const { getIntrospectionQuery } = await import('graphql')
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({
      query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    }),
  })
  const answer: { data?: { __schema?: object }; errors?: object[] } = await response.json()
  expect(answer.errors).toBeUndefined()
  expect(answer.data?.__schema).toBeDefined()
})

test('limits are as the server is told', async () => {
  const strict = await serve(['--port', '0', '--limits-depth', '2', '--http-body', '100'], {
    REGESTA_LIMITS_ALIASES: '1',
  })
  const ask = async (query: string) => {
    const response = await fetch(`${strict.origin}/graphql`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ query }),
    })
    const { errors = [] }: { errors?: { extensions: { code: string } }[] } = await response.json()
    return errors.map(({ extensions }) => extensions.code)
  }
  expect(await ask('{ relationships { a: id } }')).toEqual([])
  expect(await ask('{ a: relationships { b: asOf { recordEnds } } }')).toEqual(['E_DEPTH', 'E_ALIASES'])
  expect(await ask(`{ relationships { id } } #${'x'.repeat(100)}`)).toEqual(['E_BODY'])
  expect((await strict.stop()).code).toBe(0)
})
