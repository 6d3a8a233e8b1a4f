import type { IncomingMessage } from 'node:http'
import { RegestaError } from '../../errors.ts'
import type { ConnectionLimits } from '../../graphql/index.ts'

/** Limits for reading: of each request, and of all together. */
export type Reading = {
  readonly limits: Pick<ConnectionLimits, 'body' | 'headers'>
  readonly load: Load
  /** Aborts once nobody waits for the answer; the body is released then. */
  readonly gone: AbortSignal
}

/**
 * The request as a web-standard one, with its whole body. HEAD becomes GET; its answer is sent without the body. Throws
 * E_BODY and E_HEADERS if it is too large, E_BUSY if the server holds too much, and E_REQUEST for an invalid address, host
 * or method.
 */
export async function readRequest(incoming: IncomingMessage, reading: Reading): Promise<Request> {
  const { method: sent = 'GET', headers } = incoming
  const method = sent === 'HEAD' ? 'GET' : sent
  const count = incoming.rawHeaders.length / 2
  const { headers: most } = reading.limits
  if (count > most)
    throw new RegestaError(
      'E_HEADERS',
      'invalid',
      `the request has ${count} headers; limit headers is ${most}`,
    )
  if (headers.host === undefined && incoming.httpVersion !== '1.0')
    throw new RegestaError('E_REQUEST', 'invalid', 'expected a header host')
  const body = method === 'GET' ? null : await readBody(incoming, reading)
  try {
    return new Request(addressOf(incoming), {
      method,
      headers: pairsOf(headers),
      body,
      signal: reading.gone,
    })
  } catch {
    throw new RegestaError('E_REQUEST', 'invalid', 'this is no request that can be answered')
  }
}

async function readBody(
  incoming: IncomingMessage,
  { limits, load, gone }: Reading,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let bytes = 0
  if (Number(incoming.headers['content-length'] ?? 0) > limits.body) throw tooLong(limits.body)
  gone.throwIfAborted()
  gone.addEventListener('abort', () => load.release(bytes))
  // Leaving the loop early must not destroy the connection: the refusal is still sent over it.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    if (bytes + part.length > limits.body) throw tooLong(limits.body)
    load.reserve(part.length)
    bytes += part.length
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

function tooLong(most: number): RegestaError {
  return new RegestaError('E_BODY', 'invalid', `the body is longer than ${most} bytes; send less at once`)
}

/** Less than this is always accepted, bytes: refusals and short requests must have room. */
const SMALL = 16_384

/** The bytes held for all requests together: bodies being read, and answers that are not yet sent. */
export class Load {
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  /** Reserves bytes; throws E_BUSY, and reserves none, if there is no room. */
  reserve(bytes: number): void {
    if (bytes > SMALL && this.#held + bytes > this.#most)
      throw new RegestaError(
        'E_BUSY',
        'conflict',
        'the server holds as much as it may; come back in a second',
      )
    this.#held += bytes
  }

  release(bytes: number): void {
    this.#held -= bytes
  }
}
