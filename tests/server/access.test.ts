import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { subscribe } from '../graphql/event-source.ts'
import { runHere, type Started, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-access-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const READING = '{ relationships { id } }'
const RUNNING = '{ server { version } }'
const desk = newToken('desk', 'reader')
const press = newToken('press-desk', 'recorder')
const chief = newToken('chief', 'admin')
const TOKENS = [desk, press, chief].map(({ line }) => line).join('\n')

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(folder, 'tokens-')), 'tokens.yaml')
  writeFileSync(file, text)
  return file
}

type Answered = { readonly status: number; readonly challenge: string | null; readonly text: string }

async function get(server: Started, path: string, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(server.origin + path, { headers })
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    text: await response.text(),
  }
}

async function ask(server: Started, query: string, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    text: await response.text(),
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('without credentials', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve()
  })
  afterAll(() => server.stop())

  test('everyone reads, and no one runs the server', async () => {
    expect(await ask(server, READING)).toMatchObject({ status: 200 })
    expect(await ask(server, RUNNING)).toMatchObject({ status: 401, challenge: 'Bearer realm="regesta"' })
    expect((await get(server, '/feeds/japan-viet-nam.json')).status).toBe(200)
    expect((await get(server, '/metrics')).status).toBe(200)
  })

  test('whoever shows one all the same is refused: nobody is to think that it was taken', async () => {
    expect(await ask(server, READING, bearer(desk.token))).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="regesta", error="invalid_token"',
    })
  })
})

describe('with tokens', () => {
  let server: Started
  let file: string
  beforeAll(async () => {
    file = fileOf(TOKENS)
    server = await serve(['--port', '0', '--tokens', file])
  })
  afterAll(() => server.stop())

  test('whoever shows none has nothing but what anyone may know', async () => {
    for (const path of [
      '/graphql?query={relationships{id}}',
      '/feeds/japan-viet-nam.json',
      '/feeds/nope.json',
    ])
      expect(await get(server, path)).toMatchObject({ status: 401, challenge: 'Bearer realm="regesta"' })
    expect((await ask(server, READING)).text).toMatch(/E_UNAUTHENTICATED/)
    expect(await get(server, '/metrics')).toMatchObject({ status: 401, challenge: 'Bearer realm="regesta"' })
    for (const path of ['/health', '/ready']) expect((await get(server, path)).status).toBe(200)
    const page = await get(server, '/graphql', { accept: 'text/html' })
    expect([page.status, /<title>Regesta/.test(page.text)]).toEqual([200, true])
  })

  test.each([
    ['desk', desk, 200, 403],
    ['press-desk', press, 200, 403],
    ['chief', chief, 200, 200],
  ])('%s has what the role of its token has', async (_, { token }, reading, running) => {
    expect((await ask(server, READING, bearer(token))).status).toBe(reading)
    expect((await ask(server, RUNNING, bearer(token))).status).toBe(running)
    expect((await get(server, '/feeds/japan-viet-nam.json', bearer(token))).status).toBe(reading)
    expect((await get(server, '/metrics', bearer(token))).status).toBe(running)
  })

  test.each([
    ['another token', `Bearer ${newToken('x', 'admin').token}`],
    ['a token cut short', `Bearer ${chief.token.slice(0, -1)}`],
    ['a token in other letters', `Bearer ${chief.token.toUpperCase()}`],
    ['the digest of a token', `Bearer ${createHash('sha256').update(chief.token).digest('hex')}`],
    ['another scheme', `Basic ${Buffer.from(`chief:${chief.token}`).toString('base64')}`],
    ['no scheme', chief.token],
    ['two tokens', `Bearer ${chief.token}, Bearer ${desk.token}`],
    ['nothing', 'Bearer '],
    ['a megabyte', `Bearer ${'x'.repeat(9_000)}`],
    ['what is no token', 'Bearer <script>'],
  ])('%s is refused, here and at the feeds', async (_, authorization) => {
    const challenge = 'Bearer realm="regesta", error="invalid_token"'
    const asked = await ask(server, READING, { authorization })
    expect(asked).toMatchObject({ status: 401, challenge, text: expect.stringMatching(/E_UNAUTHENTICATED/) })
    expect(asked.text.replace('“Authorization: Bearer …”', '')).not.toContain(authorization.trim())
    expect(await get(server, '/feeds/japan-viet-nam.json', { authorization })).toMatchObject({
      status: 401,
      challenge,
    })
  })

  test('the scheme may be written in any case', async () => {
    expect((await ask(server, READING, { authorization: `bEARER ${desk.token}` })).status).toBe(200)
  })

  test('a token in the address, the body or a cookie is no credential', async () => {
    for (const name of ['access_token', 'token', 'authorization', 'bearer']) {
      const query = encodeURIComponent(READING)
      expect((await get(server, `/graphql?query=${query}&${name}=${chief.token}`)).status).not.toBe(200)
      expect((await get(server, `/feeds/japan-viet-nam.json?${name}=${chief.token}`)).status).toBe(401)
      expect((await ask(server, READING, { cookie: `${name}=${chief.token}` })).status).toBe(401)
    }
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: READING, extensions: { access_token: chief.token } }),
    })
    expect(response.status).toBe(401)
  })

  test('the role admin sees the server, its settings with who said so, and the heads', async () => {
    const query =
      '{ server { version startedAt uptimeSeconds configuration { setting value origin } heads { chronicle position takenIn root } memory { residentBytes heapUsedBytes } } }'
    const { text } = await ask(server, query, bearer(chief.token))
    const { data }: { data: { server: Record<string, unknown> } } = JSON.parse(text)
    expect(data.server).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      configuration: expect.arrayContaining([
        { setting: 'port', value: 0, origin: '--port' },
        { setting: 'tokens', value: file, origin: '--tokens' },
        { setting: 'reading', value: 'token', origin: 'default' },
      ]),
      heads: [{ chronicle: 'japan-viet-nam', root: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      memory: { residentBytes: expect.any(Number) },
    })
  })

  test('no token is ever in the log', async () => {
    await get(server, `/graphql?token=${chief.token}`, bearer(press.token))
    await get(server, `/feeds/nope.json?token=${chief.token}`, bearer(desk.token))
    await get(server, '/nope', bearer('wrong-token-of-someone'))
    await expect.poll(() => server.log.some(({ path }) => path === '/nope')).toBe(true)
    const log = JSON.stringify(server.log)
    for (const { token } of [desk, press, chief]) expect(log).not.toContain(token)
    expect(log).not.toContain('wrong-token-of-someone')
    expect(log).not.toMatch(/bearer/i)
  })

  test('a stream ends once its token is struck out, and says why; others go on', async () => {
    const follow = (token: string) =>
      subscribe(
        (_, init) => fetch(`${server.origin}/graphql`, init),
        'subscription { events(chronicle: "japan-viet-nam") { position } }',
        {},
        bearer(token),
      )
    const [struck, kept] = [await follow(desk.token), await follow(press.token)]
    writeFileSync(file, `${press.line}\n${chief.line}\n`)
    expect((await struck.next())?.errors).toMatchObject([
      {
        message: 'the subscription ends here: the token is not one that is let in here',
        extensions: { code: 'E_UNAUTHENTICATED' },
      },
    ])
    expect(await struck.next()).toBeUndefined()
    expect(await kept.within(500)).toEqual([])
    await expect
      .poll(async () => (await get(server, '/metrics', bearer(chief.token))).text)
      .toContain('regesta_subscriptions_open 1')
    kept.leave()
    writeFileSync(file, TOKENS)
    await expect.poll(async () => (await ask(server, READING, bearer(desk.token))).status).toBe(200)
  })

  test('a token that is added is let in and one that is struck out is not, without a new start; a file with faults changes nothing', async () => {
    const late = newToken('late', 'reader')
    expect((await ask(server, READING, bearer(late.token))).status).toBe(401)
    writeFileSync(file, `${press.line}\n${chief.line}\n${late.line}\n`)
    await expect.poll(async () => (await ask(server, READING, bearer(late.token))).status).toBe(200)
    expect((await ask(server, READING, bearer(desk.token))).status).toBe(401)
    writeFileSync(file, 'not: a list\n')
    await expect
      .poll(
        async () => {
          await ask(server, READING, bearer(late.token))
          return server.log.some(({ msg }) => msg === 'credentials')
        },
        { interval: 200 },
      )
      .toBe(true)
    expect((await ask(server, READING, bearer(late.token))).status).toBe(200)
    rmSync(file)
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect((await ask(server, READING, bearer(late.token))).status).toBe(200)
    writeFileSync(file, '[]\n')
    await expect.poll(async () => (await ask(server, READING, bearer(late.token))).status).toBe(401)
  })
})

test('reading may be open beside tokens', async () => {
  const server = await serve(['--port', '0', '--tokens', fileOf(TOKENS), '--reading', 'open'])
  expect((await ask(server, READING)).status).toBe(200)
  expect((await ask(server, RUNNING)).status).toBe(401)
  expect((await ask(server, RUNNING, bearer(desk.token))).status).toBe(403)
  expect((await ask(server, RUNNING, bearer(chief.token))).status).toBe(200)
  expect((await get(server, '/metrics')).status).toBe(401)
  expect((await get(server, '/metrics', bearer(desk.token))).status).toBe(403)
  expect((await get(server, '/metrics', bearer(chief.token))).status).toBe(200)
  expect((await server.stop()).code).toBe(0)
})

test('what a server is told not to give, it does not: playground, metrics, introspection', async () => {
  const server = await serve([
    '--port',
    '0',
    '--playground',
    'off',
    '--metrics',
    'off',
    '--introspection',
    'off',
  ])
  expect((await get(server, '/metrics')).status).toBe(404)
  expect((await get(server, '/graphql', { accept: 'text/html' })).text).not.toContain('<title>')
  const asked = await ask(server, '{ __schema { queryType { name } } }')
  expect(asked).toMatchObject({ status: 403, text: expect.stringMatching(/"Query.__schema"/) })
  expect((await ask(server, READING)).status).toBe(200)
  await server.stop()
})

describe('a start that is refused', () => {
  test('on an address that others reach, with no word on who may read: E_READING_UNSAID, 5', async () => {
    const { code, err } = await runHere(['serve', '--host', '0.0.0.0', '--port', '0'])
    expect(err).toMatch(/^--host E_READING_UNSAID 0\.0\.0\.0 .*--reading open.*--tokens/)
    expect(code).toBe(5)
  })

  test('by a file of tokens with faults, each at its place', async () => {
    const file = fileOf(
      [
        '- { name: a, role: owner, sha256: "00" }',
        `- { name: "b c", role: reader, sha256: "${'0'.repeat(64)}", note: x }`,
        '- { role: reader }',
      ].join('\n'),
    )
    const { code, err } = await runHere(['serve', '--port', '0', '--tokens', file])
    const lines = err
      .trim()
      .split('\n')
      .map((line) => line.replace(file, 'FILE'))
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'FILE:1:20 E_SHAPE',
      'FILE:1:35 E_SHAPE',
      'FILE:2:11 E_SHAPE',
      expect.stringMatching(/^FILE:2:\d+ E_FIELD$/),
      'FILE:3:3 E_MISSING',
      'FILE:3:3 E_MISSING',
    ])
    expect(code).toBe(5)
  })

  test('by a name or a digest that stands there twice', async () => {
    const twice = fileOf(
      [desk.line, desk.line.replace('desk', 'other'), newToken('desk', 'admin').line].join('\n'),
    )
    const { err } = await runHere(['serve', '--port', '0', '--tokens', twice])
    expect(err).toMatch(/:2:\d+ E_TOKEN_TWICE this sha256 stands at entry 1 already/)
    expect(err).toMatch(/:3:\d+ E_TOKEN_TWICE this name stands at entry 1 already/)
  })

  test('by files that are not there or hold what must not be there, all at once', async () => {
    const keys = fileOf(JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'a', d: 'b' }] }))
    const { code, err } = await runHere([
      ...['serve', '--port', '0', '--tokens', join(folder, 'nope.yaml')],
      ...['--jwt-keys', keys, '--jwt-issuer', 'i', '--jwt-audience', 'a'],
    ])
    expect(err).toMatch(/^--tokens E_TOKENS_FILE .*nope.yaml cannot be read \(ENOENT\)/)
    expect(err).toMatch(/^--jwt-keys E_JWT_KEYS .*without private parts/m)
    expect(code).toBe(5)
  })
})

describe('what a server was told', () => {
  test('is a line of its log at level debug, with who said each thing and nothing that is secret', async () => {
    const keys = 'http://127.0.0.1:9/keys?key=hunter2'
    const config = join(mkdtempSync(join(folder, 'config-')), 'regesta.json')
    writeFileSync(config, JSON.stringify({ jwt: { keys, issuer: 'i', audience: 'a' }, logLevel: 'info' }))
    const server = await serve(['--port', '0', '--config', config], {
      REGESTA_READING: 'open',
      LOG_LEVEL: 'debug',
    })
    await server.stop()
    const told = server.log.filter(({ msg }) => msg === 'configuration')
    expect(told).toHaveLength(1)
    expect(told[0]?.configuration).toMatchObject({
      port: { value: 0, origin: '--port' },
      reading: { value: 'open', origin: 'REGESTA_READING' },
      logLevel: { value: 'debug', origin: 'LOG_LEVEL' },
      'jwt.keys': { value: 'http://127.0.0.1:9/keys?key=***', origin: `${config}:1` },
      host: { value: '127.0.0.1', origin: 'default' },
    })
    expect(JSON.stringify(server.log)).not.toContain('hunter2')
  })

  test('is printed by --print-config, and nothing is opened', async () => {
    const { code, out, err } = await runHere([
      'serve',
      '--print-config',
      '--ledger',
      'postgres://me:hunter2@db/name',
    ])
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toContainEqual({
      setting: 'ledger',
      value: 'postgres://me:***@db/name',
      origin: '--ledger',
    })
  })
})

describe('regesta token', () => {
  test('makes a token that its line lets in, never the same', async () => {
    const { out } = await runHere(['token', '--role', 'recorder', '--name', 'press-desk'])
    const [token = '', ...rest] = out.split('\n')
    expect(token).toMatch(/^regesta_[\w-]{43}$/)
    const digest = createHash('sha256').update(token).digest('hex')
    expect(rest.join('\n')).toContain(`- { name: press-desk, role: recorder, sha256: "${digest}" }`)
    const again = await runHere(['token', '--role', 'recorder', '--name', 'press-desk', '--json'])
    const { token: other, line }: { token: string; line: string } = JSON.parse(again.out)
    expect(other).not.toBe(token)
    expect(line).not.toContain(other)
  })

  test.each([
    [['--role', 'owner', '--name', 'x'], 2],
    [['--role', 'admin'], 2],
    [['--name', 'x'], 2],
    [['--role', 'admin', '--name', 'x: y'], 5],
    [['--role', 'admin', '--name', ''], 5],
  ])('with %j is refused', async (args, code) => {
    expect((await runHere(['token', ...args])).code).toBe(code)
  })
})
