import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Batch, type Ledger, withAppend } from '../../ledger/index.ts'
import type { Observer } from '../plugins/observer.ts'
import { resolveTarget } from '../target.ts'
import type { Metrics } from './metrics.ts'
import type { Tracing } from './open-telemetry.ts'

/** Runs the work of one HTTP request. */
export type AroundRequest = (
  incoming: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<void>,
) => Promise<void>

/** Metrics and tracing, as the watched parts of the server call them. */
export type Telemetry = {
  readonly operations: Observer
  readonly requests: AroundRequest
  readonly appends: AroundAppend
}

/** Counts requests, operations and appends as metrics, and records them as spans. */
export function createTelemetry(metrics: Metrics, tracing: Tracing): Telemetry {
  return {
    operations: {
      within: (phase, work) => tracing.within(`graphql.${phase}`, {}, work),
      ended: (operation) => metrics.ended(operation),
    },
    requests: (incoming, response, work) => {
      const from = performance.now()
      const [route, method] = [routeOf(incoming.url), methodOf(incoming.method)]
      const statusOf = () => (response.writableFinished ? String(response.statusCode) : 'aborted')
      response.on('close', () =>
        metrics.requestFinished({
          route,
          method,
          status: statusOf(),
          seconds: (performance.now() - from) / 1000,
        }),
      )
      const facts = { 'http.request.method': method, 'http.route': route }
      return tracing.request(incoming.headers, `${method} ${route}`, facts, async (add) => {
        await work()
        const { statusCode } = response
        add({ 'http.response.status_code': statusCode, ...requestIdOf(response) }, statusCode >= 500)
      })
    },
    appends: async (batch, work) => {
      const from = performance.now()
      const { chronicle, events } = batch
      const over = (outcome: 'recorded' | 'refused') =>
        metrics.appended(chronicle, events.length, (performance.now() - from) / 1000, outcome)
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

/** Runs the work of recording a batch. */
export type AroundAppend = <T>(batch: Batch, work: () => Promise<T>) => Promise<T>

/** The same ledger, with `around` called for each append. */
export function watchAppends(ledger: Ledger, around: AroundAppend): Ledger {
  return withAppend(ledger, (batch) => around(batch, () => ledger.append(batch)))
}

/** The paths that are distinguished; names that callers choose are left out. */
const ROUTES = new Set(['/', '/graphql', '/cite', '/health', '/ready', '/metrics', '/chronicles.json'])
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/** What has several paths of its own; the page, whose paths are names of chronicles, is among the others. */
const FOLDERS = new Set(['assets', 'cite', 'feeds', 'graphql', 'playground'])

/** The route of an address, one of a few. */
export function routeOf(address = '/'): string {
  const { path } = resolveTarget(address)
  if (ROUTES.has(path)) return path
  const [, first] = path.split('/')
  if (first !== undefined && FOLDERS.has(first)) return `/${first}`
  return 'other'
}

/** The method of a request, one of a few. */
export function methodOf(method = 'GET'): string {
  return METHODS.has(method) ? method : 'other'
}
