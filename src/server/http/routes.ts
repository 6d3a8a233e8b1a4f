import { RegestaError } from '../../errors.ts'
import { errorResponse, STATUS_OF } from '../../exchange/index.ts'
import {
  httpOfRefusal,
  isRefusal,
  presentRefusal,
  type Role,
  refusalOf,
  type Viewer,
} from '../../graphql/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import { encodeResponse, withPlainTags } from '../encoding.ts'
import { httpByCode } from '../http-status.ts'
import { isAssetPath } from '../page/assets.ts'
import type { Page } from '../page/page.ts'
import { isPartPath } from '../playground/parts.ts'
import { type ReceivedHandler, standardRequest } from '../received.ts'

/** Answers a request that came from a client's address, where its path is for some alone from a viewer who may. */
export type Handler = (request: Request, client: string, viewer?: Viewer) => Response | Promise<Response>

/** An API at its path. */
export type ApiRoute = {
  readonly path: string
  readonly fetch: (request: Request, init: undefined, client: string) => Response | Promise<Response>
  /** Answers what is addressed by that very path, where it can do so better than by a web-standard request. */
  readonly answerReceived?: ReceivedHandler
}

export type Routes = {
  /** Where there is no page, `/` redirects to the first one. */
  readonly apis: readonly ApiRoute[]
  /** The page that people see: what is at no other path is its own. It checks who may read. */
  readonly page?: Page | undefined
  /** Which chronicles there are, if that is to be had. */
  readonly list?: Handler | undefined
  readonly feeds: Handler
  /** The files of the playground, if browsers get it: public, as its page is. */
  readonly playground?: Handler | undefined
  /** Citations of answers, by path; the APIs check who may read. */
  readonly cite?: Readonly<Record<string, Handler>> | undefined
  /** Metrics for Prometheus, if they are served. */
  readonly metrics?: Handler | undefined
  /** Why it is not ready, in words; empty if it is. */
  readonly blockers: () => Promise<readonly string[]>
  /** Why nothing can be recorded, in words, if that is so: it is ready all the same. */
  readonly onlyRead?: string | undefined
  /** The zone of today, if that is to be told. */
  readonly timezone?: string | undefined
  /** The list of chronicles and feeds need the role reader, metrics `metricsRole`. */
  readonly authenticate: Authenticate
  /** None if everyone who reaches the server may read them. */
  readonly metricsRole?: Role | undefined
}

/**
 * The handler of each path: those of the APIs (`/graphql`, `/graphql/<domain>`), `/cite`, `/chronicles.json`, `/feeds/…`,
 * `/playground/…`, `/assets/…` (what the page loads), `/health` (the process is alive), `/ready` (it can answer, or why not), `/metrics`; all others
 * are the page's. The APIs check access themselves; health and readiness are public. What is long is compressed where the request accepts that.
 */
export function routesOf({
  apis,
  page,
  list,
  feeds,
  playground,
  cite,
  metrics,
  blockers,
  onlyRead,
  timezone,
  authenticate,
  metricsRole,
}: Routes): Handler {
  const pages: Readonly<Record<string, Handler>> = {
    ...(page === undefined && {
      '/': () => new Response(null, { status: 302, headers: { location: apis[0]?.path ?? '/graphql' } }),
    }),
    '/health': () => Response.json({ status: 'alive' }),
    '/ready': async () => {
      const because = await blockers()
      if (because.length > 0)
        return Response.json({ status: 'not ready', because, timezone }, { status: 503 })
      return Response.json({
        status: 'ready',
        timezone,
        ...(onlyRead !== undefined && { recording: 'off', because: [onlyRead] }),
      })
    },
    ...(list && {
      '/chronicles.json': only('reader', authenticate, (request, client, viewer) =>
        list(withPlainTags(request), client, viewer),
      ),
    }),
    ...cite,
    ...(metrics && {
      '/metrics': metricsRole === undefined ? metrics : only(metricsRole, authenticate, metrics),
    }),
  }
  const guardedFeeds = only('reader', authenticate, (request, client, viewer) =>
    feeds(withPlainTags(request), client, viewer),
  )
  const pageAt = (path: string) => {
    if (path === '/feeds' || path.startsWith('/feeds/')) return guardedFeeds
    if (isAssetPath(path)) return page?.serveAsset
    return isPartPath(path) ? playground : pages[path]
  }
  return async (request, client) => {
    const { pathname } = new URL(request.url)
    const api = apis.find(({ path }) => path === pathname)
    if (api !== undefined) return api.fetch(request, undefined, client)
    const handler = pageAt(pathname)
    const found =
      handler === undefined ? await page?.serve(request) : await readOnly(request, client, handler)
    if (found === undefined) {
      const message = `nothing is here; the API is at ${apis.map(({ path }) => path).join(', ')}`
      throw new RegestaError('E_PATH', 'notFound', message)
    }
    return encodeResponse(request, found)
  }
}

/** The same for requests as they were received. */
export function receivedRoutesOf(routes: Routes): ReceivedHandler {
  const handler = routesOf(routes)
  return (received, client) => {
    const path = received.url.split('?', 1)[0]
    const api = routes.apis.find((each) => each.path === path)
    return api?.answerReceived?.(received, client) ?? handler(standardRequest(received), client)
  }
}

/**
 * The response for an error outside the API; of an internal one it only gives the request id. At the path of an API the
 * error has the form of GraphQL.
 */
export function refusalResponse(error: unknown, requestId: string, path = '/'): Response {
  const respond = (status: number, message: string, facts: ErrorFacts, headers = {}, details = {}) => {
    const entry = isApiPath(path) ? { message, extensions: { ...facts, ...details } } : { ...facts, message }
    return errorResponse(status, [entry], headers)
  }
  if (isRefusal(error)) {
    const { code, category, message } = error
    const { status, headers } = httpOfRefusal(error)
    const { http: _, ...details } = presentRefusal(error).extensions
    return respond(status, message, { code, category }, headers, details)
  }
  if (!(error instanceof RegestaError) || error.category === 'fault') {
    const message = `something went wrong on our side; please name request ${requestId} when you report it`
    return respond(500, message, { code: 'E_FAULT', category: 'fault', requestId })
  }
  const { code, category, message } = error
  const { status = STATUS_OF[category], headers = {} } = httpByCode({ code }) ?? {}
  const allow = code === 'E_METHOD' && { allow: methodsOf(path) }
  return respond(status, message, { code, category }, { ...headers, ...allow })
}

type ErrorFacts = { readonly code: string; readonly category: string; readonly requestId?: string }

/** A page for viewers with a role. */
function only(role: Role, authenticate: Authenticate, page: Handler): Handler {
  return async (request, client) => {
    const viewer = await authenticate(request)
    const refused = refusalOf(new URL(request.url).pathname, role, viewer)
    if (refused !== undefined) throw refused
    return page(request, client, viewer)
  }
}

function readOnly(request: Request, client: string, page: Handler): Response | Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD') return page(request, client)
  throw new RegestaError('E_METHOD', 'invalid', `expected GET, got ${request.method}`)
}

/** Whether a path is that of an API: `/graphql`, or `/graphql/<domain>`. */
export function isApiPath(path: string): boolean {
  return /^\/graphql(\/[\w-]+)?$/.test(path)
}

/** The methods that a path takes, as the header Allow lists them. */
function methodsOf(path: string): string {
  return isApiPath(path) ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS'
}

/** The answer to OPTIONS. */
export function optionsOf(path: string): Response {
  return new Response(null, { status: 204, headers: { allow: methodsOf(path) } })
}
