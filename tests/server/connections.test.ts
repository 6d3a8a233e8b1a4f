import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { bounded, wait } from './bounded.ts'
import { connectRaw } from './raw.ts'

const BASE = 'host: localhost\r\nconnection: close\r\n'
const POST = `POST /graphql HTTP/1.1\r\n${BASE}content-type: application/json\r\n`

describe('a request that is none', () => {
  test.each([
    ['too many headers', `GET /health HTTP/1.1\r\n${BASE}${'a: b\r\n'.repeat(120)}\r\n`, 431, 'E_HEADERS'],
    [
      'headers that are too long',
      `GET /health HTTP/1.1\r\n${BASE}a: ${'b'.repeat(20_000)}\r\n\r\n`,
      431,
      'E_HEADERS',
    ],
    ['no host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'E_REQUEST'],
    ['a host that is none', 'GET /health HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n', 400, 'E_REQUEST'],
    ['another protocol', 'SSH-2.0-x\r\n\r\n', 400, 'E_REQUEST'],
    [
      'a length and chunks',
      `${POST}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'E_REQUEST',
    ],
    ['two lengths', `${POST}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`, 400, 'E_REQUEST'],
    [
      'a chunk without a size',
      `${POST}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      400,
      'E_REQUEST',
    ],
    [
      'more about chunks than chunks',
      `${POST}transfer-encoding: chunked\r\n\r\n1;${'a'.repeat(30_000)}\r\nx\r\n0\r\n\r\n`,
      413,
      'E_BODY',
    ],
    ['a body longer than may be', `${POST}content-length: 2000000\r\n\r\n`, 413, 'E_BODY'],
    ['CONNECT', `CONNECT x:80 HTTP/1.1\r\n${BASE}\r\n`, 405, 'E_METHOD'],
  ])('%s is refused with its code', async (_, sent, status, code) => {
    const { port } = await bounded()
    const raw = await connectRaw(port)
    raw.send(sent)
    const answer = await raw.whole
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain(`"code":"${code}"`)
    expect(answer).toMatch(/connection: close/i)
  })

  test('expects more than it need, and is answered', async () => {
    const { port } = await bounded()
    const raw = await connectRaw(port)
    raw.send(`GET /health HTTP/1.1\r\n${BASE}expect: miracles\r\n\r\n`)
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('at /graphql has the form that errors have there', async () => {
    const { origin } = await bounded({ limits: { body: 10 } })
    const response = await fetch(`${origin}/graphql`, { method: 'POST', body: 'x'.repeat(11) })
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'the body is longer than 10 bytes; send less at once',
          extensions: { code: 'E_BODY', category: 'invalid' },
        },
      ],
    })
  })
})

test('requests that come at once on one connection are answered one by one, in their order', async () => {
  let [under, most] = [0, 0]
  const { port } = await bounded({
    api: async (request) => {
      under += 1
      most = Math.max(most, under)
      await wait(5)
      under -= 1
      return Response.json({ n: new URL(request.url).searchParams.get('n') })
    },
  })
  const raw = await connectRaw(port)
  const each = Array.from(
    { length: 30 },
    (_, n) =>
      `GET /graphql?n=${n} HTTP/1.1\r\nhost: localhost\r\n${n === 29 ? 'connection: close\r\n' : ''}\r\n`,
  )
  raw.send(each.join(''))
  const answered = [...(await raw.whole).matchAll(/"n":"(\d+)"/g)].map(([, n]) => Number(n))
  expect(answered).toEqual(Array.from({ length: 30 }, (_, n) => n))
  expect(most).toBe(1)
})

test('more connections than may be are closed, and there is room again once some are', async () => {
  const { port, origin } = await bounded({ limits: { connections: 5 } })
  const open = await Promise.all(Array.from({ length: 5 }, () => connectRaw(port)))
  const more = connect(port, '127.0.0.1')
  await Promise.race([once(more, 'close'), once(more, 'error')])
  for (const { socket } of open) socket.destroy()
  await expect
    .poll(() =>
      fetch(`${origin}/health`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
})

test('more than the server can hold is refused with 503 and when to come again; what is small goes on', async () => {
  const { origin, port } = await bounded({
    limits: { held: 200_000, patience: 60_000 },
    api: async (request) => new Response('x'.repeat(Number((await request.text()) || 0))),
  })
  const ask = (size: number) => fetch(`${origin}/graphql`, { method: 'POST', body: String(size) })
  const refused = await ask(300_000)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'E_BUSY' } }] })
  expect((await ask(150_000)).status).toBe(200)

  const slow = await connectRaw(port)
  slow.send('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 190000\r\n\r\n')
  slow.send('x'.repeat(180_000))
  await wait(300)
  expect((await ask(150_000)).status).toBe(503)
  expect((await ask(1_000)).status).toBe(200)
  slow.socket.destroy()
  await expect.poll(async () => (await ask(150_000)).status).toBe(200)
})

describe('a fault of the inside', () => {
  test.each([
    ['thrown by what answers', () => Promise.reject(new Error('disk /var/lib/secret is full'))],
    [
      'found while the answer is made',
      () => new Response(new ReadableStream({ pull: () => Promise.reject(new Error('/var/lib/secret')) })),
    ],
  ])('%s tells its request and nothing else', async (_, api) => {
    const { origin, logged } = await bounded({ api })
    const response = await fetch(`${origin}/graphql`, { headers: { 'x-request-id': 'r-9' } })
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'something went wrong on our side; please name request r-9 when you report it',
          extensions: { code: 'E_FAULT', category: 'fault', requestId: 'r-9' },
        },
      ],
    })
    expect(logged.filter(({ msg }) => msg === 'fault')).toMatchObject([{ requestId: 'r-9', level: 50 }])
  })
})

describe('HEAD', () => {
  test('is answered as GET, without the body', async () => {
    const { origin } = await bounded()
    for (const path of ['/graphql?query={a}', '/health', '/feeds/x.json', '/nope']) {
      const [head, get] = await Promise.all([fetch(origin + path, { method: 'HEAD' }), fetch(origin + path)])
      expect([head.status, head.headers.get('content-length')]).toEqual([
        get.status,
        get.headers.get('content-length'),
      ])
      expect(await head.text()).toBe('')
    }
  })
})
