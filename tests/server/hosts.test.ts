import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { runHere, type Started, serve } from './process.ts'
import { connectRaw } from './raw.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-hosts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const chief = newToken('chief', 'admin')

/** Asks a server under a name that it is or is not asked by, as a browser does that was led there. */
function asked(
  { port }: Started,
  host: string,
  path = '/graphql?query={relationships{id}}',
  method = 'GET',
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host, connection: 'close' }
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    })
      .on('error', reject)
      .end()
  })
}

const statusOf = async (server: Started, host: string) => (await asked(server, host)).status

const OWN = [
  'localhost',
  'LOCALHOST:80',
  'localhost.',
  'x.localhost',
  '127.0.0.1',
  '127.9.9.9:1',
  '[::1]:4000',
]
const STRANGE = [
  'evil.example',
  'evil.example:4000',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil.example.',
  '10.0.0.1',
  '0.0.0.0',
  '[::ffff:10.0.0.1]',
]
/** What is not `host[:port]`: what stands behind the name would become part of the address. */
const NO_HOSTS = [
  'localhost@evil.example',
  'localhost/metrics?',
  'localhost/graphql?query={sources{nodes{digest}}}&',
  'localhost#',
  'localhost\\x',
  'localhost?',
  'localhost:80:80',
  'localhost:99999',
  'localhost:http',
  'local host',
  'a,b',
  '[::1',
  '%6cocalhost',
]

describe('a server that only this machine reaches, and anyone on it may read', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve(['--port', '0', '--public-url', 'https://Press.example:8443/graphql'])
  })
  afterAll(() => server.stop())

  test.each([...OWN, 'press.example', 'PRESS.EXAMPLE:443'])('answers to %s', async (host) => {
    expect(await statusOf(server, host)).toBe(200)
  })

  test.each(STRANGE)('does not answer to %s: E_HOST, 421', async (host) => {
    const { status, body } = await asked(server, host)
    expect([status, body]).toEqual([421, expect.stringMatching(/"code":"E_HOST"/)])
    expect(body).not.toContain('japan-viet-nam')
  })

  test.each(NO_HOSTS)('refuses %j, which is no host: E_REQUEST, 400', async (host) => {
    const { status, body } = await asked(server, host, '/health')
    expect([status, body]).toEqual([400, expect.stringMatching(/"code":"E_REQUEST"/)])
    expect(body).not.toContain('alive')
  })

  test.each([
    ['several hosts, though one is its own', 'host: localhost\r\nhost: evil.example\r\n'],
    ['an empty one', 'host: \r\n'],
    ['one with an escape of the terminal', 'host: \x1b[2J\r\n'],
  ])('refuses %s', async (_, hosts) => {
    const { send, whole } = await connectRaw(server.port)
    send(`GET /health HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`)
    expect(await whole).toMatch(/^HTTP\/1.1 400 [\s\S]*"E_REQUEST"/)
  })

  test.each([
    ['/feeds/../metrics', '/metrics'],
    ['/x\\..\\health', '/health'],
    ['/health#/graphql', '/health'],
    ['http://localhost/ready?x', '/ready'],
    ['/.//nope', '//nope'],
  ])('%s goes where the log and the metrics say', async (target, path) => {
    const { send, whole } = await connectRaw(server.port)
    const id = `to-${encodeURIComponent(target).replace(/\W/g, '_')}`
    send(`GET ${target} HTTP/1.1\r\nhost: localhost\r\nx-request-id: ${id}\r\nconnection: close\r\n\r\n`)
    const status = path.startsWith('//') ? 404 : 200
    expect(await whole).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    await expect
      .poll(() => server.log.find((line) => line.requestId === id))
      .toMatchObject({ path, status, msg: 'request' })
    const { body } = await asked(server, 'localhost', '/metrics')
    const route = path.startsWith('//') ? 'other' : path
    expect(body).toContain(`regesta_http_requests_total{route="${route}",method="GET",status="${status}"`)
  })

  test.each([
    '/',
    '/health',
    '/ready',
    '/metrics',
    '/feeds/japan-viet-nam.json',
    '/cite?query={sources{id}}',
    '/nope',
  ])('nor at %s, by whichever method', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS'])
      expect((await asked(server, 'evil.example', path, method)).status).toBe(421)
  })

  test('nor where the request names it in its address', async () => {
    const strange = await asked(server, 'localhost', 'http://evil.example/health')
    const own = await asked(server, 'localhost', `http://localhost:${server.port}/health`)
    expect([strange.status, own.status]).toEqual([421, 200])
  })

  test('the error has the form that errors have there, and no more of the name than is needed', async () => {
    const { body } = await asked(server, `${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}`)
    const { errors } = JSON.parse(body)
    expect(errors).toEqual([
      {
        message: expect.stringMatching(
          /^this server does not answer to the name "x{60}\.y{39}"; .*--allowed-hosts/,
        ),
        extensions: { code: 'E_HOST', category: 'invalid' },
      },
    ])
  })
})

describe('names are looked at', () => {
  const started = async (...args: readonly string[]) => serve(['--port', '0', ...args])

  test.each([
    ['not where whoever reads shows a credential', ['--tokens']],
    ['not where it is reached from elsewhere anyway', ['--host', '0.0.0.0', '--reading', 'open']],
    ['not where any will do', ['--allowed-hosts', '*']],
  ])('%s', async (_, args) => {
    const file = join(folder, 'tokens.yaml')
    writeFileSync(file, chief.line)
    const server = await started(...args, ...(args[0] === '--tokens' ? [file] : []))
    expect((await asked(server, 'evil.example', '/health')).status).toBe(200)
    await server.stop()
  })

  test('where credentials give more, but anyone on this machine may read without', async () => {
    const file = join(folder, 'open.yaml')
    writeFileSync(file, chief.line)
    const server = await started('--tokens', file, '--reading', 'open')
    for (const host of ['localhost', '127.0.0.1:1']) expect(await statusOf(server, host)).toBe(200)
    for (const host of STRANGE) {
      const { status, body } = await asked(server, host)
      expect([host, status, body]).toEqual([host, 421, expect.stringMatching(/"code":"E_HOST"/)])
    }
    await server.stop()
  })

  test('wherever it is said which there are: those, and its own', async () => {
    const server = await started(
      '--host',
      '0.0.0.0',
      '--reading',
      'open',
      '--allowed-hosts',
      'A.example,b.example',
    )
    for (const host of ['a.example:80', 'B.EXAMPLE', 'localhost', '127.0.0.1'])
      expect(await statusOf(server, host)).toBe(200)
    expect(await statusOf(server, 'c.example')).toBe(421)
    await server.stop()
  })

  test.each(['a.example:80', 'http://a.example', 'a b', ''])('%j is no name: E_SETTING, 5', async (name) => {
    const { code, err } = await runHere([
      'serve',
      '--port',
      '0',
      '--allowed-hosts',
      `x.example,${name || 'a/b'}`,
    ])
    expect([code, err]).toEqual([5, expect.stringMatching(/^--allowed-hosts E_SETTING /)])
  })
})
