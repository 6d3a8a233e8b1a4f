import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Chronicle, Chronicles, Signer } from '../engine/index.ts'
import type { AnswerSource } from '../exchange/index.ts'
import {
  ANYONE,
  type ApiContext,
  Budget,
  connectionLimitsWith,
  type Introspection,
  type Limits,
  limitsWith,
  policyOf,
  type ServerFacts,
  Snapshots,
  Streams,
} from '../graphql/index.ts'
import type { SharedCache } from '../state/index.ts'
import type { Authenticate } from './access/authenticate.ts'
import type { RateLimiter } from './access/rate-limiter.ts'
import { AnswerCache } from './cache/answer-cache.ts'
import { KeptAnswers } from './cache/kept-answers.ts'
import { answeredNow, readyAnswer, requestText, sentAnswerOf } from './cache/sent-answer.ts'
import { DocumentCache } from './document/analysed-document.ts'
import { TrustedDocuments } from './document/trusted-documents.ts'
import { encodeResponse } from './encoding.ts'
import { contextOf } from './operation-context.ts'
import { plainQueries } from './plain-query.ts'
import { type GraphiqlExample, playgroundFor, renderPlayground } from './playground/page.ts'
import { isPartPath, servePart } from './playground/parts.ts'
import { authorize } from './plugins/access.ts'
import { analyseDocuments } from './plugins/analyse.ts'
import { cacheAnswers } from './plugins/cache.ts'
import { answerTrusted } from './plugins/documents.ts'
import { presentingErrors, setStatus } from './plugins/errors.ts'
import { readRequests, wantsPage } from './plugins/http.ts'
import { type Observer, observeWork } from './plugins/observer.ts'
import { serveStreams } from './plugins/subscriptions.ts'
import { bodilessRequest, headReceived, type ReceivedHandler } from './received.ts'
import { RequestState, type ServerContext } from './request/state.ts'

export type ApiOptions = {
  readonly schema: GraphQLSchema
  /** Chronicles may be added while it runs, in their order. */
  readonly chronicles: Chronicles
  /** Where it is served; `/graphql` by default. A process that serves several schemas has a path for each. */
  readonly path?: string
  /** Begins a chronicle, which then is one of `chronicles`; without it, none can be begun. */
  readonly begin?: (name: string) => Promise<Chronicle>
  /** The path at which a chronicle is served that is not one of `chronicles`. */
  readonly servedAt?: (name: string) => string | undefined
  /** The texts of sources, by hex SHA-256: with them, evidence is quoted. */
  readonly texts?: ReadonlyMap<string, string>
  /** The playground's tabs, the first one in front; without any there is no playground. */
  readonly examples?: readonly GraphiqlExample[]
  /** By default everyone may read, and no one may do more. */
  readonly authenticate?: Authenticate
  /** Who may introspect the schema; by default everyone who may read. */
  readonly introspection?: Introspection
  /** What one operation may cost; what is left out is as declared. */
  readonly limits?: Partial<Limits>
  /** Whether queries by GET, too, need a header against cross-site request forgery; by default not. */
  readonly csrf?: boolean
  /** The longest body, bytes; by default as declared for connections. */
  readonly body?: number
  /** Persisted documents: a request can name one by its id instead of sending its text. */
  readonly documents?: TrustedDocuments
  /** Whether only those are answered. */
  readonly documentsOnly?: boolean
  /** Limits the recordings of each client; by default they are not limited. APIs may share it. */
  readonly recordings?: RateLimiter
  /** The cache of answers; by default one of 64 MiB. APIs must not share one. */
  readonly cache?: AnswerCache
  /** Where documents are kept besides what else is worked out. */
  readonly shared?: SharedCache
  /** The version of the program, which is part of the key of cached answers. */
  readonly version?: string
  /** Signs checkpoints, which then come with roots and proofs. */
  readonly signer?: Signer
  /** What administrators can read about the server. */
  readonly server?: () => ServerFacts
  /** Open subscriptions; by default limited as declared. APIs may share them. */
  readonly streams?: Streams
  readonly observer?: Observer
  /** Called with internal errors, of which the caller only gets the request id. */
  readonly onFault?: (error: unknown, requestId: string) => void
}

/** An API as a web-standard handler. */
export type Api = {
  readonly path: string
  /**
   * Answers like the global `fetch`, compressed where the request accepts that. Clients without a credential are
   * distinguished by their address. The files of the playground are answered below `/playground/`.
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit, client?: string) => Promise<Response>
  /** Answers a request as the server received it, from kept bytes where it can. */
  readonly answerReceived: ReceivedHandler
  /** Answers a request, with what the answer was made from; undefined if the same answer cannot be had again. */
  readonly answer: (
    request: Request,
    client?: string,
  ) => Promise<{ readonly response: Response; readonly source: AnswerSource | undefined }>
}

/**
 * The API of a schema as a web-standard handler.
 *
 * ```ts
 * const api = createApi({ schema, chronicles: new Map([[chronicle.name, chronicle]]) })
 * const response = await api.fetch('http://localhost/graphql?query={sources{nodes{title}}}')
 * ```
 */
export function createApi(given: ApiOptions): Api {
  const options = { cache: new AnswerCache(64 * 1024 * 1024), authenticate: async () => ANYONE, ...given }
  const { cache, authenticate, chronicles, observer } = options
  const { yoga, plain } = handlersOf(options)
  // Those of Yoga are faster than those of Node.
  const respond = (body: BodyInit | null, init: ResponseInit) => new yoga.fetchAPI.Response(body, init)
  const answered = async (request: Request, state: RequestState) => ({
    response: await yoga.fetch(request, { state }),
    cached: state.cached,
  })
  const encoded = async (request: Request, state: RequestState) => {
    const { response, cached } = await answered(request, state)
    const kept = cached?.outcome?.answer?.body
    return encodeResponse(request, response, { kept, respond })
  }
  /** What was sent to another request of the same text, by one who may be given the same. */
  const sentBefore = (text: string, from: number) => {
    const sent = cache.sentTo(text, (sent) => answeredNow(sent, chronicles))
    if (sent) observer?.ended({ kind: 'query', outcome: 'ok', ms: performance.now() - from })
    return sent
  }
  return {
    path: yoga.graphqlEndpoint,
    answer: async (request, client) => {
      const { response, cached } = await answered(
        request,
        new RequestState(request, { clientAddress: client }),
      )
      return { response, source: cached?.source }
    },
    fetch: async (input, init, client) => {
      const request = new Request(input, init)
      if (hasPlayground(options) && isPartPath(new URL(request.url).pathname)) return servePart(request)
      return encoded(request, new RequestState(request, { clientAddress: client }))
    },
    answerReceived: async (received, client) => {
      const from = performance.now()
      // A credential that is refused is refused by Yoga, with its reason.
      const viewer = received.viewer ?? (await authenticate(headReceived(received)).catch(() => undefined))
      const text = viewer && requestText(received, viewer, options.texts?.size ?? 0)
      const before = text && sentBefore(text, from)
      const { facts = {} } = received
      if (before) {
        facts.operation = before.operation
        return readyAnswer(before)
      }
      const note = ({ cached, operation }: RequestState, headers: Headers) => {
        const sent = sentAnswerOf(cached, headers, operation?.label)
        if (sent !== undefined && text !== undefined) cache.noteSent(text, sent)
      }
      const found = viewer && (await plain({ received, viewer, client }))
      if (found !== undefined && 'answer' in found) {
        facts.operation = found.state.operation?.label
        note(found.state, found.headers)
        return found.answer
      }
      const request = bodilessRequest(received, yoga.fetchAPI.Request)
      const state =
        found?.state ?? new RequestState(request, { clientAddress: client, body: received.body, viewer })
      const response = await encoded(request, state)
      facts.operation = state.operation?.label
      if (response.status === 200) note(state, response.headers)
      return response
    },
  }
}

/** Whether browsers get the playground; where trusted documents alone are answered there is nothing to try. */
export function hasPlayground({
  examples = [],
  documentsOnly = false,
}: Pick<ApiOptions, 'examples' | 'documentsOnly'>): boolean {
  return examples.length > 0 && !documentsOnly
}

/** What answers requests: plain queries by themselves, all others by Yoga, whose middleware is `plugins`, in that order. */
function handlersOf(options: ApiOptions & Required<Pick<ApiOptions, 'authenticate' | 'cache'>>) {
  const { schema, chronicles, texts = new Map(), examples = [], onFault = () => {} } = options
  const { authenticate, cache, introspection = 'on' } = options
  const { path = '/graphql', csrf = false, body = connectionLimitsWith().body } = options
  const { documents = new TrustedDocuments([]), documentsOnly = false, version = '' } = options
  const { streams = new Streams() } = options
  const limits = limitsWith(options.limits)
  const analysed = new DocumentCache(options.shared)
  const policy = policyOf(schema, introspection)
  const kept = new KeptAnswers({ schema, texts, version, limits, cache, documentsOnly })
  const hideSuggestions = introspection !== 'on'
  const reading = { schema, chronicles, limits, policy, analysed, documents, documentsOnly, hideSuggestions }
  const parts = { ...reading, kept, csrf, body, authenticate, recordings: options.recordings }
  const { maskedErrors, plugins } = presentingErrors(onFault)
  const yoga = createYoga<ServerContext, ApiContext>({
    schema,
    graphqlEndpoint: path,
    landingPage: false,
    logging: false,
    batching: false,
    multipart: false,
    // CORS is handled by the server, for all paths; bodies are bounded where they are read.
    cors: false,
    maxRequestBodySize: false,
    // Documents are kept by `analyseDocuments`.
    parserAndValidationCache: false,
    context: ({ request, state }): ApiContext => contextOf(options, { limits, request, state, texts }),
    // Relative, so that a path which a proxy adds does not matter.
    renderGraphiQL: (given) =>
      renderPlayground(given, path.split('/').length > 2 ? '../playground/' : 'playground/'),
    graphiql: (request) =>
      hasPlayground(options) && wantsPage(request) && playgroundFor(request, examples, documents),
    extraParamNames: ['documentId'],
    maskedErrors,
    plugins: [
      readRequests(parts),
      analyseDocuments(parts),
      authorize(parts),
      answerTrusted(documents, documentsOnly),
      ...plugins,
      setStatus(),
      serveStreams({
        streams,
        // A push may be shared: it is computed even if the client that asked first is gone.
        contextAt: (context, { pins }) => ({
          ...context,
          chronicles: new Snapshots(chronicles, pins),
          budget: new Budget(limits),
          hints: undefined,
        }),
      }),
      ...(options.observer === undefined ? [] : [observeWork(options.observer)]),
      cacheAnswers(parts),
    ],
  })
  const plain = plainQueries({
    ...parts,
    observer: options.observer,
    contextOf: (request, state) => contextOf(options, { limits, request, state, texts }),
    newHeaders: () => new yoga.fetchAPI.Headers(),
  })
  return { yoga, plain }
}
