import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { RegestaError } from '../../errors.ts'
import { type ConnectionLimits, NOBODY, type Viewer } from '../../graphql/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import { clientOf, type RateLimiter } from '../access/rate-limiter.ts'
import { checkHost } from '../host-names.ts'
import { plainHead, type ReadyAnswer, type ReceivedHandler, type RequestFacts } from '../received.ts'
import { requestIdFrom } from '../request/state.ts'
import { resolveTarget, targetOf } from '../target.ts'
import { clientAddressOf, type IsProxy } from './client-address.ts'
import { closeAfterLinger } from './listen.ts'
import { receive } from './request.ts'
import { optionsOf, refusalResponse } from './routes.ts'
import { sendResponse } from './send.ts'
import { type Load, Waiting } from './waiting.ts'

/** How much of a path is logged, characters. */
const LOGGED = 200

/** How requests are answered, and within which limits. */
type Handling = {
  readonly answer: ReceivedHandler
  readonly authenticate: Authenticate
  /** Limits the requests of each client. */
  readonly requests: RateLimiter
  readonly isProxy: IsProxy
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
  handling: Handling,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { answer, origins, hosts, limits, load, logger } = handling
  const from = performance.now()
  const requestId = requestIdFrom(incoming.headers['x-request-id'])
  incoming.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  const path = resolveTarget(incoming.url ?? '/').path.slice(0, LOGGED)
  const waiting = new Waiting(load)
  const facts: RequestFacts = {}
  response.on('close', () => {
    waiting.end(response.writableFinished)
    const ms = Math.round(performance.now() - from)
    const { statusCode: status, writableFinished: finished } = response
    logger.info({ requestId, ...facts, method: incoming.method, path, status, finished, ms }, 'request')
  })
  const refused = (error: unknown): Response => {
    if (!waiting.gone && !(error instanceof RegestaError)) logger.error({ err: error, requestId }, 'fault')
    return refusalResponse(error, requestId, path)
  }
  const addHeaders = () => {
    addSafetyHeaders(response)
    addCorsHeaders(origins, incoming, response)
  }
  const send = (answered: Response | ReadyAnswer) => {
    // The rest of an unread body is not waited for: the connection closes once the client has read the answer.
    if (!incoming.complete) {
      response.setHeader('connection', 'close')
      const { socket } = incoming
      // Node calls this once the answer is sent.
      socket.destroySoon = () => closeAfterLinger(socket)
    }
    return sendResponse(answered, response, { patience: limits.patience, waiting, addHeaders })
  }
  const answered = async () => {
    const target = targetOf(incoming)
    for (const host of new Set([incoming.headers.host ?? target.host, target.host])) checkHost(host, hosts)
    if (incoming.method === 'OPTIONS') return optionsOf(path)
    const address = clientAddressOf(incoming, handling.isProxy)
    facts.address = address
    const viewer = await admit(handling, incoming, facts)
    return answer(await receive(incoming, { target, limits, waiting, viewer, facts }), address)
  }
  try {
    const found = await answered().catch(refused)
    await send(found).catch((error: unknown) => {
      if (response.headersSent) throw error
      return send(refused(unsent(error, facts)))
    })
  } catch (error) {
    if (!waiting.gone) logger.warn({ err: error, requestId }, 'answer cut off')
    response.destroy()
  }
}

/** Why an answer was not sent. Of a mutation it is not said that nothing was done: what it recorded stands. */
function unsent(error: unknown, { operation }: RequestFacts): unknown {
  if (!(error instanceof RegestaError) || error.code !== 'E_BUSY' || !operation?.startsWith('mutation'))
    return error
  const message =
    'there is no room to say whether it was recorded; send the same again in a second: what stands recorded is not recorded twice'
  return new RegestaError('E_UNKNOWN_OUTCOME', 'conflict', message, {}, error)
}

/**
 * Who sends a request, by its headers alone; undefined where that is refused, which is said where the request is answered:
 * not everything needs a credential. Throws E_RATE for a client that sent too many.
 */
async function admit(
  { authenticate, requests }: Handling,
  incoming: IncomingMessage,
  facts: RequestFacts,
): Promise<Viewer | undefined> {
  const viewer = await authenticate(plainHead(incoming)).catch(() => undefined)
  facts.credential = viewer?.name
  requests.take(clientOf(viewer ?? NOBODY, facts.address ?? ''))
  return viewer
}

/** What every answer may do in a browser that shows it, but for pages that say more themselves: nothing. */
const POLICY = "default-src 'none'; frame-ancestors 'none'"

/** Has browsers take every answer for what its type says, and show none within a page of others. */
function addSafetyHeaders(answer: ServerResponse): void {
  answer.setHeader('x-content-type-options', 'nosniff')
  if (!answer.hasHeader('content-security-policy')) answer.setHeader('content-security-policy', POLICY)
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
function addCorsHeaders(
  origins: readonly string[],
  { method, headers }: IncomingMessage,
  answer: ServerResponse,
): void {
  const open = origins.includes('*')
  if (!open && origins.length > 0) answer.setHeader('vary', varyBy('origin', answer.getHeader('vary')))
  const allowed = open ? '*' : origins.find((each) => each === headers.origin)
  if (headers.origin === undefined || allowed === undefined) return
  answer.setHeader('access-control-allow-origin', allowed)
  answer.setHeader('access-control-expose-headers', EXPOSED_HEADERS.join(', '))
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return
  answer.setHeader('access-control-allow-methods', answer.getHeader('allow') ?? '')
  answer.setHeader('access-control-allow-headers', ALLOWED_HEADERS.join(', '))
  answer.setHeader('access-control-max-age', String(PREFLIGHT_MAX_AGE))
}

function varyBy(name: string, before: number | string | readonly string[] | undefined): string {
  return before === undefined ? name : `${before}, ${name}`
}
