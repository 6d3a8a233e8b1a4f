import { getOperationAST } from 'graphql'
import { errorResponse } from '../../exchange/index.ts'
import { FairScheduler } from '../../graphql/index.ts'
import { negotiate } from '../request/accept.ts'
import { parametersIn, parametersInSearch, readJsonBody, refusedRequest } from '../request/parameters.ts'
import type { ApiPlugin } from '../request/state.ts'

/** How requests are taken. */
export type HttpOptions = {
  /** The longest body that is read, bytes. */
  readonly body: number
  /** Whether GET, too, must show by a header that no other site sent it unasked (cross-site request forgery). */
  readonly csrf: boolean
}

/** Headers that a page of another origin can only send after the server allowed it: any of them will do. */
export const PREFLIGHT_HEADERS = [
  'graphql-require-preflight',
  'x-graphql-yoga-csrf',
  'apollo-require-preflight',
]

const PAGE = 'text/html'
const ANSWERS = ['application/json', 'application/graphql-response+json', 'text/event-stream']

/** Whether a request is that of a browser that wants a page to look at. */
export function wantsPage({ method, headers }: Request): boolean {
  return method === 'GET' && negotiate(headers.get('accept'), [...ANSWERS, PAGE]) === PAGE
}

/**
 * Takes requests as GraphQL over HTTP has them: queries by GET, all by POST of JSON, answered in the form that is
 * liked best. What is refused is refused before it is read any further, and a mutation by GET before it is run.
 */
export function takeRequests({ body, csrf }: HttpOptions): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      const form = negotiate(request.headers.get('accept'), ANSWERS)
      if (form === undefined) endResponse(notAcceptable())
      // What follows knows neither weights nor the order of ranges: it is told the outcome.
      else request.headers.set('accept', form)
    },
    onRequestParse({ request, setRequestParser }) {
      checkMethod(request)
      if (csrf) checkPreflighted(request)
      setRequestParser(async (each) => {
        // Reading a question takes its time, too: many that come at once take turns from here on.
        await new FairScheduler().run(() => {})
        return each.method === 'GET'
          ? parametersInSearch(new URL(each.url).searchParams)
          : parametersIn(await readJsonBody(each, body))
      })
    },
    onParse() {
      return ({ result, context: { request, params } }) => {
        if (result === null || result instanceof Error || request.method !== 'GET') return
        if (getOperationAST(result, params?.operationName)?.operation === 'mutation')
          throw refusedRequest(405, 'E_METHOD', 'a mutation is sent by POST, not by GET', { allow: 'POST' })
      }
    },
    onResponse({ response }) {
      response.headers.append('vary', 'accept')
    },
  }
}

function checkMethod({ method }: Request): void {
  if (method !== 'GET' && method !== 'POST')
    throw refusedRequest(405, 'E_METHOD', `expected GET or POST, got ${method}`, {
      allow: 'GET, HEAD, POST, OPTIONS',
    })
}

/** POST needs no header for that: a body of JSON can only be sent after a preflight. */
function checkPreflighted({ method, headers }: Request): void {
  if (method === 'GET' && !PREFLIGHT_HEADERS.some((name) => headers.has(name)))
    throw refusedRequest(
      403,
      'E_CSRF',
      `expected a header ${PREFLIGHT_HEADERS[0]}, of any value, so that no page of another site can ask unseen`,
    )
}

function notAcceptable(): Response {
  const message = `expected to be let answer in one of ${ANSWERS.join(', ')}`
  return errorResponse(406, [{ message, extensions: { code: 'E_ACCEPT', category: 'invalid' } }])
}
