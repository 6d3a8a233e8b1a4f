import { randomUUID } from 'node:crypto'

const requestIds = new WeakMap<Request, string>()

/** The id of a request: the same for its whole life. */
export function requestIdOf(request: Request): string {
  const known = requestIds.get(request)
  if (known !== undefined) return known
  const id = plainRequestId(request.headers.get('x-request-id') ?? undefined)
  requestIds.set(request, id)
  return id
}

/** The caller's own id if it sent a plain one, or else a new one: it goes into logs and headers. */
export function plainRequestId(sent: string | readonly string[] | undefined): string {
  return typeof sent === 'string' && /^[\w.-]{1,64}$/.test(sent) ? sent : randomUUID()
}
