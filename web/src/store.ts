import { createContext } from 'preact'
import { useContext, useEffect, useReducer } from 'preact/hooks'
import { type Grid, readGrid } from '../../src/exchange/read-grid.ts'
import { type Address, type AddressFault, formatAddress, parseAddress } from './address.ts'
import { type Facts, loadFacts, send } from './api.ts'
import { parseIsoDay } from './days.ts'

export type GridStatus =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly grid: Grid }
  | { readonly status: 'failed'; readonly message: string; readonly code: number }

/** Where the reader stands right now: while a slider is dragged, where it is dragged to. */
export type Standpoint = { readonly date: number; readonly known: number | undefined }

/** All that the page shows, and what may be done to it. One for a page; parts are drawn anew when it changes. */
export class Store {
  address: Address
  faults: readonly AddressFault[]
  facts: Facts | undefined
  grid: GridStatus = { status: 'loading' }
  #dragged: Partial<Standpoint> = {}
  readonly #listeners = new Set<() => void>()
  readonly #grids = new Map<string, Grid>()
  #wanted = ''

  constructor() {
    ;({ address: this.address, faults: this.faults } = parseAddress(new URL(location.href)))
    addEventListener('popstate', () => this.#goTo(new URL(location.href)))
  }

  get today(): number {
    return parseIsoDay(this.facts?.today ?? '') ?? Math.floor(Date.now() / 86_400_000)
  }

  get point(): Standpoint {
    const { date = this.today, known } = this.address.at
    return { date, known, ...this.#dragged }
  }

  /** What the chronicle of the address is called and holds; undefined until it is known, or where there is none of that name. */
  get chronicle(): Facts['chronicles'][number] | undefined {
    return this.facts?.chronicles.find(({ name }) => name === this.address.chronicle)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  async start(): Promise<void> {
    this.facts = await loadFacts()
    this.changed()
    await this.loadGrid()
  }

  /** Goes to another view: into the history, or in place of where it is. */
  navigate(change: Partial<Address>, { replace = false }: { readonly replace?: boolean } = {}): void {
    const to = formatAddress({ ...this.address, ...change })
    history[replace ? 'replaceState' : 'pushState'](null, '', to)
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
  drag(to: Partial<Standpoint>): void {
    this.#dragged = { ...this.#dragged, ...to }
    this.changed()
  }

  release(): void {
    const dragged = this.#dragged
    this.#dragged = {}
    this.navigate({ at: { ...this.address.at, ...dragged } }, { replace: true })
  }

  #goTo(url: URL): void {
    ;({ address: this.address, faults: this.faults } = parseAddress(url))
    this.changed()
    void this.loadGrid()
  }

  /** Loads the grid of the address, unless it is there: one for a position and whom one hears. */
  async loadGrid(): Promise<void> {
    const { chronicle, at } = this.address
    if (chronicle === undefined) return
    const lists = { only: at.only, without: at.without, sides: at.sides }
    const query = new URLSearchParams([
      ...(at.position === undefined ? [] : [['position', `${at.position}`]]),
      ...Object.entries(lists).flatMap(([name, words]) => words.map((word) => [name, word])),
    ])
    const url = `/feeds/${encodeURIComponent(chronicle)}/grid.json?${query}`
    if (this.#wanted === url && this.grid.status !== 'failed') return
    this.#wanted = url
    const kept = this.#grids.get(url)
    if (kept !== undefined) {
      this.grid = { status: 'ready', grid: kept }
      return this.changed()
    }
    try {
      const response = await send(url)
      const text = await response.text()
      if (this.#wanted !== url) return
      if (!response.ok) this.grid = { status: 'failed', message: text, code: response.status }
      else {
        const grid = readGrid(text)
        this.#grids.set(url, grid)
        this.grid = { status: 'ready', grid }
      }
    } catch (error) {
      if (this.#wanted === url) this.grid = { status: 'failed', message: `${error}`, code: 0 }
    }
    this.changed()
  }
}

export const StoreContext = createContext<Store | undefined>(undefined)

/** The store of the page; the part that calls this is drawn anew when it changes. */
export function usePage(): Store {
  const store = useContext(StoreContext)
  if (store === undefined) throw new Error('there is no store around this part')
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => store.subscribe(() => draw(undefined)), [store])
  return store
}
