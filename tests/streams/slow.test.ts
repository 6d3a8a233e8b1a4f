import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Envelope } from '../../src/event/index.ts'
import { bookCatalogued, Tale } from '../toy/index.ts'
import { readStream } from './reader.ts'
import { type Served, served } from './served.ts'

const MANY = 10_000
const QUERY = 'subscription { events(chronicle: "library", after: 0) { position event { payload } } }'

/** Ten thousand events, each of some two thousand characters: more than the sockets between could hold. */
function manyEvents(): readonly Envelope[] {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const [source] = tale.envelopes
  if (source === undefined) throw new Error('a source was told of')
  const base = {
    ...source,
    type: bookCatalogued.type,
    valid: { edtf: '2020-01-01', basis: 'stated' },
  } as const
  const books = Array.from({ length: MANY - 1 }, (_, index): Envelope => {
    const title = `${index} `.padEnd(2_000, 'a long title ')
    return { ...base, subject: `book/b${index}`, payload: { title } }
  })
  return [source, ...books]
}

let server: Served
beforeEach(async () => {
  server = await served({
    events: manyEvents(),
    streams: { heartbeat: 100, patience: 1_500 },
    limits: { patience: 1_500 },
  })
})
afterEach(() => server.stop(0))

/** Asks for a stream and never reads a byte of it. */
async function subscribeAndNotRead(): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  socket.pause()
  socket.on('error', () => undefined)
  socket.write(
    `GET /graphql?query=${encodeURIComponent(QUERY)} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n`,
  )
  await expect.poll(() => server.streams.open).toBeGreaterThan(0)
  return socket
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed + process.memoryUsage().external
}

test('readers that take nothing while ten thousand events come are cut off, and cost and hurt no one', async () => {
  const stalled = await Promise.all(Array.from({ length: 20 }, subscribeAndNotRead))
  const others = Array.from({ length: 2 }, () => readStream(server.port, QUERY, undefined))
  await expect.poll(() => server.streams.open).toBe(22)
  const before = heap()
  let most = 0
  for (let position = 1_000; position <= MANY; position += 1_000) {
    await server.putUpTo(position)
    await sleep(20)
    most = Math.max(most, heap() - before)
  }
  const told = performance.now()
  await expect.poll(() => server.streams.open).toBe(2)
  const ms = Math.round(performance.now() - told)
  await expect.poll(() => others.map(({ came }) => came.length)).toEqual([MANY, MANY])
  for (const { came } of others)
    expect(came.map(({ position }) => position)).toEqual(came.map((_, at) => at + 1))
  console.info(`20 stalled readers let go ${ms} ms after the last event; at most ${most >> 20} MB more`)
  // Had the answers been heaped up for them, they would have taken twenty times as many, some 400 MB.
  expect(most).toBeLessThan(200 * 2 ** 20)
  for (const other of others) other.cut()
  for (const socket of stalled) socket.destroy()
  await expect.poll(() => [server.streams.open, server.chronicle.waiting]).toEqual([0, 0])
})

test('a client that is gone without a word leaves nothing behind', async () => {
  for (let round = 0; round < 40; round++) {
    const reading = readStream(server.port, QUERY, undefined)
    if (round % 2 === 0) await expect.poll(() => server.streams.open).toBeGreaterThan(0)
    reading.cut()
  }
  await server.putUpTo(50)
  await expect.poll(() => [server.streams.open, server.chronicle.waiting]).toEqual([0, 0])
})

test('streams end with a word when the server stops, which waits for nothing else', async () => {
  const reading = Array.from({ length: 20 }, () => readStream(server.port, QUERY, undefined))
  await expect.poll(() => server.streams.open).toBe(20)
  await server.stop(1_000_000)
  await Promise.all(reading.map(({ closed }) => closed))
  expect(reading.map(({ completed }) => completed)).toEqual(reading.map(() => true))
})
