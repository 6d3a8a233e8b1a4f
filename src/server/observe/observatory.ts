import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Observer } from '../plugins/observer.ts'
import type { AroundAppend } from './appends.ts'
import type { Figures } from './figures.ts'
import { methodOf, routeOf } from './routes.ts'
import type { Tracing } from './tracing.ts'

/** Does the work of answering one request of HTTP. */
export type AroundRequest = (
  incoming: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<void>,
) => Promise<void>

/** Everyone who watches, as each of the watched knows them. */
export type Observatory = {
  readonly operations: Observer
  readonly requests: AroundRequest
  readonly appends: AroundAppend
}

/** Counts into figures, and follows by tracing. */
export function observatoryOf(figures: Figures, tracing: Tracing): Observatory {
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
        figures.exchanged({ route, method, status: statusOf(), seconds: (performance.now() - from) / 1000 }),
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
