import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Serving } from '../serving.ts'

/** A client that is slow, silent or gone: what it does with its connection. */
export type SlowClient = {
  readonly name: string
  /** What it sends, and how it goes on; what is returned is done once the connection is over. */
  readonly behave: (socket: Socket) => (() => void) | undefined
  /** Within what time the server must have let it go, ms; undefined where it must not. */
  readonly letGoWithin?: number
  /** What the server's log says of each that it let go, where the client itself cannot notice. */
  readonly told?: string
}

const GET = 'GET /health HTTP/1.1\r\nhost: localhost\r\n'
const POST = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'
const STREAM = 'GET /graphql HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n'
const LARGE = `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: __schema { types { name description fields { name description } } }`).join(' ')} }`

/** What a server takes for granted is granted by none of these. The times are the server's own, and some to notice. */
export const SLOW_CLIENTS: readonly SlowClient[] = [
  { name: 'say nothing', behave: () => undefined, letGoWithin: 14_000 },
  {
    name: 'send headers byte by byte',
    behave: (socket) => dripping(socket, GET, 'a'),
    letGoWithin: 14_000,
  },
  {
    name: 'send a body byte by byte',
    behave: (socket) => dripping(socket, `${POST}content-length: 1000000\r\n\r\n`, ' '),
    letGoWithin: 35_000,
  },
  {
    name: 'leave half way',
    behave: (socket) => void socket.end(`${POST}content-length: 100\r\n\r\n{`),
    letGoWithin: 3_000,
  },
  {
    name: 'keep a connection idle',
    behave: (socket) => void socket.write(`${GET}\r\n`),
    letGoWithin: 10_000,
  },
  {
    name: 'ask for much and read nothing',
    behave: (socket) => {
      socket.pause()
      socket.write(
        `GET /graphql?query=${encodeURIComponent(LARGE)} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(20),
      )
      return undefined
    },
    letGoWithin: 60_000,
    told: 'answer cut off',
  },
]

/** Keeps a stream open and reads it, for as long as it is let. */
export const STREAM_READER: SlowClient = {
  name: 'keep a stream open',
  behave: (socket) => void socket.write(STREAM),
}

/** What came of many of one kind. */
export type Kept = {
  readonly opened: number
  readonly letGo: number
  /** How long the one took that was let go last, ms. */
  readonly slowest: number
}

/** Opens so many connections, and waits until all are let go, or for as long as they must be. */
export async function openMany(
  client: SlowClient,
  server: Serving,
  count: number,
  hold: number,
): Promise<Kept> {
  const { told } = client
  const before = told === undefined ? 0 : (server.said.get(told) ?? 0)
  const begun = performance.now()
  const over: number[] = []
  const sockets: Socket[] = []
  for (let index = 0; index < count; index += 1) {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    await Promise.race([once(socket, 'connect'), once(socket, 'close')])
    const from = performance.now()
    const done = client.behave(socket)
    if (!socket.isPaused()) socket.resume()
    socket.once('close', () => {
      done?.()
      over.push(performance.now() - from)
    })
    sockets.push(socket)
  }
  const letGo = () => (told === undefined ? over.length : (server.said.get(told) ?? 0) - before)
  const until = performance.now() + (client.letGoWithin ?? hold)
  while (letGo() < count && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
  const slowest = told === undefined ? Math.max(0, ...over) : performance.now() - begun
  const kept = { opened: count, letGo: letGo(), slowest }
  for (const socket of sockets) socket.destroy()
  return kept
}

function dripping(socket: Socket, first: string, drop: string): () => void {
  socket.write(first)
  const timer = setInterval(() => socket.write(drop), 1_000)
  return () => clearInterval(timer)
}
