import { getOperationAST } from 'graphql'
import { errorResponse } from '../../exchange/index.ts'
import { FairScheduler, type Limits } from '../../graphql/index.ts'
import { PAGE_POLICY } from '../playground/parts.ts'
import { PREFLIGHT_HEADERS, type RequestHead } from '../received.ts'
import { negotiate } from '../request/accept.ts'
import { parametersIn, parametersInSearch, readJsonBody, refusedRequest } from '../request/parameters.ts'
import type { ApiPlugin } from '../request/state.ts'

type HttpOptions = {
  /** The longest body, bytes. */
  readonly body: number
  /** Whether GET, too, needs a header against cross-site request forgery. */
  readonly csrf: boolean
  readonly limits: Limits
}

const PAGE = 'text/html'
const ANSWERS = ['application/json', 'application/graphql-response+json', 'text/event-stream']

/** Whether a browser asks for a page. */
export function wantsPage({ method, headers }: RequestHead): boolean {
  return method === 'GET' && negotiate(headers.get('accept'), [...ANSWERS, PAGE]) === PAGE
}

/** The content type in which a request is answered; undefined if it accepts none of ours. */
export function answerType({ headers }: RequestHead): string | undefined {
  return negotiate(headers.get('accept'), ANSWERS)
}

/**
 * Reads requests by GraphQL over HTTP: queries by GET, all operations by POST of JSON; negotiates the content type of the
 * answer. Faulty requests are refused before they are read any further, and a mutation by GET before it runs.
 */
export function readRequests({ body, csrf, limits }: HttpOptions): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      const form = answerType(request)
      if (form === undefined) endResponse(notAcceptable())
      // Yoga knows neither weights nor the order of ranges: it gets the outcome.
      else request.headers.set('accept', form)
    },
    onRequestParse({ request, setRequestParser, serverContext: { state } }) {
      checkMethod(request)
      if (csrf) checkPreflighted(request)
      setRequestParser(async (each) => {
        // Parsing takes time, too: from here on, concurrent requests are scheduled fairly.
        await new FairScheduler().run(() => {})
        return each.method === 'GET'
          ? parametersInSearch(new URL(each.url).searchParams, limits)
          : parametersIn(await readJsonBody(each, { body, limits }, state.body), limits)
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
      if (response.headers.get('content-type')?.startsWith(PAGE))
        response.headers.set('content-security-policy', PAGE_POLICY)
    },
  }
}

function checkMethod({ method }: Request): void {
  if (method !== 'GET' && method !== 'POST')
    throw refusedRequest(405, 'E_METHOD', `expected GET or POST, got ${method}`, {
      allow: 'GET, HEAD, POST, OPTIONS',
    })
}

/** POST needs no such header: JSON can only be sent after a preflight. */
export function isPreflighted({ method, headers }: RequestHead): boolean {
  return method !== 'GET' || PREFLIGHT_HEADERS.some((name) => headers.has(name))
}

function checkPreflighted(request: RequestHead): void {
  if (!isPreflighted(request)) {
    const message = `expected a header ${PREFLIGHT_HEADERS[0]}, of any value, so that no page of another site can ask unseen`
    throw refusedRequest(403, 'E_CSRF', message)
  }
}

function notAcceptable(): Response {
  const message = `expected to be let answer in one of ${ANSWERS.join(', ')}`
  return errorResponse(406, [{ message, extensions: { code: 'E_ACCEPT', category: 'invalid' } }])
}
