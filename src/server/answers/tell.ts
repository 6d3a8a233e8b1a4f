import type { Asking } from './asking.ts'

/** A year, in seconds: no cache keeps anything for longer. */
const FOR_EVER = 31_536_000

type Told = { readonly body: BodyInit | null; readonly status: number; readonly headers: Headers }

/**
 * The response with how long it holds (RFC 9111, RFC 8246), its entity tag and the address of the answer (RFC 6596), its
 * bytes in place; undefined where there is no answer to be given again: that one is kept by nobody.
 */
export function tellCaching(
  asking: Asking | undefined,
  request: Request,
  response: Response,
  world: string,
  documentsOnly: boolean,
): Told | undefined {
  const { headers } = response
  const { put, outcome } = asking ?? {}
  if (asking === undefined || put === undefined || outcome === undefined) {
    const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
    if (!headers.has('cache-control')) headers.set('cache-control', isPage ? 'no-cache' : 'no-store')
    return undefined
  }
  const { leant, answer } = outcome
  varyBy(headers, 'accept', 'authorization')
  asking.address = asking.addressOf(put, leant, documentsOnly)
  if (asking.address !== undefined) headers.append('link', `<${asking.address}>; rel="canonical"`)
  if (request.method !== 'GET') headers.set('cache-control', 'no-store')
  else {
    const whose = asking.viewer.name === undefined ? 'public' : 'private'
    const holds = asking.isPinned(put, leant) ? `max-age=${FOR_EVER}, immutable` : 'no-cache'
    headers.set('cache-control', `${whose}, ${holds}`)
    headers.set('etag', asking.tagOf(put, leant, world))
  }
  headers.delete('content-length')
  if (answer !== undefined) return { body: answer.bytes, status: response.status, headers }
  headers.delete('content-type')
  return { body: null, status: 304, headers }
}

/** Adds to what an answer varies by; what is there already stays, once. */
function varyBy(headers: Headers, ...names: readonly string[]): void {
  const there = (headers.get('vary') ?? '').split(',').map((name) => name.trim().toLowerCase())
  headers.set('vary', [...new Set([...there, ...names])].filter((name) => name !== '').join(', '))
}
