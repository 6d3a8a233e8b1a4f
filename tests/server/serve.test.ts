import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ROOT, runHere, runToEnd, type Started, serve, temporaryLedger } from './process.ts'

const QUESTION = '{ relationships { id } }'
const ANSWER = { data: { relationships: [{ id: 'japan-viet-nam' }] } }

let server: Started
const ledger = temporaryLedger()
beforeAll(async () => {
  server = await serve(['--port', '0', '--ledger', ledger])
})
afterAll(() => server.stop())

function post(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
}

describe('regesta serve', () => {
  test('answers at /graphql by POST and by GET', async () => {
    expect(await (await post(QUESTION)).json()).toMatchObject(ANSWER)
    const got = await fetch(`${server.origin}/graphql?query=${encodeURIComponent(QUESTION)}`)
    expect(await got.json()).toMatchObject(ANSWER)
    expect(got.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/)
  })

  test('/health and /ready say so', async () => {
    const health = await fetch(`${server.origin}/health`)
    expect([health.status, await health.json()]).toEqual([200, { status: 'alive' }])
    const ready = await fetch(`${server.origin}/ready`)
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', timezone: 'UTC' }])
    const head = await fetch(`${server.origin}/health`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('/ leads programs to the API', async () => {
    const response = await fetch(server.origin, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
    })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql'])
  })

  test.each([
    ['GET', '/nope', 404, 'E_PATH'],
    ['GET', '/feeds/nope.json', 404, 'E_NOT_FOUND'],
    ['GET', '/feeds', 404, 'E_NOT_FOUND'],
    ['GET', '/feeds/', 404, 'E_NOT_FOUND'],
    ['GET', '//nope/graphql%ff', 404, 'E_PATH'],
    ['POST', '/health', 405, 'E_METHOD'],
    ['DELETE', '/feeds/japan-viet-nam.json', 405, 'E_METHOD'],
  ])('%s %s is refused with %i %s', async (method, path, status, code) => {
    const response = await fetch(server.origin + path, { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ errors: [{ code }] })
  })

  test('GET /graphql/nope is refused with 404 E_PATH, as errors of GraphQL are told', async () => {
    const response = await fetch(`${server.origin}/graphql/nope`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'E_PATH' } }] })
  })

  test('a browser gets the playground, with nothing from elsewhere in it', async () => {
    const response = await fetch(`${server.origin}/graphql`, { headers: { accept: 'text/html' } })
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    const page = await response.text()
    for (const tab of ['WhatStood', 'WhatChanged', 'WhoSaysSo']) expect(page).toContain(`query ${tab}`)
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="(https?:)?\/\//)
  })

  test('feeds are served', async () => {
    const response = await fetch(`${server.origin}/feeds/japan-viet-nam.json`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ feed_url: `${server.origin}/feeds/japan-viet-nam.json` })
  })

  test('x-request-id is echoed where it is plain, and replaced where it is not, on every path', async () => {
    for (const path of ['/graphql', '/health', '/nope']) {
      const own = await fetch(server.origin + path, { headers: { 'x-request-id': `own${path.length}` } })
      expect(own.headers.get('x-request-id')).toBe(`own${path.length}`)
      const bad = await fetch(server.origin + path, { headers: { 'x-request-id': 'a {"b"}' } })
      expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('every request is a line of JSON in the log, with its id', async () => {
    await post(QUESTION, { 'x-request-id': 'logged-1' })
    await fetch(`${server.origin}/nope?token=secret`, { headers: { 'x-request-id': 'logged-2' } })
    await expect
      .poll(() => server.log.filter(({ requestId }) => /^logged/.test(String(requestId))))
      .toHaveLength(2)
    const [one, other] = server.log.filter(({ requestId }) => /^logged/.test(String(requestId)))
    expect(one).toMatchObject({
      requestId: 'logged-1',
      method: 'POST',
      path: '/graphql',
      status: 200,
      finished: true,
      ms: expect.any(Number),
    })
    expect(other).toMatchObject({ requestId: 'logged-2', path: '/nope', status: 404 })
    expect(JSON.stringify(server.log)).not.toContain('secret')
  })

  test('a second one on the same ledger is refused: E_LEDGER_LOCKED, 4', async () => {
    const { code, err } = await runToEnd(['serve', '--port', '0', '--ledger', ledger])
    expect(err).toMatch(
      /^E_LEDGER_LOCKED .* is being written by process \d+, so that this server does not start: .* another ledger by --ledger\n$/,
    )
    expect(code).toBe(4)
  })

  test('the start says the address, the chronicles and where the ledger lies, and no other setting', async () => {
    const [asked] = server.log.filter(({ msg }) => / is at /.test(String(msg)))
    expect(asked).toMatchObject({
      msg: `the page is at ${server.origin}/, the API is at ${server.origin}/graphql`,
      chronicles: { 'japan-viet-nam': expect.any(Number) },
      ledger,
      events: expect.stringMatching(/events$/),
    })
    expect(server.log.map(({ msg }) => msg)).not.toContain('configuration')
    expect(JSON.stringify(asked).length).toBeLessThan(600)
  })

  test('a port in use is refused: E_ADDRESS, 4', async () => {
    const { code, err } = await runToEnd(['serve', '--port', String(server.port)])
    expect(err).toMatch(new RegExp(`^E_ADDRESS .*127.0.0.1:${server.port}`))
    expect(code).toBe(4)
  })

  test.each(['65536', '-1', 'http', '80.5', ''])('--port %j is refused: E_PORT, 5', async (port) => {
    const { code, err } = await runHere(['serve', `--port=${port}`])
    expect(err).toMatch(/^--port E_PORT .*0 to 65535/)
    expect(code).toBe(5)
  })
})

describe('where it listens', () => {
  test('is as PORT and HOST say', async () => {
    const port = await freePort()
    const started = await serve([], { PORT: String(port), HOST: '127.0.0.2' })
    expect(started.origin).toBe(`http://127.0.0.2:${port}`)
    expect((await started.stop()).code).toBe(0)
  })

  test('is as flags say, over the environment', async () => {
    const started = await serve(['--port', '0', '--host', '127.0.0.1'], { PORT: '1', HOST: '127.0.0.2' })
    expect(started.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(started.port).not.toBe(1)
    expect((await started.stop()).code).toBe(0)
  })

  test('a bad PORT is refused as a bad --port is', async () => {
    const { code, err } = await runHere(['serve'], { PORT: 'x' })
    expect(err).toMatch(/^PORT E_PORT "x"/)
    expect(code).toBe(5)
  })
})

test('npm start -- --port N serves there, and SIGTERM to npm ends both with 0', async () => {
  const port = await freePort()
  const npm = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: ROOT,
    env: { ...process.env, REGESTA_LEDGER: temporaryLedger() },
    stdio: 'ignore',
    // A group of its own, so that nothing of it is left should this fail.
    detached: true,
  })
  onTestFinished(() => endGroup(npm.pid))
  const ended = once(npm, 'close')
  const alive = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(alive, { interval: 100 }).toBe(200)
  npm.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
  expect(await alive()).toBe(0)
})

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
