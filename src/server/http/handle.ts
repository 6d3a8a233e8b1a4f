import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { RegestaError } from '../../errors.ts'
import type { ConnectionLimits } from '../../graphql/index.ts'
import { checkHost } from '../host-names.ts'
import { requestIdFrom } from '../request/state.ts'
import { closeAfterLinger } from './listen.ts'
import { type Load, readRequest } from './request.ts'
import { type Handler, optionsOf, refusalResponse } from './routes.ts'
import { sendResponse } from './send.ts'

/** How requests are answered, and within which limits. */
export type Handling = {
  readonly answer: Handler
  /** The origins whose pages may read answers. */
  readonly origins: readonly string[]
  /** The host names that it answers to, beside those of this machine; without, any. */
  readonly hosts?: readonly string[] | undefined
  readonly limits: ConnectionLimits
  readonly load: Load
  readonly logger: Logger
}

/** Answers one request and logs it. Whatever goes wrong, it is answered or its connection is closed. */
export async function handle(
  { answer, origins, hosts, limits, load, logger }: Handling,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const from = performance.now()
  const requestId = requestIdFrom(incoming.headers['x-request-id'])
  incoming.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  const path = incoming.url?.split('?')[0]?.slice(0, 200) ?? '/'
  const { signal: gone, abort } = abortable()
  response.once('close', () => {
    abort()
    const ms = Math.round(performance.now() - from)
    const { statusCode: status, writableFinished: finished } = response
    logger.info({ requestId, method: incoming.method, path, status, finished, ms }, 'request')
  })
  const refused = (error: unknown): Response => {
    if (!gone.aborted && !(error instanceof RegestaError)) logger.error({ err: error, requestId }, 'fault')
    return refusalResponse(error, requestId, path)
  }
  const send = (answered: Response) => {
    addCorsHeaders(origins, incoming, answered)
    // The rest of an unread body is not waited for: the connection closes once the client has read the answer.
    if (!incoming.complete) {
      response.setHeader('connection', 'close')
      const { socket } = incoming
      // Node calls this once the answer is sent.
      socket.destroySoon = () => closeAfterLinger(socket)
    }
    return sendResponse(answered, response, { patience: limits.patience, load, gone })
  }
  try {
    const answered = Promise.try(() => {
      checkHost(incoming, hosts)
      if (incoming.method === 'OPTIONS') return optionsOf(path)
      return readRequest(incoming, { limits, load, gone }).then((request) =>
        answer(request, incoming.socket.remoteAddress ?? ''),
      )
    })
    await send(await answered.catch(refused)).catch((error: unknown) => {
      if (response.headersSent) throw error
      return send(refused(error))
    })
  } catch (error) {
    if (!gone.aborted) logger.warn({ err: error, requestId }, 'answer cut off')
    response.destroy()
  }
}

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

/** The headers that a page of another origin may send, and those that it may read. */
const ALLOWED_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'graphql-require-preflight',
  'if-none-match',
  'last-event-id',
  'x-request-id',
]
const EXPOSED_HEADERS = ['etag', 'link', 'retry-after', 'x-request-id']

/** For how long a browser may cache a preflight, s. */
const PREFLIGHT_MAX_AGE = 600

/**
 * Adds the CORS headers (Fetch standard): pages of `origins` may read the answer, `*` for any. Credentials that a browser
 * adds by itself, such as cookies, are never allowed. Pages of other origins can send requests, but not read answers.
 */
export function addCorsHeaders(
  origins: readonly string[],
  { method, headers }: IncomingMessage,
  answer: Response,
): void {
  const open = origins.includes('*')
  if (!open && origins.length > 0) answer.headers.append('vary', 'origin')
  const allowed = open ? '*' : origins.find((each) => each === headers.origin)
  if (headers.origin === undefined || allowed === undefined) return
  answer.headers.set('access-control-allow-origin', allowed)
  answer.headers.set('access-control-expose-headers', EXPOSED_HEADERS.join(', '))
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return
  answer.headers.set('access-control-allow-methods', answer.headers.get('allow') ?? '')
  answer.headers.set('access-control-allow-headers', ALLOWED_HEADERS.join(', '))
  answer.headers.set('access-control-max-age', String(PREFLIGHT_MAX_AGE))
}
