import { type ErrorCategory, RegestaError } from '../../errors.ts'

/** Answers a request of the web platform. */
export type Handler = (request: Request) => Response | Promise<Response>

export type Routes = {
  readonly api: Handler
  readonly feeds: Handler
  /** Whether it can answer now; asked by `/ready`. */
  readonly ready: () => Promise<boolean>
}

/** What is answered at which path: `/graphql`, `/feeds/…`, `/health` (the process lives), `/ready` (it can answer). */
export function routesOf({ api, feeds, ready }: Routes): Handler {
  const pages: Readonly<Record<string, Handler>> = {
    '/': () => new Response(null, { status: 302, headers: { location: '/graphql' } }),
    '/health': () => json(200, { status: 'alive' }),
    '/ready': async () =>
      (await ready().catch(() => false))
        ? json(200, { status: 'ready' })
        : json(503, { status: 'not ready' }),
  }
  return (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/graphql') return api(request)
    const page = pathname.startsWith('/feeds/') ? feeds : pages[pathname]
    if (page === undefined)
      throw new RegestaError('E_PATH', 'notFound', 'nothing is here; the API is at /graphql')
    return readOnly(request, page)
  }
}

/** The errors of a request that never came as far as the API, as JSON; of the inside only that there was one. */
export function errorResponse(error: unknown, requestId: string): Response {
  const own = error instanceof RegestaError && error.category !== 'fault' ? error : undefined
  if (own === undefined)
    return json(500, {
      errors: [
        { code: 'E_FAULT', category: 'fault', message: 'something went wrong on our side', requestId },
      ],
    })
  const { code, category, message } = own
  return json(BY_CODE[code] ?? BY_CATEGORY[category], { errors: [{ code, category, message }] })
}

const BY_CODE: Readonly<Record<string, number>> = { E_BODY: 413, E_METHOD: 405 }

const BY_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
  invalid: 400,
  conflict: 409,
  notFound: 404,
  fault: 500,
}

function readOnly(request: Request, page: Handler): Response | Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD') return page(request)
  throw new RegestaError('E_METHOD', 'invalid', `expected GET, got ${request.method}`)
}

export function json(status: number, body: object): Response {
  return Response.json(body, { status })
}
