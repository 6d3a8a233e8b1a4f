import type { ServerResponse } from 'node:http'
import { RegestaError } from '../../errors.ts'
import { isStreamed } from '../../exchange/index.ts'
import type { ReadyAnswer } from '../received.ts'
import type { Waiting } from './waiting.ts'

/** `patience` is the timeout for each part, ms; `addHeaders` adds to those of the answer. */
type Sending = {
  readonly patience: number
  readonly waiting: Waiting
  readonly addHeaders: (to: ServerResponse) => void
}

const PART = 65_536
/** Less is copied into one piece with the head, bytes. */
const SHORT = 16_384

/**
 * Sends a web-standard response: a stream part by part as it comes, anything else with its length. Throws E_SLOW if its
 * reader reads nothing for too long, and E_BUSY, before anything is sent, if the server has no room for the answer.
 */
export async function sendResponse(
  answer: Response | ReadyAnswer,
  to: ServerResponse,
  sending: Sending,
): Promise<void> {
  if (!('status' in answer)) await sendReady(answer, to, sending)
  else if (answer.body !== null && isStream(answer)) await sendStream(answer.body, answer, to, sending)
  else await sendWhole(answer, to, sending)
}

async function sendReady({ head, body }: ReadyAnswer, to: ServerResponse, sending: Sending): Promise<void> {
  sending.waiting.hold(body.length)
  for (let at = 0; at < head.length; at += 2) to.setHeader(head[at] ?? '', head[at + 1] ?? '')
  sending.addHeaders(to)
  to.setHeader('content-length', body.length)
  await end(body, to, sending)
}

async function sendWhole(response: Response, to: ServerResponse, sending: Sending): Promise<void> {
  const whole = new Uint8Array(await response.arrayBuffer())
  sending.waiting.hold(whole.length)
  writeHead(response, to, sending)
  if (response.body !== null) to.setHeader('content-length', whole.length)
  await end(whole, to, sending)
}

/** The stream is cancelled once its reader is gone, even while waiting for the next part. */
async function sendStream(
  body: ReadableStream<Uint8Array>,
  head: Response,
  to: ServerResponse,
  sending: Sending,
): Promise<void> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  sending.waiting.signal.addEventListener('abort', cancel)
  try {
    sending.waiting.check()
    writeHead(head, to, sending)
    to.flushHeaders()
    if (to.req.method === 'HEAD') return void to.end()
    for (let part = await reader.read(); !part.done; part = await reader.read())
      await write(part.value, to, sending)
  } finally {
    cancel()
  }
  await end(new Uint8Array(), to, sending)
}

/** What is made as it is read, and what the API streams: its answers are of these types alone. */
function isStream(response: Response): boolean {
  return (
    isStreamed(response) ||
    /^(text\/event-stream|multipart\/)/.test(response.headers.get('content-type') ?? '')
  )
}

/** Hop-by-hop headers are not the answer's to set; cookies are set one by one. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'set-cookie',
])

function writeHead(response: Response, to: ServerResponse, sending: Sending): void {
  to.statusCode = response.status
  for (const [name, value] of response.headers) if (!OF_CONNECTION.has(name)) to.setHeader(name, value)
  for (const cookie of response.headers.getSetCookie()) to.appendHeader('set-cookie', cookie)
  sending.addHeaders(to)
}

/** Writes the last bytes, in one piece with the head where they are few. */
async function end(bytes: Uint8Array, to: ServerResponse, sending: Sending): Promise<void> {
  const rest = bytes.length % PART
  await write(bytes.subarray(0, bytes.length - rest), to, sending)
  const last = bytes.subarray(bytes.length - rest)
  // Node sends a text in one piece with the head, and bytes apart from it.
  if (rest === 0) to.end()
  else if (rest <= SHORT) to.end(Buffer.from(last.buffer, last.byteOffset, rest).toString('latin1'), 'latin1')
  else to.end(last)
  // What the system has taken needs no waiting for its reader.
  if (!to.writableFinished && to.socket?.writableLength !== 0) await emitted('finish', to, sending)
}

async function write(bytes: Uint8Array, to: ServerResponse, sending: Sending): Promise<void> {
  for (let at = 0; at < bytes.length; at += PART)
    if (!to.write(bytes.subarray(at, at + PART))) await emitted('drain', to, sending)
}

/** Resolves once what was written has been read. */
function emitted(
  event: 'drain' | 'finish',
  to: ServerResponse,
  { patience, waiting }: Sending,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown) => {
      clearTimeout(timer)
      to.off(event, settle)
      to.off('close', closed)
      to.off('error', settle)
      if (error === undefined) resolve()
      else reject(error)
    }
    // Node may say so after the last byte is out.
    const closed = () => (to.writableFinished ? settle() : settle(waiting.signal.reason))
    const timer = setTimeout(
      () => settle(new RegestaError('E_SLOW', 'invalid', `the reader took nothing for ${patience} ms`)),
      patience,
    )
    to.on(event, settle)
    to.on('close', closed)
    to.on('error', settle)
    if (to.destroyed) closed()
  })
}
