import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { RegestaError } from '../../errors.ts'
import type { Load } from './request.ts'

/** `patience` is the timeout for each part, ms. */
export type Sending = { readonly patience: number; readonly load: Load; readonly gone: AbortSignal }

const PART = 65_536

/**
 * Sends a web-standard response: a stream part by part as it comes, anything else with its length. Throws E_SLOW if its
 * reader reads nothing for too long, and E_BUSY, before anything is sent, if the server has no room for the answer.
 */
export async function sendResponse(response: Response, to: ServerResponse, sending: Sending): Promise<void> {
  if (response.body !== null && isStream(response)) await sendStream(response.body, response, to, sending)
  else await sendWhole(response, to, sending)
  to.end()
  if (!to.writableFinished) await flushed('finish', to, sending)
}

async function sendWhole(response: Response, to: ServerResponse, sending: Sending): Promise<void> {
  const { load, gone } = sending
  const whole = Buffer.from(await response.arrayBuffer())
  gone.throwIfAborted()
  load.reserve(whole.length)
  gone.addEventListener('abort', () => load.release(whole.length))
  writeHead(response, to)
  if (response.body !== null) to.setHeader('content-length', whole.length)
  await write(whole, to, sending)
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
  sending.gone.addEventListener('abort', cancel)
  try {
    sending.gone.throwIfAborted()
    writeHead(head, to)
    to.flushHeaders()
    for (let part = await reader.read(); !part.done; part = await reader.read())
      await write(Buffer.from(part.value), to, sending)
  } finally {
    cancel()
  }
}

function isStream({ headers }: Response): boolean {
  return /^(text\/event-stream|multipart\/)/.test(headers.get('content-type') ?? '')
}

/** Hop-by-hop headers are not the answer's to set; cookies are set one by one. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'set-cookie',
])

function writeHead(response: Response, to: ServerResponse): void {
  to.statusCode = response.status
  for (const [name, value] of response.headers) if (!OF_CONNECTION.has(name)) to.setHeader(name, value)
  for (const cookie of response.headers.getSetCookie()) to.appendHeader('set-cookie', cookie)
}

async function write(bytes: Buffer, to: ServerResponse, sending: Sending): Promise<void> {
  for (let at = 0; at < bytes.length; at += PART)
    if (!to.write(bytes.subarray(at, at + PART))) await flushed('drain', to, sending)
}

/** Resolves once what was written has been read. */
async function flushed(
  event: 'drain' | 'finish',
  to: ServerResponse,
  { patience, gone }: Sending,
): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience)
  try {
    await once(to, event, { signal: AbortSignal.any([gone, late.signal]) })
  } catch (error) {
    if (!late.signal.aborted) throw error
    throw new RegestaError('E_SLOW', 'invalid', `the reader took nothing for ${patience} ms`)
  } finally {
    clearTimeout(timer)
  }
}
