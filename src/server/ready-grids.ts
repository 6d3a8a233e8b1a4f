import { type Chronicle, type Chronicles, openIn } from '../engine/index.ts'
import { ENCODINGS } from './encoding.ts'

export type ReadyGridsOptions = {
  readonly chronicles: readonly Chronicles[]
  /** Answers the request for a grid, as anybody's would be answered; what is read whole is kept there. */
  readonly answer: (request: Request) => Promise<Response>
  /** Of how many events on a chronicle has its grid made in advance; Infinity for none. That of fewer is made while a page waits. */
  readonly from: number
  /** For how long nothing is recorded before the grid is made anew, ms. */
  readonly rest: number
  readonly onFault: (error: unknown) => void
}

/**
 * Makes the grids of large chronicles in the background, so that a page opens at once: when the server has started, and once
 * nothing was recorded for a while. One at a time; the work yields to requests as that of any export does, and whoever asks
 * meanwhile is answered as it streams.
 */
export class ReadyGrids {
  readonly #options: ReadyGridsOptions
  readonly #ended = new AbortController()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #watched = new Set<string>()
  readonly #unwatch: (() => void)[] = []
  #work: Promise<void> = Promise.resolve()

  constructor(options: ReadyGridsOptions) {
    this.#options = options
  }

  /** Resolves once those of all chronicles are ready. */
  start(): Promise<void> {
    if (this.#options.from === Infinity) return this.#work
    for (const all of this.#options.chronicles) for (const name of all.keys()) this.#queue(all, name)
    return this.#work
  }

  stop(): void {
    this.#ended.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const unwatch of this.#unwatch) unwatch()
  }

  #queue(all: Chronicles, name: string): void {
    this.#work = this.#work.then(async () => {
      if (this.#ended.signal.aborted) return
      // Where not all fit in memory, none is opened that nobody asked for.
      const areFew = all.size <= (all.limit ?? Infinity)
      const chronicle = areFew ? await openIn(all, name) : all.get(name)
      if (chronicle === undefined) return
      if (!this.#watched.has(name)) this.#watch(all, chronicle)
      await this.#make(chronicle)
    })
    this.#work = this.#work.catch((error) => {
      if (!this.#ended.signal.aborted) this.#options.onFault(error)
    })
  }

  #watch(all: Chronicles, chronicle: Chronicle): void {
    const { name } = chronicle
    const made = () => this.#queue(all, name)
    this.#watched.add(name)
    this.#unwatch.push(
      chronicle.watch(() => {
        clearTimeout(this.#timers.get(name))
        if (!this.#ended.signal.aborted) this.#timers.set(name, setTimeout(made, this.#options.rest).unref())
      }),
    )
  }

  async #make(chronicle: Chronicle): Promise<void> {
    const { answer, from } = this.#options
    if (chronicle.snapshot().position < from) return
    // It is made once, for the first of them.
    for (const encoding of ENCODINGS) {
      const request = new Request(`http://localhost/feeds/${chronicle.name}/grid.json`, {
        headers: { 'accept-encoding': encoding },
        signal: this.#ended.signal,
      })
      const { body } = await answer(request)
      for await (const _ of body ?? []) if (this.#ended.signal.aborted) return
    }
  }
}
