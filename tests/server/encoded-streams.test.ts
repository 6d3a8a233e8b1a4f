import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { streamedResponse } from '../../src/exchange/index.ts'
import { EncodedStreams } from '../../src/server/encoded-streams.ts'

const TEXT = 'one part of many\n'

/** An export as one is made; `read` counts the parts that were taken of it. */
function made(parts: number) {
  const count = { read: 0 }
  async function* body() {
    for (let nth = 0; nth < parts; nth += 1) {
      count.read += 1
      yield new TextEncoder().encode(TEXT)
    }
  }
  return { count, response: streamedResponse(body(), { headers: { etag: '"whole"' } }) }
}

const asking = (encoding: string) =>
  new Request('http://localhost/x', { headers: { 'accept-encoding': encoding } })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

test('what was sent whole in one encoding is sent in the other without being made again', async () => {
  const streams = new EncodedStreams()
  const first = made(50)
  const br = await streams.encode(asking('br'), first.response)
  expect(brotliDecompressSync(await bytesOf(br)).toString()).toBe(TEXT.repeat(50))
  expect(first.count.read).toBe(50)

  const second = made(50)
  const gzip = await streams.encode(asking('gzip'), second.response)
  expect(gzip.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(TEXT.repeat(50))
  expect(second.count.read).toBe(0)
})

test('what was not read to its end is made again', async () => {
  const streams = new EncodedStreams()
  const cut = await streams.encode(asking('br'), made(5_000).response)
  await cut.body?.cancel()
  const again = made(20)
  const gzip = await streams.encode(asking('gzip'), again.response)
  expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(TEXT.repeat(20))
  expect(again.count.read).toBe(20)
})
