import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Batch, Ledger } from '../../ledger/index.ts'
import type { Observer } from '../plugins/observer.ts'
import type { Metrics } from './metrics.ts'
import type { Tracing } from './open-telemetry.ts'

/** Does the work of answering one request of HTTP. */
export type AroundRequest = (
  incoming: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<void>,
) => Promise<void>

/** Everyone who watches, as each of the watched knows them. */
export type Telemetry = {
  readonly operations: Observer
  readonly requests: AroundRequest
  readonly appends: AroundAppend
}

/** Counts into figures, and follows by tracing. */
export function createTelemetry(figures: Metrics, tracing: Tracing): Telemetry {
  return {
    operations: {
      within: (phase, work) => tracing.within(`graphql.${phase}`, {}, work),
      ended: (operation) => figures.ended(operation),
    },
    requests: (incoming, response, work) => {
      const from = performance.now()
      const [route, method] = [routeOf(incoming.url), methodOf(incoming.method)]
      const statusOf = () => (response.writableFinished ? String(response.statusCode) : 'aborted')
      response.once('close', () =>
        figures.requestFinished({
          route,
          method,
          status: statusOf(),
          seconds: (performance.now() - from) / 1000,
        }),
      )
      const facts = { 'http.request.method': method, 'http.route': route }
      return tracing.request(incoming.headers, `${method} ${route}`, facts, async (tell) => {
        await work()
        const { statusCode } = response
        tell({ 'http.response.status_code': statusCode, ...requestIdOf(response) }, statusCode >= 500)
      })
    },
    appends: async (batch, work) => {
      const from = performance.now()
      const { chronicle, events } = batch
      const over = (outcome: 'recorded' | 'refused') =>
        figures.appended(chronicle, events.length, (performance.now() - from) / 1000, outcome)
      const facts = { 'regesta.chronicle': chronicle, 'regesta.events': events.length }
      try {
        const head = await tracing.within('ledger.append', facts, work)
        over('recorded')
        return head
      } catch (error) {
        over('refused')
        throw error
      }
    },
  }
}

function requestIdOf(response: ServerResponse): { readonly 'regesta.request_id'?: string } {
  const id = response.getHeader('x-request-id')
  return typeof id === 'string' ? { 'regesta.request_id': id } : {}
}

/** Does the work of recording a batch, and may look at the clock before and after. */
export type AroundAppend = <T>(batch: Batch, work: () => Promise<T>) => Promise<T>

/** The same ledger, with one who watches what is recorded. Whatever else a ledger can do, it does by itself. */
export function watchAppends(ledger: Ledger, around: AroundAppend): Ledger {
  return new Proxy(ledger, {
    get(target, name) {
      if (name === 'append') return (batch: Batch) => around(batch, () => target.append(batch))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The paths that are told apart, the longest names of callers left out. */
const ROUTES = new Set(['/', '/graphql', '/cite', '/health', '/ready', '/metrics'])
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/** The route that an address comes to, one of a few. */
export function routeOf(address = '/'): string {
  const path = address.split('?')[0] ?? '/'
  if (ROUTES.has(path)) return path
  const [, first] = path.split('/')
  return first === 'feeds' ? '/feeds' : 'other'
}

/** The method of a request, one of a few. */
export function methodOf(method = 'GET'): string {
  return METHODS.has(method) ? method : 'other'
}
