import type { CacheFacts } from '../../graphql/index.ts'
import type { Ended } from '../plugins/observer.ts'
import { createInstruments } from './instruments.ts'

/** How far a chronicle is behind its ledger. */
export type FollowStatus = {
  readonly chronicle: string
  readonly takenIn: number
  /** The last position of the ledger; none if it does not answer. */
  readonly head?: number
  /** Seconds since the oldest event that is not taken in was recorded; 0 if there is none. Given with the head. */
  readonly behindSeconds?: number
}

/** What is counted elsewhere, and read whenever metrics are. */
export type MetricSources = {
  readonly version: string
  readonly followStatuses: () => Promise<readonly FollowStatus[]>
  /** None without a cache. */
  readonly cache: () => CacheFacts | undefined
  /** None if they are not counted. */
  readonly openSubscriptions: () => number | undefined
}

/** A finished HTTP request. */
export type FinishedRequest = {
  readonly route: string
  readonly method: string
  readonly status: string
  readonly seconds: number
}

/** The program has fewer codes; the limit holds if a caller could ever choose one. */
const MAX_CODES = 100

/**
 * The metrics of a server, for Prometheus. No label contains text that callers choose: its values would be unbounded.
 */
export class Metrics {
  readonly #sources: MetricSources
  readonly #instruments = createInstruments()
  readonly #code = boundedNames(MAX_CODES)

  constructor(sources: MetricSources) {
    this.#sources = sources
    this.#instruments.version.set({ version: sources.version }, 1)
  }

  /** All metrics now, in the text format of Prometheus. */
  async page(): Promise<Response> {
    await this.#ask()
    const { registry } = this.#instruments
    return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
  }

  requestFinished({ route, method, status, seconds }: FinishedRequest): void {
    this.#instruments.requests.inc({ route, method, status })
    this.#instruments.requestSeconds.observe({ route }, seconds)
  }

  ended({ kind, outcome, code, cost, ms }: Ended): void {
    this.#instruments.operations.inc({ kind, outcome, code: code === undefined ? '' : this.#code(code) })
    this.#instruments.operationSeconds.observe({ kind }, ms / 1000)
    if (cost !== undefined) this.#instruments.cost.observe(cost)
  }

  /** A batch with so many events was recorded or refused. */
  appended(chronicle: string, events: number, seconds: number, outcome: 'recorded' | 'refused'): void {
    this.#instruments.appendSeconds.observe({ outcome }, seconds)
    if (outcome === 'recorded') this.#instruments.appended.inc({ chronicle }, events)
  }

  async #ask(): Promise<void> {
    const { up, head, takenIn, lag, lagSeconds, ...each } = this.#instruments
    const reaches = await this.#sources.followStatuses().catch(() => undefined)
    up.set(reaches?.every((reach) => reach.head !== undefined) ? 1 : 0)
    // Old values must not be reported as current.
    for (const gauge of [head, lag, lagSeconds]) gauge.reset()
    // Those that were closed are left out.
    if (reaches !== undefined) takenIn.reset()
    for (const { chronicle, ...reach } of reaches ?? []) {
      takenIn.set({ chronicle }, reach.takenIn)
      if (reach.head === undefined) continue
      head.set({ chronicle }, reach.head)
      lag.set({ chronicle }, Math.max(0, reach.head - reach.takenIn))
      lagSeconds.set({ chronicle }, reach.behindSeconds ?? 0)
    }
    const cache = this.#sources.cache()
    each.cacheHits.reset()
    each.cacheHits.inc(cache?.hits ?? 0)
    each.cacheMisses.reset()
    each.cacheMisses.inc(cache?.misses ?? 0)
    each.cacheBytes.set(cache?.bytes ?? 0)
    each.cacheEntries.set(cache?.entries ?? 0)
    each.subscriptions.set(this.#sources.openSubscriptions() ?? 0)
  }
}

/** Bounds the values of a label: the first `most` plain names are kept, all others become `other`. */
export function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    if (known.has(name)) return name
    if (known.size >= most || !PLAIN.test(name)) return 'other'
    known.add(name)
    return name
  }
}

const PLAIN = /^[A-Z][A-Z0-9_]{0,39}$/
