import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { type Limit, mostOf } from './limit.ts'

/** What subscriptions may take of a server: each stream stays open, and waits for what is to come. */
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

/** How much of each may be. */
export type StreamLimits = Readonly<Record<keyof typeof STREAM_LIMITS, number>>

/** The limits as declared, but for these. */
export function streamLimitsWith(others: Partial<StreamLimits> = {}): StreamLimits {
  return { ...mostOf(STREAM_LIMITS), ...others }
}

/** One subscription that is being served. */
export type Stream = {
  /** Aborts once it is to end: its client is gone, or the server stops. */
  readonly ending: AbortSignal
  /** How long it is silent at most, ms. */
  readonly heartbeat: number
  /** Why it was ended; nothing where its client went, or the server stops. */
  readonly because: readonly GraphQLFormattedError[]
  /** Ends it and gives up its place; a second call does nothing. */
  leave(because?: readonly GraphQLFormattedError[]): void
}

/** The subscriptions that are being served: so many of each client, and so many in all. */
export class Streams {
  readonly limits: StreamLimits
  readonly #byClient = new Map<string, Set<Stream>>()
  #open = 0
  #ended = false

  /** What is left out is as declared. */
  constructor(limits: Partial<StreamLimits> = {}) {
    this.limits = streamLimitsWith(limits)
  }

  /** How many there are. */
  get open(): number {
    return this.#open
  }

  /** Lets a client have one more; throws E_TOO_MANY_STREAMS, and E_STOPPING once all were ended. */
  enter(client: string): Stream {
    const own = this.#byClient.get(client) ?? new Set()
    if (this.#ended)
      throw streamRefusal('E_STOPPING', 'the server is stopping; come back to the next one', 503)
    if (this.#open >= this.limits.open) throw tooMany('open', this.limits)
    if (own.size >= this.limits.perClient) throw tooMany('perClient', this.limits)
    const controller = new AbortController()
    let told: readonly GraphQLFormattedError[] = []
    const stream: Stream = {
      ending: controller.signal,
      heartbeat: this.limits.heartbeat,
      get because() {
        return told
      },
      leave: (because = []) => {
        if (!own.delete(stream)) return
        told = because
        this.#open -= 1
        if (own.size === 0) this.#byClient.delete(client)
        controller.abort()
      },
    }
    this.#byClient.set(client, own.add(stream))
    this.#open += 1
    return stream
  }

  /** Ends all of them, as one that has no more to tell ends; from then on none is let in. */
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

/** How long one is to wait before coming back, s. */
const LATER = 10

function streamRefusal(code: string, message: string, status: number, facts: object = {}): GraphQLError {
  const http = { status, headers: { 'retry-after': String(LATER) } }
  return new GraphQLError(message, { extensions: { code, category: 'conflict', ...facts, http } })
}
