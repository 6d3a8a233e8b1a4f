import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Chronicle, Signer } from '../engine/index.ts'
import type { ApiContext, Introspection, ServerFacts } from '../graphql/index.ts'
import {
  ANYONE,
  Budget,
  connectionLimitsWith,
  type Limits,
  limitsWith,
  Snapshots,
  Streams,
} from '../graphql/index.ts'
import { type Authenticate, enforceAccess, refusedSince, viewerOf } from './access/enforce.ts'
import { askingOf, giveAnswers, KeptAnswers, watched } from './answers/index.ts'
import { answerTrusted, TrustedDocuments } from './documents/index.ts'
import { presentingErrors } from './errors/presenting.ts'
import { takeRequests, wantsPage } from './graphql-http/plugin.ts'
import { tellStatuses } from './graphql-http/statuses.ts'
import { Kept } from './limits/kept.ts'
import { limitOperations } from './limits/plugin.ts'
import { validateDocuments } from './limits/validate.ts'
import { serveStreams } from './live/serve-streams.ts'
import { type Observer, observeWork } from './operations/observer.ts'
import { requestIdOf } from './operations/request-id.ts'
import { type GraphiqlExample, playgroundFor, renderPlayground } from './playground/playground.ts'

export type ApiOptions = {
  readonly schema: GraphQLSchema
  /** It may grow: each request sees those that are open when it comes, in their order. */
  readonly chronicles: ReadonlyMap<string, Chronicle>
  /** Gives one to record the first events of, which makes it one of `chronicles`; without it none can be begun. */
  readonly begin?: (name: string) => Promise<Chronicle>
  /** The texts of sources, by hex SHA-256: with them, evidence is quoted. */
  readonly texts?: ReadonlyMap<string, string>
  /** The playground's tabs, the first one in front; without any there is no playground. */
  readonly examples?: readonly GraphiqlExample[]
  /** Says who sends a request; without it everyone may read, and no one may do more. */
  readonly authenticate?: Authenticate
  /** Who may ask for the schema itself; by itself whoever may read. */
  readonly introspection?: Introspection
  /** How much one operation may ask; what is left out is as declared. */
  readonly limits?: Partial<Limits>
  /** Whether a question by GET, too, must show by a header that no page of another site sent it; by itself not. */
  readonly csrf?: boolean
  /** The longest body that is read, bytes; by itself as declared for connections. */
  readonly body?: number
  /** Documents that may be asked for by an id instead of their text. */
  readonly documents?: TrustedDocuments
  /** Whether nothing but those is answered. */
  readonly documentsOnly?: boolean
  /** Answers to be given again; by itself as many as 64 MiB hold. */
  readonly kept?: KeptAnswers
  /** Of the program: another may answer otherwise. */
  readonly version?: string
  /** Signs checkpoints, so that roots and proofs come with one. */
  readonly signer?: Signer
  /** What the server tells of itself, to those who run it. */
  readonly server?: () => ServerFacts
  /** The subscriptions that are being served; by itself as many as declared. */
  readonly streams?: Streams
  /** By what clients are told apart who show no credential; by itself they are all one. */
  readonly clientOf?: (request: Request) => string
  /** Watches the work on operations. */
  readonly observer?: Observer
  /** Hears of faults of the inside, which the caller is only told the number of. */
  readonly onFault?: (error: unknown, requestId: string) => void
}

/** The API as a web-standard handler: ask it by `fetch`, or mount it on a server. */
export function createApi(options: ApiOptions) {
  const { schema, chronicles, texts = new Map(), examples = [], onFault = () => {} } = options
  const { authenticate = async () => ANYONE, introspection = 'on' } = options
  const { csrf = false, body = connectionLimitsWith().body } = options
  const { documents = new TrustedDocuments([]), documentsOnly = false, version = '' } = options
  const { kept = new KeptAnswers(64 * 1024 * 1024) } = options
  const { streams = new Streams(), clientOf = () => 'unknown' } = options
  const limits = limitsWith(options.limits)
  const { maskedErrors, plugins } = presentingErrors(onFault, limits)
  return createYoga<object, ApiContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    batching: false,
    multipart: false,
    // Origins are a matter of the server; a body is bounded where it is read.
    cors: false,
    maxRequestBodySize: false,
    parserAndValidationCache: { documentCache: new Kept(), errorCache: new Kept() },
    context: ({ request }): ApiContext => {
      const asking = askingOf(request)
      return {
        chronicles: asking?.snapshots ?? new Snapshots(chronicles),
        begin: options.begin,
        live: watched(chronicles, () => asking?.leanOn('beyond')),
        texts: watched(texts, () => asking?.leanOn('quotes')),
        signer: options.signer && watched(options.signer, () => asking?.leanOn('beyond')),
        viewer: viewerOf(request),
        server: options.server && watched(options.server, () => asking?.leanOn('beyond')),
        requestId: requestIdOf(request),
        budget: new Budget(limits, request.signal),
        lastEventId: request.headers.get('last-event-id') ?? undefined,
      }
    },
    renderGraphiQL: renderPlayground,
    graphiql: (request) =>
      examples.length > 0 &&
      !documentsOnly &&
      wantsPage(request) &&
      playgroundFor(request, examples, documents),
    extraParamNames: ['documentId'],
    maskedErrors,
    plugins: [
      takeRequests({ body, csrf }),
      limitOperations(schema, limits),
      validateDocuments({ hideSuggestions: introspection !== 'on' }),
      enforceAccess(schema, authenticate, introspection),
      answerTrusted(documents, documentsOnly),
      ...plugins,
      tellStatuses(),
      serveStreams({
        streams,
        clientOf,
        refusedNow: (request) => refusedSince(request, authenticate),
        // Others may wait for the same answer: it is worked out though the one who asked first is gone.
        contextAt: (context, { pins }) => ({
          ...context,
          chronicles: new Snapshots(chronicles, pins),
          budget: new Budget(limits),
        }),
      }),
      ...(options.observer === undefined ? [] : [observeWork(options.observer)]),
      giveAnswers({ schema, chronicles, texts, version, limits, kept, documentsOnly }),
    ],
  })
}

export type Api = ReturnType<typeof createApi>
