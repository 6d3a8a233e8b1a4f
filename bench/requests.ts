import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { formatDay, parseDay } from '../src/time/index.ts'
import { compareWhole, type Figure } from './pairs.ts'

const ROOT = join(import.meta.dirname, '..')
const CONNECTIONS = 8
/** Requests of a sample. */
const TIMES = 2_000
const PAIRS = 15

/**
 * The rates at which a server answers over loopback, with logs, metrics and limits on: fresh answers, each at a date never
 * asked about, over those of a static Yoga; and kept ones over those of a bare `node:http`. The anchors give the same bytes.
 * Every server is a process of its own, and one is asked at a time.
 */
export async function requestFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-requests-'))
  const started: Started[] = []
  const start = async (...args: Parameters<typeof serverOf>) => {
    const server = await serverOf(...args)
    started.push(server)
    return server.port
  }
  try {
    const main = join(ROOT, 'src', 'cli', 'main.ts')
    const regesta = await start(join(folder, 'log'), (port) => [
      main,
      'serve',
      '--port',
      `${port}`,
      '--ledger',
      join(folder, 'ledger.sqlite'),
    ])
    const kept = post(DAY)
    const answer = await fetch(`http://127.0.0.1:${regesta}/graphql`, { ...kept.init, method: 'POST' })
    const given = join(folder, 'answer.json')
    const head = [...answer.headers].flat()
    await writeFile(given, JSON.stringify({ head: without(head), body: await answer.text() }))
    const anchor = (kind: string) =>
      start(join(folder, kind), (port) => [join(ROOT, 'bench', 'request-anchors.ts'), kind, `${port}`, given])
    const [bare, yoga] = [await anchor('bare'), await anchor('yoga')]
    let day = DAY
    const fresh = () => post(++day).bytes
    return [
      await rates('fresh answers, rate / that of a static Yoga', yoga, regesta, fresh),
      await rates('kept answers, rate / that of bare node:http', bare, regesta, () => kept.bytes),
      await rates('kept answers by GET, rate / that of bare node:http', bare, regesta, () => BY_GET),
    ]
  } finally {
    for (const { process } of started) process.kill()
    await rm(folder, { recursive: true })
  }
}

/** After the last event, so that every date has the same answer. */
const DAY = parseDay('2030-01-01')
const SUBJECT = 'meeting/first-two-plus-two'
const QUERY =
  'query ($date: Date!) { relationship(id: "japan-viet-nam") { asOf(date: $date) { item(subject: "SUBJECT") { subject certainty } } } }'.replace(
    'SUBJECT',
    SUBJECT,
  )

const ACCEPTED = { accept: 'application/json', host: '127.0.0.1' }

function post(day: number) {
  const body = JSON.stringify({ query: QUERY, variables: { date: formatDay(day) } })
  const headers = { ...ACCEPTED, 'content-type': 'application/json' }
  return {
    init: { headers, body },
    bytes: requestOf('POST /graphql', { ...headers, 'content-length': `${body.length}` }, body),
  }
}

const BY_GET = requestOf(
  `GET /graphql?query=${encodeURIComponent(QUERY)}&variables=${encodeURIComponent(`{"date":"${formatDay(DAY)}"}`)}`,
  ACCEPTED,
)

function requestOf(line: string, headers: Readonly<Record<string, string>>, body = ''): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** How many times as many answers `subject` gives as `anchor` in the same time. */
async function rates(name: string, anchor: number, subject: number, request: () => Buffer): Promise<Figure> {
  const askers = { anchor: await askerOf(anchor, request), subject: await askerOf(subject, request) }
  await askers.anchor.ask()
  await askers.subject.ask()
  const { anchorMicros, subjectMicros, ...figure } = await compareWhole(
    name,
    askers.subject.ask,
    askers.anchor.ask,
    PAIRS,
  )
  askers.anchor.close()
  askers.subject.close()
  return { ...figure, anchorMicros: subjectMicros / TIMES, subjectMicros: anchorMicros / TIMES }
}

/** Asks `TIMES` requests over the connections, each of which sends the next one once it has its answer. */
async function askerOf(port: number, request: () => Buffer) {
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const readers = sockets.map((socket) => answersOn(socket))
  return {
    ask: async () => {
      let left = TIMES
      await Promise.all(
        readers.map(async (answer) => {
          for (; left > 0; left -= 1) await answer(request())
        }),
      )
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Sends a request and resolves once its answer is read; rejects for any other status than 200. */
function answersOn(socket: Socket): (request: Buffer) => Promise<void> {
  let read: Buffer = Buffer.alloc(0)
  let waiting = Promise.withResolvers<void>()
  socket.setNoDelay(true)
  socket.on('error', (error) => waiting.reject(error))
  socket.on('close', () => waiting.reject(new Error('the server closed the connection')))
  socket.on('data', (part: Buffer) => {
    read = read.length === 0 ? part : Buffer.concat([read, part])
    const end = read.indexOf('\r\n\r\n')
    if (end === -1) return
    const head = read.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
    if (read.length < end + 4 + length) return
    read = Buffer.alloc(0)
    if (head.startsWith('HTTP/1.1 200') && length > 0) waiting.resolve()
    else waiting.reject(new Error(`expected an answer, got ${head}`))
  })
  return (request) => {
    waiting = Promise.withResolvers()
    socket.write(request)
    return waiting.promise
  }
}

/** The headers but for those that Node writes itself. */
function without(head: readonly string[]): readonly string[] {
  return Array.from({ length: head.length / 2 }, (_, at) => head.slice(2 * at, 2 * at + 2))
    .filter(([name = '']) => !['connection', 'content-length', 'date', 'keep-alive'].includes(name))
    .flat()
}

type Started = { readonly port: number; readonly process: ChildProcess }

/** A server as a process of its own, its output in a file, once it listens. */
async function serverOf(log: string, args: (port: number) => readonly string[]): Promise<Started> {
  const port = await freePort()
  const file = openSync(log, 'w')
  const server = spawn(process.execPath, args(port), { cwd: ROOT, stdio: ['ignore', file, file] })
  closeSync(file)
  for (let tried = 0; tried < 600; tried += 1) {
    if (await listens(port)) return { port, process: server }
    if (server.exitCode !== null) break
    await wait(100)
  }
  server.kill()
  throw new Error(`no server came up; see ${log}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
