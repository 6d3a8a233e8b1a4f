import { randomUUID } from 'node:crypto'
import type { ExecutionResult, GraphQLFormattedError } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import { type ApiContext, type Budget, type Hints, NOBODY, type Viewer } from '../../graphql/index.ts'
import type { CachedRequest } from '../cache/cached-request.ts'
import type { AnalysedDocument, AnalysedOperation } from '../document/analysed-document.ts'
import type { Cost } from '../document/cost.ts'
import type { RequestHead } from '../received.ts'

/**
 * What the server knows about one request to the API, from its arrival to its response. It is created once and handed
 * to every plugin in Yoga's server context; each plugin fills in what it finds out.
 */
export class RequestState {
  /** Goes into logs, `x-request-id` and reports of faults. */
  readonly id: string
  /** The address of the client; empty if unknown. */
  readonly clientAddress: string
  /** Its body, if it was read before; otherwise the request has it. */
  readonly body: Uint8Array | undefined
  /** Who sent it, once it was authenticated. */
  authenticated: Viewer | undefined
  /** `sha256:…` of the trusted document that is requested, by its id or by its whole text. */
  documentId: string | undefined
  /** When its operation began to be read, by the monotonic clock, ms; none if it was refused before that. */
  operationFrom: number | undefined
  /** None until it was parsed and found within the limits. */
  document: AnalysedDocument | undefined
  operation: AnalysedOperation | undefined
  cost: Cost | undefined
  budget: Budget | undefined
  hints: Hints | undefined
  /** Of a subscription: why it would be refused now, by the same credential; empty if it would not be. */
  refusedNow: (() => Promise<readonly GraphQLFormattedError[]>) | undefined
  /** The result, where it was executed before it came to Yoga. */
  executed: ExecutionResult | undefined
  /** What the cache needs to answer it again; none until the request was authenticated. */
  cached: CachedRequest | undefined

  constructor({ headers }: Pick<RequestHead, 'headers'>, { clientAddress, body, viewer }: Known = {}) {
    this.id = requestIdFrom(headers.get('x-request-id') ?? undefined)
    this.clientAddress = clientAddress ?? ''
    this.body = body ?? undefined
    this.authenticated = viewer
  }

  /** Nobody until it was authenticated. */
  get viewer(): Viewer {
    return this.authenticated ?? NOBODY
  }
}

/** What is known of a request before it comes to the API. */
type Known = {
  readonly clientAddress?: string | undefined
  readonly body?: Uint8Array | null
  readonly viewer?: Viewer | undefined
}

/** The server context of Yoga, as every plugin gets it. */
export type ServerContext = { readonly state: RequestState }

/** A plugin that reads and writes the state of its request. */
export type ApiPlugin = Plugin<ServerContext & ApiContext, ServerContext>

/** What the hooks around execution get. */
export type RequestContext = YogaInitialContext & ServerContext & ApiContext

/** The caller's own request id if it is a plain one, or else a new one: it goes into logs and headers. */
export function requestIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : randomUUID()
}
