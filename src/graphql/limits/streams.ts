import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { type Limit, mostOf } from './limit.ts'

/** The limits of subscriptions, each of which is a stream that stays open. */
export const STREAM_LIMITS = {
  open: {
    counts: 'subscriptions that are open at once, of all clients together',
    unit: 'streams',
    most: 1_000,
    code: 'E_TOO_MANY_STREAMS',
    remedy: 'end one that is not needed, or come back after the seconds that retry-after says',
  },
  perClient: {
    counts:
      'subscriptions that one client has open at once, by the name of its credential or else its address',
    unit: 'streams',
    most: 50,
    code: 'E_TOO_MANY_STREAMS',
    remedy: 'end one that is not needed, or ask for more in one',
  },
  heartbeat: {
    counts: 'time that nothing is sent, so that whoever lies between does not take the stream for dead',
    unit: 'ms',
    most: 12_000,
    code: 'none',
    remedy: 'nothing need be done',
  },
  patience: {
    counts: 'time in which a reader must take what was sent',
    unit: 'ms',
    most: 20_000,
    code: 'closed',
    remedy: 'read faster, or ask for less; then go on from the last position that came',
  },
} as const satisfies Readonly<Record<string, Limit>>

/** The maximum of each. */
export type StreamLimits = Readonly<Record<keyof typeof STREAM_LIMITS, number>>

/** One open subscription. */
export type Stream = {
  /** Aborts when the stream ends: its client is gone, or the server stops. */
  readonly ending: AbortSignal
  /** The longest time without a message, ms. */
  readonly heartbeat: number
  /** Why the server ended it; empty where its client left, or the server stops. */
  readonly endReasons: readonly GraphQLFormattedError[]
  /** Ends the stream and frees its place; a second call does nothing. */
  leave(reasons?: readonly GraphQLFormattedError[]): void
}

/** The open subscriptions, limited for each client and in all. */
export class Streams {
  readonly limits: StreamLimits
  readonly #byClient = new Map<string, Set<Stream>>()
  #open = 0
  #ended = false

  constructor(limits: Partial<StreamLimits> = {}) {
    this.limits = { ...mostOf(STREAM_LIMITS), ...limits }
  }

  /** How many are open. */
  get open(): number {
    return this.#open
  }

  /** Opens one more for a client. Throws E_TOO_MANY_STREAMS, or E_STOPPING after `end`. */
  enter(client: string): Stream {
    const own = this.#byClient.get(client) ?? new Set()
    if (this.#ended)
      throw streamRefusal('E_STOPPING', 'the server is stopping; come back to the next one', 503)
    if (this.#open >= this.limits.open) throw tooMany('open', this.limits)
    if (own.size >= this.limits.perClient) throw tooMany('perClient', this.limits)
    const controller = new AbortController()
    let endReasons: readonly GraphQLFormattedError[] = []
    const stream: Stream = {
      ending: controller.signal,
      heartbeat: this.limits.heartbeat,
      get endReasons() {
        return endReasons
      },
      leave: (reasons = []) => {
        if (!own.delete(stream)) return
        endReasons = reasons
        this.#open -= 1
        if (own.size === 0) this.#byClient.delete(client)
        controller.abort()
      },
    }
    this.#byClient.set(client, own.add(stream))
    this.#open += 1
    return stream
  }

  /** Ends all of them normally, and refuses new ones. */
  end(): void {
    this.#ended = true
    for (const own of [...this.#byClient.values()]) for (const stream of [...own]) stream.leave()
  }
}

function tooMany(limit: 'open' | 'perClient', limits: StreamLimits): GraphQLError {
  const { counts, unit, code, remedy } = STREAM_LIMITS[limit]
  const most = limits[limit]
  return streamRefusal(code, `${counts}: limit streams.${limit} is ${most} ${unit}: ${remedy}`, 429, {
    limitName: `streams.${limit}`,
    limit: most,
  })
}

/** The header retry-after, s. */
const RETRY_AFTER = 10

function streamRefusal(code: string, message: string, status: number, facts: object = {}): GraphQLError {
  const http = { status, headers: { 'retry-after': String(RETRY_AFTER) } }
  return new GraphQLError(message, { extensions: { code, category: 'conflict', ...facts, http } })
}
