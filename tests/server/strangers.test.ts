import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { runHere, type Started, serve } from './process.ts'
import { connectRaw } from './raw.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-strangers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const press = newToken('press', 'recorder')
const desk = newToken('desk', 'recorder')
const tokens = join(folder, 'tokens.yaml')
writeFileSync(tokens, `${press.line}\n${desk.line}\n`)
const bearer = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` })

const LEGACY = { 'content-type': 'application/json' }
const READING = '{"query":"{ relationships { id } }"}'

async function post(server: Started, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { ...LEGACY, ...headers },
    body,
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const nested = (levels: number, [open, close] = ['[', ']']) => open.repeat(levels) + close.repeat(levels)

describe('where reading needs a credential', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve(['--port', '0', '--tokens', tokens])
  })
  afterAll(() => server.stop())

  test.each([
    ['none', ''],
    ['a faulty one', 'authorization: Bearer nope\r\n'],
    ['one of another scheme', 'authorization: Basic eDp4\r\n'],
  ])('a body is not waited for that comes with %s', async (_, header) => {
    const { send, whole } = await connectRaw(server.port)
    send(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${header}content-type: application/json\r\ncontent-length: 1000000\r\n\r\n`,
    )
    const answer = await whole
    expect(answer).toMatch(/^HTTP\/1\.1 401 [\s\S]*www-authenticate: Bearer[\s\S]*"E_UNAUTHENTICATED"/)
  })

  test('what is wrong with a body is told to those alone who may read', async () => {
    for (const body of ['{', '[]', '{"query":5}', `{"query":"{ a }","variables":${nested(1000)}}`]) {
      expect((await post(server, body)).status).toBe(401)
      expect(
        (await post(server, body, { ...bearer(press), accept: 'application/graphql-response+json' })).status,
      ).toBeOneOf([400, 413])
    }
  })

  test('no other path reads a body from anybody', async () => {
    for (const [path, status] of [
      ['/feeds/japan-viet-nam.json', 405],
      ['/nope', 404],
      ['/metrics', 405],
    ]) {
      const { send, whole } = await connectRaw(server.port)
      send(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n`)
      expect(await whole).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    }
  })
})

describe('where anyone may read', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve()
  })
  afterAll(() => server.stop())

  const DECLARED = 'query ($v: JSON) { relationships { id } }'
  const body = (rest: string, query = '{ relationships { id } }') =>
    `{"query":${JSON.stringify(query)},${rest}}`

  test.each([
    ['510,000 brackets in a variable that nothing declares', body(`"variables":{"x":${nested(255_000)}}`)],
    ['brackets in extensions', body(`"extensions":{"x":${nested(255_000)}}`)],
    ['brackets in no parameter at all', body(`"x":${nested(255_000)}`)],
    ['braces', body(`"variables":{"x":${nested(60_000, ['{"a":', '}']).replace(':}', ':1}')}}`)],
    ['one level too many', body(`"variables":{"x":${nested(65)}}`)],
    ['brackets after a string with escapes', body(`"operationName":"\\"\\\\","variables":${nested(500)}`)],
    ['brackets that are not closed', `{"query":${'['.repeat(500_000)}`],
    ['a long string that nothing declares', body(`"variables":{"x":"${'x'.repeat(2_001)}"}`)],
    ['a long list in extensions', body(`"extensions":{"x":[${'1,'.repeat(1_000)}1]}`)],
    ['a long string in extensions', body(`"extensions":{"a":{"b":["${'x'.repeat(2_001)}"]}}`)],
    [
      'a thousand variables and one',
      body(`"variables":{${Array.from({ length: 1_001 }, (_, n) => `"v${n}":1`).join()}}`),
    ],
    ['a declared one too large', body(`"variables":{"v":"${'x'.repeat(2_001)}"}`, DECLARED)],
  ])('%s: E_SIZE', async (_, sent) => {
    // Twice, for the second time the query is known.
    for (const _ of [1, 2]) {
      const { text } = await post(server, sent)
      expect(text).toMatch(/"code":"E_SIZE"/)
      expect(text).not.toContain('japan-viet-nam')
    }
  })

  test('by GET, too', async () => {
    const query = encodeURIComponent('{ relationships { id } }')
    for (const name of ['variables', 'extensions']) {
      const text = await (
        await fetch(
          `${server.origin}/graphql?query=${query}&${name}=${encodeURIComponent(`{"x":${nested(2_000)}}`)}`,
        )
      ).text()
      expect(text).toMatch(/"code":"E_SIZE"/)
    }
  })

  test.each([
    ['as many levels as there may be', body(`"variables":{"x":${nested(64)}}`)],
    [
      'any number of brackets in a string',
      body(`"variables":{"x":"${'[{'.repeat(900)}\\"${']['.repeat(90)}"}`),
    ],
    ['a thousand things', body(`"extensions":{"x":[${'1,'.repeat(999)}1]}`)],
  ])('%s are answered', async (_, sent) => {
    expect((await post(server, sent)).text).toContain('japan-viet-nam')
  })
})

describe('a client that asks too often', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve([
      ...['--port', '0', '--tokens', tokens, '--reading', 'open', '--proxies', '127.0.0.1,10.0.0.0/8'],
      ...['--http-requests', '20', '--http-recordings', '3'],
    ])
  })
  afterAll(() => server.stop())

  const ask = (headers: Record<string, string>) => post(server, READING, headers)
  const from = (...addresses: readonly string[]) => ({ 'x-forwarded-for': addresses.join(', ') })
  const statuses = async (count: number, headers: Record<string, string>) => {
    const all: number[] = []
    for (let n = 0; n < count; n += 1) all.push((await ask(headers)).status)
    return { fine: all.filter((each) => each === 200).length, last: all.at(-1) }
  }

  test('is told when to come back: E_RATE, 429; others are served', async () => {
    const { fine, last } = await statuses(30, from('192.0.2.1'))
    expect([fine >= 20, fine < 30, last]).toEqual([true, true, 429])
    const refused = await ask(from('192.0.2.1'))
    expect(JSON.parse(refused.text).errors).toMatchObject([
      { extensions: { code: 'E_RATE', category: 'conflict', limitName: 'http.requests', limit: 20 } },
    ])
    const wait = Number(refused.headers.get('retry-after'))
    expect([wait >= 1, wait <= 3]).toEqual([true, true])
    expect((await ask(from('192.0.2.2'))).status).toBe(200)
  })

  test('cannot pass for another by what it writes itself before the proxy does', async () => {
    const spoofed = (n: number) => from(`198.51.100.${n}`, '192.0.2.3')
    for (let n = 0; n < 30; n += 1) await ask(spoofed(n))
    expect((await ask(spoofed(99))).status).toBe(429)
    expect((await ask(from('198.51.100.1'))).status).toBe(200)
  })

  test('is known behind several proxies, with a port or as IPv6, one network as one', async () => {
    await statuses(30, from('192.0.2.4', '10.1.2.3'))
    expect((await ask(from('192.0.2.4:1234'))).status).toBe(429)
    expect((await ask(from('::ffff:192.0.2.4'))).status).toBe(429)
    await statuses(30, from('2001:db8::1'))
    expect((await ask(from('[2001:db8:0:0:ffff::2]:80'))).status).toBe(429)
    expect((await ask(from('2001:db8:0:1::1'))).status).toBe(200)
  })

  test('is known by its credential wherever it comes from; a faulty one makes it nobody else', async () => {
    for (let n = 0; n < 30; n += 1) await ask({ ...from(`203.0.113.${n}`), ...bearer(desk) })
    expect((await ask({ ...from('203.0.113.200'), ...bearer(desk) })).status).toBe(429)
    expect((await ask({ ...from('203.0.113.0'), ...bearer(press) })).status).toBe(200)
    const guess = (n: number) => ({ ...from('203.0.113.250'), authorization: `Bearer guess-${n}` })
    for (let n = 0; n < 30; n += 1) expect((await ask(guess(n))).status).toBeOneOf([401, 429])
    expect((await ask(from('203.0.113.250'))).status).toBe(429)
  })

  test('records only so often, each field counted, and is told before anything is executed', async () => {
    const fields = (count: number) =>
      Array.from(
        { length: count },
        (_, n) =>
          `a${n}: retractEvent(input: { chronicle: "japan-viet-nam", event: "nope", reason: "x", dryRun: true }) { __typename }`,
      )
    const record = (query: string) =>
      post(server, JSON.stringify({ query }), {
        ...bearer(press),
        accept: 'application/graphql-response+json',
      })
    const many = await record(`mutation { ...F } fragment F on Mutation { ${fields(4).join(' ')} }`)
    expect([many.status, many.text]).toEqual([429, expect.stringMatching(/"code":"E_RATE"/)])
    expect(many.text).not.toContain('"data"')
    expect(many.headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await record(`mutation { ${fields(3).join(' ')} }`)).status).not.toBe(429)
    expect((await record(`mutation { ${fields(1).join(' ')} }`)).status).toBe(429)
    expect((await ask(bearer(press))).status).toBe(200)
  })
})

test('without a named proxy the header says nothing', async () => {
  const server = await serve(['--port', '0', '--http-requests', '5'])
  const ask = (n: number) => post(server, READING, { 'x-forwarded-for': `192.0.2.${n}` })
  for (let n = 0; n < 8; n += 1) await ask(n)
  expect((await ask(100)).status).toBe(429)
  await server.stop()
})

test.each(['10.0.0.0/33', 'localhost', '10.0.0.1:80', ''])('%j is no proxy: E_SETTING, 5', async (proxy) => {
  const { code, err } = await runHere(['serve', '--port', '0', '--proxies', `127.0.0.1,${proxy || 'x'}`])
  expect([code, err]).toEqual([5, expect.stringMatching(/^--proxies E_SETTING /)])
})
