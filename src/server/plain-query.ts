import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql'
import type { Chronicles } from '../engine/index.ts'
import {
  type ApiContext,
  FairScheduler,
  type Limits,
  type Policy,
  publicError,
  refusals,
  type Viewer,
} from '../graphql/index.ts'
import { readPinnedAt } from './cache/address.ts'
import { bindQuery, CachedRequest } from './cache/cached-request.ts'
import type { KeptAnswers } from './cache/kept-answers.ts'
import { headPairs } from './cache/sent-answer.ts'
import { AnalysedDocument, type AnalysedOperation, type DocumentCache } from './document/analysed-document.ts'
import { documentIdOf, type TrustedDocuments } from './document/trusted-documents.ts'
import { faultyVariables } from './document/variables.ts'
import { chooseEncoding, EncodedBody } from './encoding.ts'
import { withCost } from './plugins/analyse.ts'
import { resolveDocument } from './plugins/documents.ts'
import { answerType, isPreflighted, wantsPage } from './plugins/http.ts'
import { endOf, type Observer } from './plugins/observer.ts'
import {
  addressOf,
  headReceived,
  type ReadyAnswer,
  type ReceivedRequest,
  type RequestHead,
} from './received.ts'
import { hasKnownParameters, jsonIn, parametersIn, parametersInSearch } from './request/parameters.ts'
import { RequestState } from './request/state.ts'

export type PlainQueryOptions = {
  readonly schema: GraphQLSchema
  readonly chronicles: Chronicles
  readonly limits: Limits
  readonly policy: Policy
  readonly analysed: DocumentCache
  readonly documents: TrustedDocuments
  readonly documentsOnly: boolean
  readonly hideSuggestions: boolean
  readonly kept: KeptAnswers
  readonly csrf: boolean
  /** The longest body, bytes. */
  readonly body: number
  readonly observer: Observer | undefined
  readonly contextOf: (request: RequestHead, state: RequestState) => ApiContext
  readonly newHeaders: () => Headers
}

/** A request of a viewer, from a client's address. */
type Sent = { readonly received: ReceivedRequest; readonly viewer: Viewer; readonly client: string }

/** An answer with what it depends on; or the state of a request whose result Yoga has to present. */
export type PlainAnswer =
  | {
      readonly state: RequestState
      readonly cached: CachedRequest
      readonly headers: Headers
      readonly answer: ReadyAnswer
    }
  | { readonly state: RequestState }

/**
 * Answers plain queries without Yoga: of a document that was found valid before, with one answer in JSON, and with nothing
 * to refuse. It decides by the functions that the plugins of Yoga call. Undefined for everything else, which goes to Yoga:
 * that words every refusal. A result with errors goes there in the state of its request, and is not executed again.
 */
export function plainQueries(options: PlainQueryOptions): (sent: Sent) => Promise<PlainAnswer | undefined> {
  const { kept, limits, observer, newHeaders } = options
  return async (sent) => {
    const request = headReceived(sent.received)
    const type = plainType(sent.received, request, options)
    if (type === undefined) return undefined
    const from = performance.now()
    // From here on, concurrent requests are scheduled fairly.
    await new FairScheduler().run(() => {})
    // What is thrown is thrown again where Yoga presents it.
    const query = await readQuery(sent, request, options).catch(() => undefined)
    if (query === undefined) return undefined
    const { cached, state } = query
    state.operationFrom = from
    const bound = bindQuery(query.operation.normalForm, query.variables)
    let result: ExecutionResult | undefined
    if (bound === undefined || !kept.find(cached, bound, request)) {
      const executed = await executeQuery(query, request, options)
      if (executed.errors !== undefined) {
        state.executed = { ...executed, errors: executed.errors.map(publicError) }
        return { state }
      }
      result = withCost(executed, state, limits)
    }
    observer?.ended({ kind: 'query', ms: performance.now() - from, ...endOf(result ?? {}) })
    if (result !== undefined) kept.keep(cached, result)
    const body = cached.outcome?.answer?.body ?? new EncodedBody(encoder.encode(JSON.stringify(result)))
    const headers = newHeaders()
    headers.set('content-type', `${type}; charset=utf-8`)
    headers.set('vary', 'accept')
    kept.addHeaders(cached, request.method, headers)
    const encoding = chooseEncoding(body, headers, request.headers.get('accept-encoding'))
    const bytes = encoding === undefined ? body.bytes : await body.in(encoding)
    return { state, cached, headers, answer: { head: headPairs(headers), body: bytes } }
  }
}

const encoder = new TextEncoder()

/** The content type in which a request is answered, if it may be one for a plain query. */
function plainType(
  received: ReceivedRequest,
  request: RequestHead,
  { csrf }: PlainQueryOptions,
): string | undefined {
  const { method } = received
  if ((method !== 'GET' && method !== 'POST') || request.headers.has('if-none-match')) return undefined
  if (wantsPage(request) || (csrf && !isPreflighted(request))) return undefined
  const type = answerType(request)
  return type === 'text/event-stream' ? undefined : type
}

type ReadQuery = {
  readonly state: RequestState
  readonly cached: CachedRequest
  readonly document: AnalysedDocument
  readonly operation: AnalysedOperation
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/** The query of a request, if it is a known one that is within all limits and that the viewer may ask. */
async function readQuery(
  { received, viewer, client }: Sent,
  request: RequestHead,
  { schema, chronicles, limits, policy, analysed, documents, documentsOnly, body }: PlainQueryOptions,
): Promise<ReadQuery | undefined> {
  const search = searchOf(received)
  const params =
    received.method === 'GET'
      ? parametersInSearch(search, limits)
      : parametersIn(jsonIn(received.body ?? NOTHING, request.headers, { body, limits }), limits)
  const { text, refused } = resolveDocument(params, documents, documentsOnly)
  if (viewer.role === 'nobody' || refused !== undefined || !hasKnownParameters(params)) return undefined
  const document = analysed.get(text ?? '')
  if (!(document instanceof AnalysedDocument) || document.validationErrors?.length !== 0) return undefined
  const operation = document.operation(params.operationName)
  const variables = params.variables ?? {}
  const operationName = params.operationName ?? undefined
  if (operation?.type !== 'query') return undefined
  const { cost, errors } = document.measure(operation, variables)
  const faulty = faultyVariables({ schema, document: document.ast, operationName, variableValues: variables })
  const denied = refusals(operation.requestedFields, policy, viewer)
  // Introspection is executed without yielding, and waits for its turn.
  const introspects = operation.normalForm.introspects
  if (introspects || errors.length + faulty.length + denied.length > 0) return undefined
  const state = new RequestState(request, { clientAddress: client, body: received.body, viewer })
  if (text !== undefined && documents.has(text)) state.documentId = documentIdOf(text)
  state.document = document
  state.operation = operation
  state.cost = cost
  const pinnedAt = await readPinnedAt(search.getAll('at'), chronicles)
  const cached = new CachedRequest(pinnedAt, chronicles, {
    viewer,
    documentId: state.documentId,
    operationName,
  })
  state.cached = cached
  return { state, cached, document, operation, variables, operationName }
}

const NOTHING = new Uint8Array()

function searchOf(received: ReceivedRequest): URLSearchParams {
  return received.url.includes('?') ? new URL(addressOf(received)).searchParams : new URLSearchParams()
}

async function executeQuery(
  { state, document, variables, operationName }: ReadQuery,
  request: RequestHead,
  { schema, observer, hideSuggestions, contextOf }: PlainQueryOptions,
): Promise<ExecutionResult> {
  const contextValue = contextOf(request, state)
  state.budget = contextValue.budget
  state.hints = contextValue.hints
  const work = () =>
    execute({
      schema,
      document: document.ast,
      contextValue,
      variableValues: variables,
      operationName,
      hideSuggestions,
    })
  return observer === undefined ? work() : observer.within('execute', work)
}
