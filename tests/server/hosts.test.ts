import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { runHere, type Started, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-hosts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
  'localhost@evil.example',
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
    writeFileSync(file, newToken('chief', 'admin').line)
    const server = await started(...args, ...(args[0] === '--tokens' ? [file] : []))
    expect((await asked(server, 'evil.example', '/health')).status).toBe(200)
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
