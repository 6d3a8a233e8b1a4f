import type { Snapshot } from '../engine/index.ts'
import { sha256Hex } from '../event/index.ts'

/** A year, in seconds: no cache keeps anything for longer. */
const FOR_EVER = 31_536_000

/**
 * A feed as a response: for ever where it leant on nothing but what its address says, else until it is another, which
 * its tag tells. 304 to whoever shows that.
 */
export function responseOf(request: Request, text: string, type: string, { dependsOn }: Snapshot): Response {
  const etag = `"${sha256Hex(text).slice(0, 32)}"`
  const whose = request.headers.has('authorization') ? 'private' : 'public'
  const holds = dependsOn.position || dependsOn.today ? 'no-cache' : `max-age=${FOR_EVER}, immutable`
  const headers = { etag, 'cache-control': `${whose}, ${holds}`, vary: 'authorization' }
  const shown = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (shown.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': type } })
}
