import { request } from 'node:http'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openInvented } from '../../bench/invented.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { streamedResponse } from '../../src/exchange/index.ts'
import { readGrid } from '../../src/exchange/read-grid.ts'
import { createSchema, type ExportLimits } from '../../src/graphql/index.ts'
import { startServer } from '../../src/server/index.ts'
import { bounded, wait } from './bounded.ts'
import { connectRaw } from './raw.ts'

let chronicle: Chronicle
beforeAll(async () => {
  chronicle = await openInvented(2_000)
})

async function served(exportLimits: Partial<ExportLimits> = {}) {
  const server = await startServer({
    apis: [{ schema: createSchema(bilateral), chronicles: new Map([[chronicle.name, chronicle]]) }],
    port: 0,
    exportLimits,
  })
  onTestFinished(() => server.stop(0))
  const address = new URL(`/feeds/${chronicle.name}/grid.json?position=2000`, server.url)
  const get = (accept: string, more: Record<string, string> = {}, method = 'GET') =>
    fetch(address, { method, headers: { 'accept-encoding': accept, ...more } })
  return { address, get }
}

describe('an export that is streamed', () => {
  test.each(['br', 'gzip', 'identity'])('comes whole in %s, with its tag', async (encoding) => {
    const { get } = await served()
    const response = await get(encoding)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('vary')).toContain('accept-encoding')
    expect(response.headers.get('content-length')).toBeNull()
    const tag = response.headers.get('etag') ?? ''
    expect(tag).toMatch(encoding === 'identity' ? /^"\w+"$/ : new RegExp(`^"\\w+\\.${encoding}"$`))
    const grid = readGrid(await response.text())
    expect(grid.items.length).toBeGreaterThan(600)
    expect(grid.point).toMatchObject({ position: 2000, knownAt: null })

    const again = await get(encoding, { 'if-none-match': tag })
    expect([again.status, again.headers.get('etag')]).toEqual([304, tag])
    const head = await get(encoding, {}, 'HEAD')
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, ''])
  })

  test('is kept once it was sent whole, and then waits for no other', async () => {
    const { address, get } = await served({ working: 1 })
    const first = Buffer.from(await (await get('gzip')).arrayBuffer())
    // Another that is not read to its end.
    const slow = request(address, { headers: { 'accept-encoding': 'identity' } })
    onTestFinished(() => void slow.destroy())
    await new Promise((resolve) => slow.on('response', resolve).end())
    const kept = await get('gzip')
    expect(Number(kept.headers.get('content-length'))).toBeGreaterThan(0)
    expect(kept.headers.get('content-encoding')).toBe('gzip')
    expect(Buffer.from(await kept.arrayBuffer()).equals(first)).toBe(true)
  })

  test.each(['identity', 'gzip'])(
    'breaks off in %s where a limit ends it, and is known as cut',
    async (encoding) => {
      const { get } = await served({ bytes: 100_000 })
      const response = await get(encoding)
      expect(response.status).toBe(200)
      let text = ''
      const reading = async () => {
        const decoder = new TextDecoder()
        for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true })
      }
      await expect(reading()).rejects.toThrow()
      expect(() => readGrid(text)).toThrow(SyntaxError)
      expect((await get(encoding)).headers.get('content-length')).toBeNull()
    },
  )

  test.each([
    ['that nobody wants', { 'if-none-match': '*' }, 304],
    ['of which the head alone is asked', { method: 'HEAD' }, 200],
  ])('holds no place %s', async (_, { method = 'GET', ...headers }: Record<string, string>, status) => {
    const { address, get } = await served({ working: 1, waiting: 0 })
    for (const encoding of ['gzip', 'br', 'identity'])
      expect((await get(encoding, headers, method)).status).toBe(status)
    address.pathname = address.pathname.replace('/grid.json', '.csv')
    expect((await fetch(address)).status).toBe(200)
  })

  test('refuses what it does not take before anything is sent', async () => {
    const { address } = await served()
    address.searchParams.set('date', '2020-01-01')
    address.searchParams.set('topic', 'trade')
    address.searchParams.set('kinds', 'meetings')
    const response = await fetch(address)
    expect(response.status).toBe(400)
    const { errors } = await response.json()
    const of = errors.map(({ code, argument }: Record<string, string>) => `${code} ${argument}`)
    expect(of.sort()).toEqual(['E_ARGUMENT date', 'E_ARGUMENT topic', 'E_KIND kinds'])
  })
})

describe('streamedResponse()', () => {
  test('is made as it is read, and ended when its reader is gone', async () => {
    let made = 0
    const gone = Promise.withResolvers<void>()
    async function* endless() {
      try {
        for (;;) {
          made += 1
          yield new Uint8Array(65_536)
        }
      } finally {
        gone.resolve()
      }
    }
    const { port } = await bounded({ feeds: () => streamedResponse(endless(), {}) })
    const raw = await connectRaw(port)
    raw.socket.pause()
    raw.send('GET /feeds/x HTTP/1.1\r\nhost: localhost\r\n\r\n')
    for (let before = -1; before !== made; await wait(200)) before = made
    // What the sockets of both sides hold, and no more.
    expect(made).toBeLessThan(500)
    raw.socket.destroy()
    await gone.promise
  })
})
