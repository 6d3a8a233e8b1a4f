import { addVary } from '../encoding.ts'
import type { CachedRequest } from './cached-request.ts'

/** A year, in seconds: no cache keeps anything for longer. */
const YEAR = 31_536_000

type CacheSettings = {
  /** See `fingerprintOf`. */
  readonly fingerprint: string
  readonly documentsOnly: boolean
}

/**
 * Adds how long a response holds (RFC 9111, RFC 8246), its entity tag and the address of its answer (RFC 6596). Says
 * whether the answer can be given again: if not, no cache may store it.
 */
export function addCacheHeaders(
  cached: CachedRequest | undefined,
  method: string,
  headers: Headers,
  { fingerprint, documentsOnly }: CacheSettings,
): boolean {
  const { bound, outcome } = cached ?? {}
  if (cached === undefined || bound === undefined || outcome === undefined) {
    const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
    if (!headers.has('cache-control')) headers.set('cache-control', isPage ? 'no-cache' : 'no-store')
    return false
  }
  const { dependencies } = outcome
  addVary(headers, 'accept', 'authorization')
  cached.address = cached.addressOf(bound, dependencies, documentsOnly)
  if (cached.address !== undefined) headers.append('link', `<${cached.address}>; rel="canonical"`)
  if (method !== 'GET') headers.set('cache-control', 'no-store')
  else {
    const scope = cached.viewer.name === undefined ? 'public' : 'private'
    const age = cached.isPinned(bound, dependencies) ? `max-age=${YEAR}, immutable` : 'no-cache'
    headers.set('cache-control', `${scope}, ${age}`)
    headers.set('etag', cached.etagOf(bound, dependencies, fingerprint))
  }
  headers.delete('content-length')
  return true
}
