import type { IncomingMessage } from 'node:http'
import { RegestaError } from '../../errors.ts'
import type { ConnectionLimits } from '../../graphql/index.ts'

/** How requests are read: bounded each by itself, and all together. */
export type Reading = {
  readonly limits: Pick<ConnectionLimits, 'body' | 'headers'>
  readonly load: Load
  /** Aborts once nobody waits for the answer; what the body holds is let go then. */
  readonly gone: AbortSignal
}

/**
 * The request as the web platform has it, its body read whole; HEAD is asked as GET, whose answer then goes without its
 * body. Throws E_BODY and E_HEADERS for more than may be, E_BUSY for more than the server can hold, and E_REQUEST for
 * an address, host or method that no request can have.
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
  gone.addEventListener('abort', () => load.letGo(bytes))
  // Leaving the loop early must not cut the connection: it still has to carry the refusal.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    if (bytes + part.length > limits.body) throw tooLong(limits.body)
    load.hold(part.length)
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

/** What is this small is always held, bytes: a refusal must have room, and so must a short question of another. */
const SMALL = 16_384

/** Bytes that requests make a server hold, all of them together: bodies under way, and answers not yet taken. */
export class Load {
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  /** Holds so many more; throws E_BUSY, and holds none of them, where that is more than may be. */
  hold(bytes: number): void {
    if (bytes > SMALL && this.#held + bytes > this.#most)
      throw new RegestaError(
        'E_BUSY',
        'conflict',
        'the server holds as much as it may; come back in a second',
      )
    this.#held += bytes
  }

  letGo(bytes: number): void {
    this.#held -= bytes
  }
}
