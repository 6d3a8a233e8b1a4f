import { createContext } from 'preact'
import { useContext, useEffect, useReducer, useState } from 'preact/hooks'
import type { Grid } from '../../src/exchange/read-grid.ts'
import { type Address, type AddressFault, formatAddress, type PointAddress, parseAddress } from './address.ts'
import { type Facts, loadFacts } from './api.ts'
import { backoff, mayPass, Retries, type Trouble, TroubleError, troubleOf } from './connection.ts'
import { parseIsoDay } from './days.ts'
import { nextTask } from './in-steps.ts'
import { keepPlace } from './keep-place.ts'
import { Live } from './live.ts'
import { gridPath, loadGrid } from './load-grid.ts'

export type GridStatus =
  /** `read` is how many items came so far, `partial` the first of them. */
  | { readonly status: 'loading'; readonly read: number; readonly partial?: Grid }
  | { readonly status: 'ready'; readonly grid: Grid }
  | { readonly status: 'failed'; readonly trouble: Trouble }

/** Where the reader stands right now: while a slider is dragged, where it is dragged to. */
export type Standpoint = { readonly date: number; readonly known: number | undefined }

/** How long a key must rest before the address follows, ms: browsers refuse addresses that change with each repeat of a key. */
const REST = 300

/** All that the page shows, and what may be done to it. One for a page; parts are drawn anew when it changes. */
export class Store {
  address: Address
  faults: readonly AddressFault[]
  /** Undefined until the server has said what it holds. */
  facts: Facts | undefined
  /** Where another grid than the one shown was asked for, it stays until that is there: `loading` says so. */
  grid: GridStatus = { status: 'loading', read: 0 }
  /** Whether a grid is on its way while another is shown. */
  isLoading = false
  /** Why what is asked for does not come; undefined when all is well. */
  trouble: Trouble | undefined
  readonly retries = new Retries()
  readonly live: Live
  #dragged: Partial<Standpoint & { position: number | undefined }> = {}
  #resting: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()
  readonly #followers = new Set<() => void>()
  readonly #addressListeners = new Set<() => void>()
  #heardAddress: Address | undefined
  readonly #grids = new Map<string, Grid>()
  /** The path of the grid that is shown or asked for. */
  #wanted = ''
  #loading = new AbortController()

  constructor() {
    ;({ address: this.address, faults: this.faults } = parseAddress(new URL(location.href)))
    this.live = new Live(this)
    addEventListener('popstate', () => this.#goTo(new URL(location.href)))
    addEventListener('online', () => this.retries.now())
    // Whoever comes back is where they dragged to.
    addEventListener('pagehide', () => this.release({ replace: true }))
  }

  /** In the time zone of the server. */
  get today(): number {
    return parseIsoDay(this.facts?.today ?? '') ?? Math.floor(Date.now() / 86_400_000)
  }

  get point(): Standpoint {
    const { date = this.today, known } = this.address.at
    const { date: draggedDate = date } = this.#dragged
    return { date: draggedDate, known: 'known' in this.#dragged ? this.#dragged.known : known }
  }

  /** The position that is shown, or dragged to; undefined until a grid is there. */
  get position(): number | undefined {
    const shown = this.grid.status === 'ready' ? this.grid.grid.point.position : undefined
    if ('position' in this.#dragged) return this.#dragged.position ?? this.headPosition
    return this.address.at.position ?? shown
  }

  /** The last position that is known to be recorded; undefined until the server has said what it holds. */
  get headPosition(): number | undefined {
    const { position } = this.chronicle ?? {}
    if (position === undefined) return undefined
    const shown = this.grid.status === 'ready' ? this.grid.grid.point.position : 0
    return Math.max(position, shown, this.live.news?.after ?? 0)
  }

  get isDragging(): boolean {
    return Object.keys(this.#dragged).length > 0
  }

  /** What the chronicle of the address is called and holds; undefined until it is known, or where there is none of that name. */
  get chronicle(): Facts['chronicles'][number] | undefined {
    return this.facts?.chronicles.find(({ name }) => name === this.address.chronicle)
  }

  /** Hears of each change but the moves of a drag; of these, too, where it follows them. */
  subscribe(listener: () => void, { follows }: { readonly follows: boolean }): () => void {
    const listeners = follows ? this.#followers : this.#listeners
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** Hears when the address is another, in a task after the one in which all else was drawn. */
  subscribeAddress(listener: () => void): () => void {
    this.#addressListeners.add(listener)
    return () => this.#addressListeners.delete(listener)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
    for (const follower of this.#followers) follower()
    if (this.#heardAddress === this.address) return
    this.#heardAddress = this.address
    void nextTask().then(() => {
      for (const listener of this.#addressListeners) listener()
    })
  }

  async start(): Promise<void> {
    await this.#insist(async () => {
      this.facts = await loadFacts()
      this.changed()
    })
    await this.loadGrid()
  }

  /** Starts again with another credential; it is kept as long as this page is open. */
  async signIn(token: string): Promise<void> {
    if (token === '') sessionStorage.removeItem('token')
    else sessionStorage.setItem('token', token)
    this.trouble = undefined
    this.#wanted = ''
    await this.start()
  }

  /** Goes to another view: into the history, or in place of where it is. */
  navigate(change: Partial<Address>, { replace = false }: { readonly replace?: boolean } = {}): void {
    this.#endDrag()
    const to = formatAddress({ ...this.address, ...change })
    if (replace) history.replaceState(history.state, '', to)
    else history.pushState(null, '', to)
    this.#goTo(new URL(location.href))
  }

  /** Goes to an address of the page; to another view, one begins at its top. */
  visit(url: URL): void {
    const { view, subject } = this.address
    history.pushState(null, '', url)
    this.#goTo(url)
    if (view !== this.address.view || subject !== this.address.subject) scrollTo(0, 0)
  }

  /** Shows another point without going there; `release` goes there. */
  drag(to: Partial<Standpoint & { position: number | undefined }>): void {
    clearTimeout(this.#resting)
    this.#dragged = { ...this.#dragged, ...to }
    for (const follower of this.#followers) follower()
  }

  /** Shows another point, and goes there once nothing has moved for a moment. */
  step(to: Partial<Standpoint & { position: number | undefined }>): void {
    this.drag(to)
    this.#resting = setTimeout(() => this.release(), REST)
  }

  /** Goes to where one has dragged, if anywhere: one step of the history for all moves, so that the way back is to where they began. */
  release({ replace = history.state?.isMoved === true }: { readonly replace?: boolean } = {}): void {
    const dragged = this.#dragged
    if (!this.isDragging) return
    const at: PointAddress = { ...this.address.at, ...dragged }
    this.navigate({ at }, { replace })
    history.replaceState({ isMoved: true }, '')
  }

  /** Takes what was dragged for not done. */
  cancelDrag(): void {
    this.#endDrag()
    this.changed()
  }

  #endDrag(): void {
    clearTimeout(this.#resting)
    this.#dragged = {}
  }

  #goTo(url: URL): void {
    this.#endDrag()
    ;({ address: this.address, faults: this.faults } = parseAddress(url))
    this.changed()
    void this.loadGrid()
  }

  /** Loads the grid of the address, unless it is there: one for a position and whom one hears. */
  async loadGrid(): Promise<void> {
    const { chronicle, at } = this.address
    if (chronicle === undefined || this.chronicle === undefined) return
    const path = gridPath(chronicle, at)
    if (this.#wanted === path && this.grid.status !== 'failed') return
    this.#loading.abort()
    this.#loading = new AbortController()
    this.#wanted = path
    const kept = this.#grids.get(path)
    if (kept !== undefined) return this.#show(kept)
    if (this.grid.status === 'ready' && this.grid.grid.chronicle === chronicle) this.isLoading = true
    else this.grid = { status: 'loading', read: 0 }
    this.changed()
    const { signal } = this.#loading
    const grid = await this.#insist(() => this.#read(path, signal), signal)
    if (signal.aborted) return
    if (grid !== undefined) this.#show(grid)
    else {
      this.isLoading = false
      if (this.trouble !== undefined) this.grid = { status: 'failed', trouble: this.trouble }
      this.changed()
    }
  }

  /** Puts what the ledger holds by now in place of what is shown, without moving what is read. */
  async refresh(): Promise<void> {
    const path = this.#wanted
    const { signal } = this.#loading
    const grid = await loadGrid(path, signal)
    if (signal.aborted || path !== this.#wanted) return
    this.#grids.clear()
    keepPlace(() => this.#show(grid))
  }

  #show(grid: Grid): void {
    this.#grids.set(this.#wanted, grid)
    this.grid = { status: 'ready', grid }
    this.isLoading = false
    this.trouble = undefined
    this.live.follow()
    this.changed()
  }

  /** Reads a grid; while none is shown, what came of it is. */
  #read(path: string, signal: AbortSignal): Promise<Grid> {
    return loadGrid(path, signal, ({ read, partial }) => {
      if (this.grid.status !== 'loading' || signal.aborted) return
      this.grid = { status: 'loading', read, partial }
      this.changed()
    })
  }

  /** Tries until it succeeds, or fails in a way that does not pass: then undefined, and `trouble` says why. */
  async #insist<Result>(attempt: () => Promise<Result>, signal?: AbortSignal): Promise<Result | undefined> {
    for (let failures = 0; ; ) {
      try {
        const result = await attempt()
        this.trouble = undefined
        return result
      } catch (error) {
        if (signal?.aborted) return undefined
        if (error instanceof Error && !(error instanceof TroubleError)) console.warn(error)
        this.trouble = troubleOf(error)
        this.changed()
        if (!mayPass(this.trouble)) return undefined
        const ms = backoff(failures++, Math.random())
        await this.retries.wait(
          this.trouble.type === 'busy' ? Math.max(ms, this.trouble.seconds * 1000) : ms,
          signal,
        )
        if (signal?.aborted) return undefined
      }
    }
  }
}

export const StoreContext = createContext<Store | undefined>(undefined)

function useStore(): Store {
  const store = useContext(StoreContext)
  if (store === undefined) throw new Error('there is no store around this part')
  return store
}

/** The store of the page; the part that calls this is drawn anew when it changes, also at each move of a drag. */
export function usePage(): Store {
  return useChanges(true)
}

/** The same for parts that show nothing of where one drags to: these are drawn anew once it is let go. */
export function usePageAtRest(): Store {
  return useChanges(false)
}

function useChanges(follows: boolean): Store {
  const store = useStore()
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => store.subscribe(() => draw(undefined), { follows }), [store, follows])
  return store
}

/**
 * The address of the page; the part that calls this is drawn anew when that changes, and not at each move of a drag. It is drawn a
 * task later than what one moves: long lists of links are not to hold that.
 */
export function useAddress(): Address {
  const store = useStore()
  const [address, setAddress] = useState(store.address)
  useEffect(() => {
    setAddress(store.address)
    return store.subscribeAddress(() => setAddress(store.address))
  }, [store])
  return address
}
