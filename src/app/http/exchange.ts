import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { RegestaError } from '../../errors.ts'

/** The longest body that is read, in bytes: a question is small, and its variables are. */
export const MOST_BYTES = 1_048_576

/**
 * The request as the web platform has it, its body read whole. Throws E_BODY for a longer body than is taken,
 * and E_REQUEST for an address or method that no request can have.
 */
export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', headers } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? await readBody(incoming) : null
  try {
    return new Request(addressOf(incoming), { method, headers: pairsOf(headers), body, signal })
  } catch {
    throw new RegestaError('E_REQUEST', 'invalid', 'this is no request that can be answered')
  }
}

/** Sends a response of the web platform; what is streamed is streamed. */
export async function sendResponse(response: Response, to: ServerResponse): Promise<void> {
  to.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') to.setHeader(name, value)
  for (const cookie of response.headers.getSetCookie()) to.appendHeader('set-cookie', cookie)
  if (response.body === null) to.end()
  else await pipeline(response.body, to)
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let bytes = 0
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLong()
  // Leaving the loop early must not cut the connection: it still has to carry the refusal.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw tooLong()
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function addressOf({ url = '/', headers }: IncomingMessage): string {
  return url.startsWith('/') ? `http://${headers.host ?? 'localhost'}${url}` : url
}

function pairsOf(headers: IncomingMessage['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((each): [string, string] => [name, each]),
  )
}

function tooLong(): RegestaError {
  return new RegestaError('E_BODY', 'invalid', `the body is longer than ${MOST_BYTES} bytes`)
}
