import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { STREAM_LIMITS, type StreamLimits, streamLimitsWith } from '../limits/stream-limits.ts'

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
    if (this.#ended) throw refused('E_STOPPING', 'the server is stopping; come back to the next one', 503)
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
  return refused(code, `${counts}: limit streams.${limit} is ${most} ${unit}: ${remedy}`, 429, {
    limitName: `streams.${limit}`,
    limit: most,
  })
}

/** How long one is to wait before coming back, s. */
const LATER = 10

function refused(code: string, message: string, status: number, facts: object = {}): GraphQLError {
  const http = { status, headers: { 'retry-after': String(LATER) } }
  return new GraphQLError(message, { extensions: { code, category: 'conflict', ...facts, http } })
}
