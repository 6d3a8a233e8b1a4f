import type { IncomingHttpHeaders } from 'node:http'
import { RegestaError } from '../errors.ts'
import type { Viewer } from '../graphql/index.ts'

/** A request as it was received, with its whole body. */
export type ReceivedRequest = {
  /** HEAD is GET; its answer is sent without the body. */
  readonly method: string
  /** A path with its query string. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Null where there is none. */
  readonly body: Buffer<ArrayBuffer> | null
  /** Who sent it, if that is known by now. */
  readonly viewer?: Viewer | undefined
  readonly facts?: RequestFacts
  readonly gone: AbortSignal
}

/** What the log says of a request beside its address and outcome; filled in as it is found out. */
export type RequestFacts = {
  /** The address of the client. */
  address?: string
  /** The name of the credential that was accepted. */
  credential?: string | undefined
  /** `mutation Name { recordEvents }`. */
  operation?: string | undefined
}

/** An answer whose bytes are at hand: its headers as names and values in turn, and its body. The status is 200. */
export type ReadyAnswer = { readonly head: readonly string[]; readonly body: Uint8Array }

/** Answers a request as it was received. */
export type ReceivedHandler = (
  request: ReceivedRequest,
  client: string,
) => Response | ReadyAnswer | Promise<Response | ReadyAnswer>

/** The request as a web-standard one. Throws E_REQUEST for an invalid method. */
export function standardRequest(received: ReceivedRequest): Request {
  const { method, headers, body, gone } = received
  try {
    return new Request(addressOf(received), { method, headers: pairsOf(headers), body, signal: gone })
  } catch {
    throw invalidRequest()
  }
}

/**
 * The same by another implementation, which checks less, and without the body: a stream of it would take longer than all
 * the rest. Throws E_REQUEST for an invalid method.
 */
export function bodilessRequest(received: ReceivedRequest, make: typeof Request): Request {
  const { method, headers, gone } = received
  const pairs = pairsOf(headers)
  // Yoga's takes an empty header for none.
  const isPlain = (method === 'GET' || method === 'POST') && pairs.every(([, value]) => value !== '')
  if (!isPlain) return standardRequest(received)
  return new make(addressOf(received), { method, headers: pairs, signal: gone })
}

/** The whole address, as a text. */
export function addressOf({ url, headers }: ReceivedRequest): string {
  return `http://${headers.host}${url}`
}

function invalidRequest(): RegestaError {
  return new RegestaError('E_REQUEST', 'invalid', 'this is no request that can be answered')
}

/** What of a request is read before its body; a web-standard request has it, too. */
export type RequestHead = {
  readonly method: string
  readonly headers: Pick<Headers, 'get' | 'has'>
  readonly signal: AbortSignal
}

/** The head of a request without what a web-standard one would take. */
export function headReceived(received: ReceivedRequest): RequestHead {
  return {
    method: received.method,
    ...plainHead(received),
    get signal() {
      return received.gone
    },
  }
}

/** The headers as a web-standard request has them. */
export function plainHead({
  headers,
}: {
  readonly headers: IncomingHttpHeaders
}): Pick<RequestHead, 'headers'> {
  const get = (name: string) => {
    const value = headers[name.toLowerCase()]
    return typeof value === 'string' ? value : (value?.join(', ') ?? null)
  }
  return { headers: { get, has: (name) => get(name) !== null } }
}

/** Headers that a page of another origin can only send after a preflight; any of them will do. */
export const PREFLIGHT_HEADERS = [
  'graphql-require-preflight',
  'x-graphql-yoga-csrf',
  'apollo-require-preflight',
]

function pairsOf(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((each): [string, string] => [name, each]),
  )
}
