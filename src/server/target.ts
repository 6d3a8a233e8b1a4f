import type { IncomingMessage } from 'node:http'
import { RegestaError } from '../errors.ts'

/** Where a request goes, read once: the check of its host, its route, the log and the metrics must not differ about it. */
export type Target = {
  /** `host` or `host:port`. */
  readonly host: string
  /** Its path and query string. */
  readonly url: string
  readonly path: string
}

/**
 * Where a request goes. Of a whole address (RFC 9112, 3.2.2) that counts, not the header Host, which must be there all
 * the same. Throws E_REQUEST where there is not one host, or it is not `host[:port]`, or there is no path.
 */
export function targetOf({ url = '/', headers, rawHeaders, httpVersion }: IncomingMessage): Target {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && /^host$/i.test(name))
  const { host = httpVersion === '1.0' ? 'localhost' : undefined } = headers
  if (host === undefined) throw refused('expected a header host')
  if (hosts.length > 1) throw refused('expected one header host, got several')
  if (!isHost(host)) throw refused(`expected a header host like example.org:4000, got ${shown(host)}`)
  if (url.startsWith('/') || url === '*') return { host, ...resolveTarget(url) }
  const address = WEB.test(url) && URL.canParse(url) ? new URL(url) : undefined
  if (address === undefined || !isHost(address.host))
    throw refused(`expected a path like /graphql, got ${shown(url)}`)
  return { host: address.host, ...resolveTarget(url) }
}

/** The path that a request is routed by, whatever its host; `*` for the server as a whole. */
export function resolveTarget(url: string): Pick<Target, 'url' | 'path'> {
  if (PLAIN.test(url) || url === '*') return { url, path: url.split('?', 1)[0] ?? url }
  const address = WEB.test(url) ? url : `http://localhost${url}`
  if (!URL.canParse(address)) return { url, path: url }
  // Dot segments, backslashes and fragments are resolved, as they are in a Request.
  const { pathname, search } = new URL(address)
  return { url: pathname + search, path: pathname }
}

const WEB = /^https?:\/\//i

/** An address that stays as it is when it is resolved. */
const PLAIN = /^(\/[\w~-][\w.~-]*)*\/?(\?[^#]*)?$/

/** RFC 9110, 7.2, but for percent-encoded names and those with punctuation, which no host on the Web has. */
const HOST = /^(\[[\da-f:.]+\]|[a-z\d._-]+)(:\d{0,5})?$/i

function isHost(text: string): boolean {
  return HOST.test(text) && URL.canParse(`http://${text}`)
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100))
}

function refused(message: string): RegestaError {
  return new RegestaError('E_REQUEST', 'invalid', message)
}
