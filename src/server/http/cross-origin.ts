import type { IncomingMessage } from 'node:http'

/** The headers that a page of another origin may send, and those that it may see. */
const SENT = [
  'accept',
  'authorization',
  'content-type',
  'graphql-require-preflight',
  'if-none-match',
  'last-event-id',
  'x-request-id',
]
const SEEN = ['etag', 'link', 'retry-after', 'x-request-id']

/** For how long a browser may remember what a preflight was told, s. */
const REMEMBERED = 600

/**
 * Says with an answer whether a page of another origin may read it (the Fetch standard's CORS): pages of `origins` may,
 * `*` for any. Credentials that a browser adds by itself, cookies for one, never count. Others may ask, as anyone may,
 * and cannot see the answer, be it a refusal.
 */
export function tellOrigin(
  origins: readonly string[],
  { method, headers }: IncomingMessage,
  answer: Response,
): void {
  const open = origins.includes('*')
  if (!open && origins.length > 0) answer.headers.append('vary', 'origin')
  const allowed = open ? '*' : origins.find((each) => each === headers.origin)
  if (headers.origin === undefined || allowed === undefined) return
  answer.headers.set('access-control-allow-origin', allowed)
  answer.headers.set('access-control-expose-headers', SEEN.join(', '))
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return
  answer.headers.set('access-control-allow-methods', answer.headers.get('allow') ?? '')
  answer.headers.set('access-control-allow-headers', SENT.join(', '))
  answer.headers.set('access-control-max-age', String(REMEMBERED))
}
