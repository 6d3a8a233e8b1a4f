import type { CacheFacts } from '../../graphql/index.ts'
import type { Ended } from '../plugins/observer.ts'
import { createInstruments } from './instruments.ts'

/** How far a ledger goes, and how far it is taken in. */
export type FollowStatus = {
  readonly chronicle: string
  readonly takenIn: number
  /** Not told where the ledger does not answer. */
  readonly head?: number
  /** For how long the oldest event that is not taken in has stood recorded, s; 0 where there is none. Told with the head. */
  readonly behindSeconds?: number
}

/** What is counted elsewhere, and asked for whenever figures are. */
export type MetricSources = {
  readonly version: string
  readonly followStatuses: () => Promise<readonly FollowStatus[]>
  /** None where nothing is kept. */
  readonly cache: () => CacheFacts | undefined
  /** None where no one counts them. */
  readonly openSubscriptions: () => number | undefined
}

/** A request that is over. */
export type FinishedRequest = {
  readonly route: string
  readonly method: string
  readonly status: string
  readonly seconds: number
}

/** Codes come from the program and are fewer; should one ever slip in that a caller chose, no more are told apart. */
const MOST_CODES = 100

/**
 * Figures of how a server does, for Prometheus. No label holds what a caller wrote: names, paths and values of theirs
 * are without number.
 */
export class Metrics {
  readonly #sources: MetricSources
  readonly #instruments = createInstruments()
  readonly #code = fewNames(MOST_CODES)

  constructor(sources: MetricSources) {
    this.#sources = sources
    this.#instruments.version.set({ version: sources.version }, 1)
  }

  /** All of them as they are now, in the text format of Prometheus. */
  async page(): Promise<Response> {
    await this.#ask()
    const { registry } = this.#instruments
    return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
  }

  /** A request is over. */
  requestFinished({ route, method, status, seconds }: FinishedRequest): void {
    this.#instruments.requests.inc({ route, method, status })
    this.#instruments.requestSeconds.observe({ route }, seconds)
  }

  /** An operation was answered. */
  ended({ kind, outcome, code, cost, ms }: Ended): void {
    this.#instruments.operations.inc({ kind, outcome, code: code === undefined ? '' : this.#code(code) })
    this.#instruments.operationSeconds.observe({ kind }, ms / 1000)
    if (cost !== undefined) this.#instruments.cost.observe(cost)
  }

  /** A batch of so many events was recorded, or was refused. */
  appended(chronicle: string, events: number, seconds: number, outcome: 'recorded' | 'refused'): void {
    this.#instruments.appendSeconds.observe({ outcome }, seconds)
    if (outcome === 'recorded') this.#instruments.appended.inc({ chronicle }, events)
  }

  async #ask(): Promise<void> {
    const { up, head, takenIn, lag, lagSeconds, ...each } = this.#instruments
    const reaches = await this.#sources.followStatuses().catch(() => undefined)
    up.set(reaches?.every((reach) => reach.head !== undefined) ? 1 : 0)
    // What is not known now is not told as it was.
    for (const gauge of [head, lag, lagSeconds]) gauge.reset()
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

/** Tells so many plain names apart, in the order in which they come up; all others are `other`. */
export function fewNames(most: number): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    if (known.has(name)) return name
    if (known.size >= most || !PLAIN.test(name)) return 'other'
    known.add(name)
    return name
  }
}

const PLAIN = /^[A-Z][A-Z0-9_]{0,39}$/
