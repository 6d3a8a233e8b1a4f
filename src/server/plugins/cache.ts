import { createHash } from 'node:crypto'
import { type ExecutionResult, GraphQLError, type GraphQLSchema, printSchema } from 'graphql'
import type { Chronicles } from '../../engine/index.ts'
import { InvalidInput } from '../../errors.ts'
import { badArgument, isSingle, type Limits, publicError, queriedPoints } from '../../graphql/index.ts'
import { type PinnedAt, readPinnedAt } from '../cache/address.ts'
import type { AnswerCache } from '../cache/answer-cache.ts'
import { type Answer, type BoundQuery, bindQuery, CachedRequest } from '../cache/cached-request.ts'
import { areKnown, unchangedSince } from '../cache/dependencies.ts'
import { withCacheHeaders } from '../cache/headers.ts'
import type { DocumentCache } from '../document/analysed-document.ts'
import type { NormalizedQuery } from '../document/normal-form.ts'
import { EncodedBody } from '../encoding.ts'
import type { ApiPlugin } from '../request/state.ts'

/** What answers depend on beside the query and the ledger: the same for as long as the server runs. */
export type Fingerprinted = {
  readonly schema: GraphQLSchema
  /** The available texts of sources, by their digests. */
  readonly texts: ReadonlyMap<string, string>
  /** The version of the program: another one may answer differently. */
  readonly version: string
  /** Every answer says how much of them is left. */
  readonly limits: Limits
}

export type CacheOptions = Fingerprinted & {
  readonly chronicles: Chronicles
  readonly cache: AnswerCache
  readonly documents: DocumentCache
  /** Whether only trusted documents are answered. */
  readonly documentsOnly: boolean
}

/**
 * Answers a query from the cache while nothing that the answer depends on has changed, and gives every answer its cache
 * headers and its address. It comes after the plugins that refuse requests, so that it never answers a refused one.
 */
export function cacheAnswers(options: CacheOptions): ApiPlugin {
  const { chronicles, cache, documents, documentsOnly } = options
  const fingerprint = fingerprintOf(options)

  /** The result if it is known without execution: the caller has it already, or the cache has it. */
  const findCached = (
    cached: CachedRequest,
    bound: BoundQuery,
    request: Request,
  ): ExecutionResult | undefined => {
    cached.bound = bound
    const unchanged =
      request.method === 'GET'
        ? unchangedSince(
            request.headers.get('if-none-match'),
            cached.answeredAt,
            cached.inputsOf(bound, fingerprint),
          )
        : undefined
    if (unchanged !== undefined) cached.outcome = { dependencies: unchanged }
    else {
      const answer = cache.find(cached.keyOf(bound), cached.answeredAt)
      if (answer !== undefined) cached.outcome = { dependencies: answer.dependencies, answer }
    }
    return cached.outcome && WRITTEN_LATER
  }

  return {
    onParams({ request, context: { state }, paramsHandler, setParamsHandler }) {
      setParamsHandler(async (payload) => {
        const { query = '', operationName, variables } = payload.params
        const pinnedAt = await pinnedAtOf(request, chronicles)
        if (pinnedAt instanceof GraphQLError) return { errors: [pinnedAt] }
        const { viewer, documentId } = state
        const by = { viewer, documentId, operationName: operationName ?? undefined }
        const cached = new CachedRequest(pinnedAt, chronicles, by)
        state.cached = cached
        if (isStreamed(request)) return paramsHandler(payload)
        const known = knownQuery(documents, query, operationName)
        const bound = known && bindQuery(known, variables)
        return (bound && findCached(cached, bound, request)) ?? paramsHandler(payload)
      })
    },

    onExecute({ args, context, setResultAndStopExecution }) {
      const { request, state } = context
      const { cached, operation } = state
      if (cached === undefined || operation === undefined) return
      if (operation.type !== 'query') {
        if (isPinned(cached)) setResultAndStopExecution({ errors: [notPinnable()] })
        return
      }
      if (isStreamed(request) || cached.bound !== undefined) return
      const bound = bindQuery(operation.normalForm, args.variableValues)
      const result = bound && findCached(cached, bound, request)
      if (result !== undefined) setResultAndStopExecution(result)
    },

    onSubscribe({ context, setResultAndStopExecution }) {
      const { cached } = context.state
      if (cached !== undefined && isPinned(cached)) setResultAndStopExecution({ errors: [notPinnable()] })
    },

    onResultProcess({ result, setResult, serverContext: { state } }) {
      const { cached } = state
      if (cached?.bound === undefined || !isSingle(result)) return
      if (cached.outcome === undefined) {
        const answer = cacheableAnswer(cached, result)
        if (answer === undefined) return
        cached.outcome = { dependencies: answer.dependencies, answer, fresh: true }
        cache.keep(cached.keyOf(cached.bound), answer, cached.answeredAt)
      }
      setResult(WRITTEN_LATER)
    },

    onResponse({ request, response, setResponse, fetchAPI, serverContext: { state } }) {
      const settings = { fingerprint, documentsOnly }
      const sent = withCacheHeaders(state.cached, request, response, settings)
      if (sent !== undefined) setResponse(new fetchAPI.Response(sent.body, sent))
    },
  }
}

/** A result whose bytes `onResponse` puts in place: nothing is serialized here. */
const WRITTEN_LATER: ExecutionResult & { readonly stringify: () => string } = { stringify: () => '' }

function fingerprintOf({ schema, texts, version, limits }: Fingerprinted): string {
  const hash = createHash('sha256').update(JSON.stringify([version, limits, printSchema(schema)]))
  for (const digest of [...texts.keys()].sort()) hash.update(digest)
  return hash.digest('base64url')
}

/** What the address of a request pins. A faulty address is refused with 400 whatever type the client accepts. */
async function pinnedAtOf(
  request: Request,
  chronicles: CacheOptions['chronicles'],
): Promise<PinnedAt | GraphQLError> {
  try {
    return await readPinnedAt(new URL(request.url).searchParams.getAll('at'), chronicles)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const shown = publicError(error)
    shown.extensions.http = { status: 400 }
    return shown
  }
}

/** The query that a text asks, if it was found valid before. */
function knownQuery(
  documents: DocumentCache,
  text: string | null,
  operationName: string | null | undefined,
): NormalizedQuery | undefined {
  const document = documents.get(text ?? '')
  if (document === undefined || document instanceof Error) return undefined
  const operation = document.validationErrors?.length === 0 ? document.operation(operationName) : undefined
  return operation?.type === 'query' ? operation.normalForm : undefined
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

function isStreamed({ headers }: Request): boolean {
  return /event-stream|multipart/.test(headers.get('accept') ?? '')
}

function isPinned({ pinnedAt }: CachedRequest): boolean {
  return pinnedAt.today !== undefined || pinnedAt.positions.size > 0
}

function notPinnable() {
  return publicError(
    badArgument('E_AT', 'at', 'only a query can be asked at a place; what is done or heard is always now'),
  )
}
