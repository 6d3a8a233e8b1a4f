import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const ROOT = join(import.meta.dirname, '..')
/** The program. */
export const MAIN = join(ROOT, 'src', 'cli', 'main.ts')
const CONNECTIONS = 8

/** The bytes of a request. */
export function requestOf(line: string, headers: Readonly<Record<string, string>>, body = ''): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** A request to a server by POST. */
export function post(body: { readonly query: string; readonly variables?: object }): Buffer {
  const text = JSON.stringify(body)
  const headers = { ...ACCEPTED, 'content-type': 'application/json', 'content-length': `${text.length}` }
  return requestOf('POST /graphql', headers, text)
}

export const ACCEPTED = { accept: 'application/json', host: '127.0.0.1' }

/** Asks a server. */
export type Asker = {
  /** Asks so many requests over connections of their own; resolves to the median time of one of them, µs. */
  readonly ask: (times: number) => Promise<number>
  /** How many were asked so far. */
  readonly asked: number
}

/** Asks over the connections, each of which sends the next request once it has its answer. */
export function askerOf(port: number, request: () => Buffer): Asker {
  let asked = 0
  return {
    get asked() {
      return asked
    },
    ask: async (times) => {
      asked += times
      const took: number[] = []
      let left = times
      const askOver = async (socket: Socket) => {
        await once(socket, 'connect')
        const answer = answersOn(socket)
        for (; left > 0; left -= 1) {
          const bytes = request()
          const from = performance.now()
          await answer(bytes)
          took.push((performance.now() - from) * 1000)
        }
      }
      const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1'))
      try {
        await Promise.all(sockets.map(askOver))
      } finally {
        for (const socket of sockets) socket.destroy()
      }
      took.sort((a, b) => a - b)
      return took[Math.floor(took.length / 2)] ?? Number.NaN
    },
  }
}

/** Sends a request and resolves once its answer is read; rejects for any other status than 200. */
function answersOn(socket: Socket): (request: Buffer) => Promise<void> {
  let read: Buffer = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<void> | undefined
  socket.setNoDelay(true)
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  socket.on('data', (part: Buffer) => {
    read = read.length === 0 ? part : Buffer.concat([read, part])
    const end = read.indexOf('\r\n\r\n')
    if (end === -1) return
    const head = read.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
    if (read.length < end + 4 + length) return
    const body = read.subarray(end + 4)
    read = Buffer.alloc(0)
    if (body.includes('"errors"')) waiting?.reject(new Error(body.toString()))
    else if (head.startsWith('HTTP/1.1 200') && length > 0) waiting?.resolve()
    else waiting?.reject(new Error(`expected an answer, got ${head}`))
  })
  return (request) => {
    waiting = Promise.withResolvers()
    socket.write(request)
    return waiting.promise
  }
}

export type Started = { readonly port: number; readonly process: ChildProcess }

/** A server as a process of its own, its output in a file, once it listens. */
export async function serverOf(log: string, args: (port: number) => readonly string[]): Promise<Started> {
  const port = await freePort()
  const file = openSync(log, 'w')
  const server = spawn(process.execPath, args(port), { cwd: ROOT, stdio: ['ignore', file, file] })
  closeSync(file)
  for (let tried = 0; tried < 6000; tried += 1) {
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
