import { createHash } from 'node:crypto'
import { type ExecutionResult, type GraphQLSchema, printSchema } from 'graphql'
import { type Limits, queriedPoints } from '../../graphql/index.ts'
import { addVary, EncodedBody } from '../encoding.ts'
import type { RequestHead } from '../received.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { Answer, BoundQuery, CachedRequest } from './cached-request.ts'
import { areKnown, unchangedSince } from './dependencies.ts'

/** What answers depend on beside the query and the ledger. While the server runs, texts may be added. */
export type Fingerprinted = {
  readonly schema: GraphQLSchema
  /** The available texts of sources, by their digests. */
  readonly texts: ReadonlyMap<string, string>
  /** The version of the program: another one may answer differently. */
  readonly version: string
  /** Every answer says how much of them is left. */
  readonly limits: Limits
}

type KeptOptions = Fingerprinted & {
  readonly cache: AnswerCache
  /** Whether only trusted documents are answered. */
  readonly documentsOnly: boolean
}

/** The answers of one API that are kept: found, kept and sent with the headers of caches. */
export class KeptAnswers {
  readonly #cache: AnswerCache
  readonly #options: KeptOptions
  readonly #schema: string
  #worked: { readonly texts: number; readonly fingerprint: string } | undefined

  constructor(options: KeptOptions) {
    this.#cache = options.cache
    this.#options = options
    this.#schema = printSchema(options.schema)
  }

  /** By how many texts are at hand, for they are only added. */
  get #fingerprint(): string {
    const { texts } = this.#options
    if (this.#worked?.texts !== texts.size)
      this.#worked = { texts: texts.size, fingerprint: fingerprintOf(this.#options, this.#schema) }
    return this.#worked.fingerprint
  }

  /**
   * Whether the answer to a query is known without execution, which then is the outcome of the request: the caller has it
   * already, or the cache has it.
   */
  find(cached: CachedRequest, bound: BoundQuery, { method, headers }: RequestHead): boolean {
    cached.bound = bound
    cached.texts = this.#options.texts.size
    const unchanged =
      method === 'GET'
        ? unchangedSince(
            headers.get('if-none-match'),
            cached.answeredAt,
            cached.inputsOf(bound, this.#fingerprint),
          )
        : undefined
    if (unchanged !== undefined) cached.outcome = { dependencies: unchanged }
    else {
      const answer = this.#cache.find(cached.keyOf(bound), cached.answeredAt)
      if (answer !== undefined) cached.outcome = { dependencies: answer.dependencies, answer }
    }
    return cached.outcome !== undefined
  }

  /** Keeps the result of a request as its outcome, if it can be given again; whether it has one. */
  keep(cached: CachedRequest, result: ExecutionResult): boolean {
    if (cached.bound === undefined) return false
    if (cached.outcome !== undefined) return true
    const answer = cacheableAnswer(cached, result)
    if (answer === undefined) return false
    cached.outcome = { dependencies: answer.dependencies, answer, fresh: true }
    this.#cache.keep(cached.keyOf(cached.bound), answer, cached.answeredAt)
    return true
  }

  /**
   * Adds how long a response holds (RFC 9111, RFC 8246), its entity tag and the address of its answer (RFC 6596). Says
   * whether the answer can be given again, and so has bytes to be sent: if not, no cache may store it.
   */
  addHeaders(cached: CachedRequest | undefined, method: string, headers: Headers): boolean {
    const { bound, outcome } = cached ?? {}
    if (cached === undefined || bound === undefined || outcome === undefined) {
      const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
      if (!headers.has('cache-control')) headers.set('cache-control', isPage ? 'no-cache' : 'no-store')
      return false
    }
    const { dependencies } = outcome
    addVary(headers, 'accept', 'authorization')
    cached.address = cached.addressOf(bound, dependencies, this.#options.documentsOnly)
    if (cached.address !== undefined) headers.append('link', `<${cached.address}>; rel="canonical"`)
    if (method !== 'GET') headers.set('cache-control', 'no-store')
    else {
      const scope = cached.viewer.name === undefined ? 'public' : 'private'
      const age = cached.isPinned(bound, dependencies) ? `max-age=${YEAR}, immutable` : 'no-cache'
      headers.set('cache-control', `${scope}, ${age}`)
      headers.set('etag', cached.etagOf(bound, dependencies, this.#fingerprint))
    }
    headers.delete('content-length')
    return true
  }
}

/** A year, in seconds: no cache keeps anything for longer. */
const YEAR = 31_536_000

function fingerprintOf({ texts, version, limits }: Fingerprinted, schema: string): string {
  const hash = createHash('sha256').update(JSON.stringify([version, limits, schema]))
  for (const digest of [...texts.keys()].sort()) hash.update(digest)
  return hash.digest('base64url')
}

/** The answer to be cached; undefined if it has errors or depends on something that does not hold. */
function cacheableAnswer(cached: CachedRequest, result: ExecutionResult): Answer | undefined {
  const { snapshots, volatile, quotes } = cached
  if (result.errors !== undefined || result.data == null || result.extensions?.http !== undefined)
    return undefined
  if (volatile || snapshots.waited) return undefined
  const dependencies = snapshots.dependsOn
  // It depends on the heads of all, and some are not known here.
  if (!areKnown(dependencies, cached.answeredAt)) return undefined
  return {
    body: new EncodedBody(encoder.encode(JSON.stringify(result))),
    dependencies,
    quotes,
    points: queriedPoints(snapshots),
  }
}

const encoder = new TextEncoder()
