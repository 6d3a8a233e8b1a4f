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

/** What requests are answered with, and within what. */
export type Handling = {
  readonly answer: Handler
  /** The origins whose pages may read answers. */
  readonly origins: readonly string[]
  /** The names that it answers to, beside those of this machine; without, to any. */
  readonly hosts?: readonly string[] | undefined
  readonly limits: ConnectionLimits
  readonly load: Load
  readonly logger: Logger
}

/** Answers one request and says so in the log; whatever goes wrong, it is answered, or its connection cut. */
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
    tellOrigin(origins, incoming, answered)
    // What was not read of a body is not waited for: the connection goes with it, once the answer was read.
    if (!incoming.complete) {
      response.setHeader('connection', 'close')
      const { socket } = incoming
      // Node calls this when the answer was sent.
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
