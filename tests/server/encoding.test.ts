import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EncodedBody, encodeResponse, preferredEncoding, tagsIn } from '../../src/server/encoding.ts'
import { type Started, serve } from './process.ts'

describe('preferredEncoding()', () => {
  test.each([
    [null, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['identity;q=1, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['gzip;q=nonsense', undefined],
    ['deflate, zstd', undefined],
  ])('of %j is %s', (header, expected) => {
    expect(preferredEncoding(header)).toBe(expected)
  })
})

describe('tagsIn()', () => {
  test.each([
    [null, []],
    ['"a.br"', ['"a"']],
    ['W/"a.gzip", "b"', ['"a"', '"b"']],
    ['"a-br"', ['"a-br"']],
  ])('of %j are %j', (header, expected) => {
    expect([...tagsIn(header)]).toEqual(expected)
  })
})

describe('encodeResponse()', () => {
  const gzip = new Request('http://localhost/', { headers: { 'accept-encoding': 'gzip' } })
  const json = { 'content-type': 'application/json', etag: '"a"', vary: 'accept' }

  test('encodes a kept body once for all', async () => {
    const kept = new EncodedBody(new TextEncoder().encode('x'.repeat(2_000)))
    expect(kept.in('gzip')).toBe(kept.in('gzip'))
    const { headers } = await encodeResponse(gzip, new Response(kept.bytes, { headers: json }), { kept })
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-encoding': 'gzip',
      etag: '"a.gzip"',
      vary: 'accept, accept-encoding',
    })
  })

  test.each([
    ['a body of 1,023 bytes', 'x'.repeat(1_023), json],
    ['a stream of events', 'x'.repeat(2_000), { 'content-type': 'text/event-stream; charset=utf-8' }],
    ['a stream of parts', 'x'.repeat(2_000), { 'content-type': 'multipart/mixed; boundary="-"' }],
    ['a picture', 'x'.repeat(2_000), { 'content-type': 'image/png' }],
    ['what is encoded', 'x'.repeat(2_000), { ...json, 'content-encoding': 'br' }],
  ])('leaves %s as it is', async (_, body, headers) => {
    const response = await encodeResponse(gzip, new Response(body, { headers }))
    expect(Object.fromEntries(response.headers)).toEqual(headers)
    expect(await response.text()).toBe(body)
  })
})

test.each(['br', 'gzip'] as const)('EncodedBody keeps no more than the bytes, in %s', async (encoding) => {
  const body = new EncodedBody(new Uint8Array(3_000))
  const bytes = await body.in(encoding)
  expect(bytes.buffer.byteLength).toBe(bytes.length)
  expect(await body.in(encoding)).toBe(bytes)
})

describe('over a socket', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve(['--port', '0', '--metrics', 'on'])
  })
  afterAll(() => server.stop())

  type Sent = {
    readonly status: number | undefined
    readonly headers: IncomingHttpHeaders
    readonly body: Buffer
  }

  /** As it comes over the wire: `fetch` would decode it. */
  async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Sent> {
    const sent = httpRequest(`${server.origin}${path}`, { method, headers }).end()
    const [response] = await once(sent, 'response')
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
  }

  const QUERY =
    '{ relationship(id: "japan-viet-nam") { timeline(first: 60) { nodes { type subject recordedAt } } } }'
  const ANSWER = `/graphql?${new URLSearchParams({ query: QUERY })}`
  const DECODE = { br: brotliDecompressSync, gzip: gunzipSync }

  test.each([
    ['an answer', ANSWER, 2],
    ['a feed', '/feeds/japan-viet-nam.json', 4],
    ['metrics', '/metrics', 4],
    ['the page of the playground', '/graphql', 1.5],
  ])('%s is the same in each encoding, and says that it differs by it', async (name, path, times) => {
    const accept = name.includes('page') ? { accept: 'text/html' } : {}
    // Once before, so that it does not count itself.
    await get(path, accept)
    const plain = await get(path, accept)
    expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([
      undefined,
      expect.stringContaining('accept-encoding'),
    ])
    for (const encoding of ['br', 'gzip'] as const) {
      const { headers, body } = await get(path, { ...accept, 'accept-encoding': encoding })
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers['content-length']).toBe(String(body.length))
      expect(body.length * times).toBeLessThan(plain.body.length)
      if (name !== 'metrics') expect(DECODE[encoding](body).equals(plain.body)).toBe(true)
    }
  })

  test.each([
    ['an answer', ANSWER],
    ['a feed', '/feeds/japan-viet-nam.json'],
  ])('%s has a tag for each encoding; each of them brings 304, with the same tag', async (_, path) => {
    const tags = new Set<string>()
    for (const encoding of ['identity', 'gzip', 'br']) {
      const { etag = '' } = (await get(path, { 'accept-encoding': encoding })).headers
      tags.add(etag)
      for (const shown of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await get(path, { 'accept-encoding': encoding, 'if-none-match': shown })
        expect([again.status, again.headers.etag, again.body.length]).toEqual([304, etag, 0])
        expect(again.headers.vary).toBeDefined()
      }
    }
    expect(tags.size).toBe(3)
  })

  test('`*` brings an answer with errors, which has no tag', async () => {
    const { status, headers, body } = await get(
      `/graphql?query=${encodeURIComponent('{ nodes(ids: ["no"]) { id } }')}`,
      {
        accept: 'application/json',
        'if-none-match': '*',
      },
    )
    expect([status, headers.etag, body.toString()]).toEqual([
      200,
      undefined,
      expect.stringContaining('E_NOT_FOUND'),
    ])
  })

  test('HEAD says what GET would send, and sends no body', async () => {
    const whole = await get(ANSWER, { 'accept-encoding': 'br' })
    const { status, headers, body } = await get(ANSWER, { 'accept-encoding': 'br' }, 'HEAD')
    expect([status, body.length, headers['content-length']]).toEqual([200, 0, String(whole.body.length)])
    expect(headers['content-encoding']).toBe('br')
  })

  test('a citation is made of the answer whatever encoding its reader takes', async () => {
    const { status, body } = await get(ANSWER.replace('/graphql', '/cite'), { 'accept-encoding': 'gzip' })
    expect([status, gunzipSync(body).toString()]).toEqual([200, expect.stringContaining('"URL"')])
  })

  describe('the playground', () => {
    const files = async () => {
      const { body } = await get('/graphql', { accept: 'text/html' })
      return [...new Set(body.toString().match(/playground\/[\w.-]+/g))]
    }

    test('has parts that may be kept for good, under names of their content', async () => {
      const found = await files()
      expect(found).toHaveLength(7)
      for (const file of found) {
        const { status, headers, body } = await get(`/${file}`, {
          'accept-encoding': 'br',
          range: 'bytes=0-9',
        })
        expect(file).toMatch(/^playground\/[a-z-]+\.[\w-]{16}\.(js|css|ico)$/)
        expect([status, headers['cache-control'], headers['accept-ranges']]).toEqual([
          200,
          'public, max-age=31536000, immutable',
          undefined,
        ])
        expect(brotliDecompressSync(body).length).toBeGreaterThan(1_024)
      }
    })

    test.each(['br', 'gzip'])(
      'is loaded with less than 2.5 MB in %s, its page with less than 5 KB',
      async (encoding) => {
        const sizes = await Promise.all(
          (await files()).map(
            async (file) => (await get(`/${file}`, { 'accept-encoding': encoding })).body.length,
          ),
        )
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000)
        const page = await get('/graphql', { accept: 'text/html', 'accept-encoding': encoding })
        expect(page.body.length).toBeLessThan(5_000)
      },
    )

    test('keeps what an address brings out of its markup', async () => {
      const query = '</script><script>alert(1)</script>'
      const page = `/graphql?${new URLSearchParams({ query })}`
      const { body, headers } = await get(page, { accept: 'text/html' })
      expect(body.toString()).not.toContain('<script>alert')
      expect(headers['content-security-policy']).toContain("script-src 'self'")
    })

    test.each([
      ['GET', '/playground/graphiql.old.js', 404],
      ['GET', '/playground/', 404],
      ['POST', '/playground/graphiql.old.js', 405],
    ])('%s %s is refused with %i', async (method, path, status) => {
      expect((await get(path, {}, method)).status).toBe(status)
    })
  })
})
