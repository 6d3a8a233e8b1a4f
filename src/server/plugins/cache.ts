import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Chronicles } from '../../engine/index.ts'
import { InvalidInput } from '../../errors.ts'
import { badArgument, isSingle, publicError } from '../../graphql/index.ts'
import { type PinnedAt, readPinnedAt } from '../cache/address.ts'
import { bindQuery, CachedRequest } from '../cache/cached-request.ts'
import type { KeptAnswers } from '../cache/kept-answers.ts'
import type { AnalysedOperation, DocumentCache } from '../document/analysed-document.ts'
import type { ApiPlugin } from '../request/state.ts'

type CacheOptions = {
  readonly chronicles: Chronicles
  readonly kept: KeptAnswers
  readonly analysed: DocumentCache
}

/**
 * Answers a query from the cache while nothing that the answer depends on has changed, and gives every answer its cache
 * headers and its address. It comes after the plugins that refuse requests, so that it never answers a refused one.
 */
export function cacheAnswers({ chronicles, kept, analysed }: CacheOptions): ApiPlugin {
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
        const known = knownQuery(analysed, query, operationName)
        const bound = known && bindQuery(known.normalForm, variables)
        if (!bound || !kept.find(cached, bound, request)) return paramsHandler(payload)
        state.operation = known
        return WRITTEN_LATER
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
      if (bound && kept.find(cached, bound, request)) setResultAndStopExecution(WRITTEN_LATER)
    },

    onSubscribe({ context, setResultAndStopExecution }) {
      const { cached } = context.state
      if (cached !== undefined && isPinned(cached)) setResultAndStopExecution({ errors: [notPinnable()] })
    },

    onResultProcess({ result, setResult, serverContext: { state } }) {
      if (state.cached && isSingle(result) && kept.keep(state.cached, result)) setResult(WRITTEN_LATER)
    },

    onResponse({ request, response, setResponse, fetchAPI, serverContext: { state } }) {
      const { headers, status } = response
      if (!kept.addHeaders(state.cached, request.method, headers)) return
      const answer = state.cached?.outcome?.answer
      if (answer === undefined) headers.delete('content-type')
      setResponse(
        answer === undefined
          ? new fetchAPI.Response(null, { status: 304, headers })
          : new fetchAPI.Response(answer.body.bytes, { status, headers }),
      )
    },
  }
}

/** A result whose bytes `onResponse` puts in place: nothing is serialized here. */
const WRITTEN_LATER: ExecutionResult & { readonly stringify: () => string } = { stringify: () => '' }

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
): AnalysedOperation | undefined {
  const document = documents.get(text ?? '')
  if (document === undefined || document instanceof Error) return undefined
  const operation = document.validationErrors?.length === 0 ? document.operation(operationName) : undefined
  return operation?.type === 'query' ? operation : undefined
}

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
