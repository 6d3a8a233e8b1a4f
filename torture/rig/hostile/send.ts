import { connect } from 'node:net'
import type { Hostile } from './request.ts'

/** What came of a request. */
export type Outcome = {
  /** `refused`: told no, with a code; `finished`: answered; `cut`: closed without a word. */
  readonly what: 'refused' | 'finished' | 'cut' | 'fault' | 'hung'
  readonly status: number | undefined
  readonly code: string | undefined
  readonly ms: number
  readonly bytes: number
}

/** Longer than any answer may be worked on, on a machine that does much else. */
const LONGEST = 120_000

/** Sends the bytes on a connection of their own and waits until the other side closes it. */
export function send({ bytes }: Hostile, port: number): Promise<Outcome> {
  const from = performance.now()
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    const end = (hung: boolean) => {
      socket.destroy()
      clearTimeout(timer)
      resolve(outcomeOf(Buffer.concat(parts).toString('utf8'), performance.now() - from, hung))
    }
    const timer = setTimeout(() => end(true), LONGEST)
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => {})
    socket.on('close', () => end(false))
    socket.write(bytes)
  })
}

function outcomeOf(text: string, ms: number, hung: boolean): Outcome {
  const written = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  const status = written === undefined ? undefined : Number(written)
  const body = text.slice(text.indexOf('\r\n\r\n') + 4)
  const code = /"code":"([A-Z_]+)"/.exec(body)?.[1]
  return { what: whatOf(status, body, code, hung), status, code, ms, bytes: text.length }
}

function whatOf(
  status: number | undefined,
  body: string,
  code: string | undefined,
  hung: boolean,
): Outcome['what'] {
  if (hung) return 'hung'
  if (status === undefined) return 'cut'
  if ((status === 503 && code === 'E_BUSY') || (status === 504 && code === 'E_TIME')) return 'refused'
  if (status >= 500 || body.includes('E_FAULT')) return 'fault'
  if (status >= 400) return code === undefined ? 'fault' : 'refused'
  return code !== undefined && !/"data":\{/.test(body) ? 'refused' : 'finished'
}
