import { loadFacts, openStream } from './api.ts'
import { mayPass, type Trouble, troubleOf } from './connection.ts'
import { follow, type Recorded } from './follow.ts'
import { RecordedDocument } from './operations.ts'
import type { Store } from './store.ts'

/** How long to wait for more of a batch before the new grid is loaded, ms. */
const GATHERING = 200

/** What came to be recorded while the page was open. */
export type News = {
  readonly count: number
  /** When the page began to count, ms since 1970. */
  readonly since: number
  /** The position before the first and that of the last. */
  readonly before: number
  readonly after: number
}

/** Follows what is recorded in the chronicle that is shown, as long as the page is seen and its address names no position. */
export class Live {
  /** Undefined while nothing new is recorded, or once it was seen. */
  news: News | undefined
  /** Since when there is no connection, ms since 1970; undefined while there is one, or none is wanted. */
  lostSince: number | undefined
  trouble: Trouble | undefined
  /** Where a server stands that came back with less than what is shown; else undefined. */
  isBehind: number | undefined
  readonly #store: Store
  #following: { readonly key: string; readonly controller: AbortController } | undefined
  #last: Recorded | undefined
  #since = Date.now()
  #gathering: ReturnType<typeof setTimeout> | undefined

  constructor(store: Store) {
    this.#store = store
    document.addEventListener('visibilitychange', () => this.follow())
  }

  /** Begins, goes on or stops, as the address and the visibility of the page want it. */
  follow(): void {
    const { grid, address, chronicle } = this.#store
    const isWanted =
      grid.status === 'ready' && address.at.position === undefined && document.visibilityState === 'visible'
    const key = isWanted && chronicle !== undefined ? `${chronicle.api} ${chronicle.name}` : ''
    if ((this.#following?.key ?? '') === key) return
    this.#following?.controller.abort()
    this.#following = undefined
    if (!isWanted || chronicle === undefined || grid.status !== 'ready') return
    const { chronicle: name, point } = grid.grid
    if (name !== chronicle.name) return
    const controller = new AbortController()
    this.#following = { key, controller }
    this.#last = { position: point.position, root: point.root }
    this.news = undefined
    this.#since = Date.now()
    void follow(this.#last, controller.signal, {
      open: (after, signal) => recordedAfter(chronicle.api, name, after, signal),
      wait: (ms, signal) => this.#store.retries.wait(ms, signal),
      recorded: (event) => this.#recorded(event),
      trouble: (trouble) => this.#connected(trouble),
    })
  }

  /** What was new has been seen. */
  seen(): void {
    this.news = undefined
    this.#since = Date.now()
    this.#store.changed()
  }

  #connected(trouble: Trouble | undefined): void {
    if (trouble === undefined && this.trouble === undefined) return
    if (trouble === undefined) {
      this.lostSince = undefined
      void this.#compareHeads()
    } else this.lostSince ??= Date.now()
    this.trouble = trouble
    if (trouble?.type === 'token') this.#store.trouble = trouble
    this.#store.changed()
  }

  /** Another server may answer than before, or the same with less. */
  async #compareHeads(): Promise<void> {
    const facts = await loadFacts().catch(() => undefined)
    if (facts === undefined) return
    const store = this.#store
    store.facts = facts
    const [here, shown] = [store.chronicle?.position, store.position]
    this.isBehind = here !== undefined && shown !== undefined && here < shown ? here : undefined
    store.changed()
  }

  #recorded(event: Recorded): void {
    this.isBehind = undefined
    const before = this.news?.before ?? event.position - 1
    this.news = { count: event.position - before, since: this.#since, before, after: event.position }
    clearTimeout(this.#gathering)
    this.#gathering = setTimeout(() => void this.#refresh(), GATHERING)
  }

  async #refresh(): Promise<void> {
    try {
      await this.#store.refresh()
    } catch (error) {
      const trouble = troubleOf(error)
      this.#connected(trouble)
      if (!mayPass(trouble)) return
      await this.#store.retries.wait(trouble.type === 'busy' ? trouble.seconds * 1000 : 2000)
      return this.#refresh()
    }
    this.#connected(undefined)
  }
}

async function* recordedAfter(
  api: string,
  chronicle: string,
  { position, root }: Recorded,
  signal: AbortSignal,
): AsyncGenerator<'open' | Recorded> {
  const messages = await openStream(api, RecordedDocument, { chronicle, after: position, root }, signal)
  yield 'open'
  for await (const { events } of messages) yield events
}
