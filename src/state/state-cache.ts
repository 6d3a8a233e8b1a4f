import type { RecordedEvent } from '../event/index.ts'
import { type Basis, type EventIndex, type Point, View } from '../visibility/index.ts'
import { BYTES } from './cache-bytes.ts'
import { EventWords, type WordsOf } from './event-words.ts'
import { PlainEvents } from './plain-events.ts'
import type { Projection } from './projection.ts'
import { type IndexingOptions, RowIndexes } from './row-indexes.ts'
import { type CacheEntry, SharedCache } from './shared-cache.ts'
import { State, type StateCaches } from './state.ts'
import type { Steps } from './steps.ts'
import { SubjectViews } from './subject-views.ts'

/** The states of one chronicle, and what they share. What is recorded later changes no answer that is cached here. */
export class StateCache implements StateCaches {
  readonly subjectViews: SubjectViews
  readonly rowIndexes: RowIndexes
  readonly #eventIndex: EventIndex
  readonly #cache: SharedCache
  readonly #words = new Map<WordsOf, CacheEntry & { readonly words: EventWords }>()
  #plain: (CacheEntry & { readonly events: PlainEvents }) | undefined
  #clears = 0
  readonly #views = new Map<string, CacheEntry & { readonly view: View }>()

  /** `cache` may be shared with other chronicles. */
  constructor(
    eventIndex: EventIndex,
    projection: Projection,
    cache = new SharedCache(),
    indexing: IndexingOptions = {},
  ) {
    this.#eventIndex = eventIndex
    this.#cache = cache
    this.subjectViews = new SubjectViews(eventIndex, projection, cache)
    this.rowIndexes = new RowIndexes(eventIndex, cache, indexing)
  }

  /** Takes in an event that the event index and the projection already hold. */
  add(recorded: RecordedEvent): void {
    this.subjectViews.add(recorded)
  }

  /**
   * Builds what the first lists and searches from a point wait for, in steps; ends once that is cleared, or where other things
   * would have to be dropped for it.
   */
  *indexAll(point: Point, wordsOf: WordsOf): Steps<void> {
    const state = this.at(point)
    const kinds = [...state.projection.vocabulary.kinds.values()]
    const all: (() => Steps<unknown>)[] = [
      ...kinds.map((kind) => () => state.itemIndex(kind)),
      () => state.eventIndex(),
      () => state.eventWords(wordsOf).catchUp(),
    ]
    const clears = this.#clears
    for (const index of all) {
      if (!this.#cache.hasRoom) return
      for (const step of index()) {
        if (this.#clears !== clears) return
        yield step
      }
    }
  }

  /** Drops everything that is kept: a shared cache would hold it for longer. */
  clear(): void {
    this.#clears += 1
    this.subjectViews.clear()
    this.rowIndexes.clear()
    const plain = this.#plain === undefined ? [] : [this.#plain]
    for (const kept of [...plain, ...this.#words.values(), ...this.#views.values()]) this.#cache.drop(kept)
  }

  readonly eventWords = (wordsOf: WordsOf): EventWords => {
    const known = this.#words.get(wordsOf)
    if (known !== undefined) {
      this.#cache.use(known)
      return known.words
    }
    const grown = (bytes: number) => this.#cache.grow(kept, bytes)
    const words = new EventWords(this.#eventIndex, this.subjectViews.projection, wordsOf, grown)
    const kept = { words, bytes: BYTES.kept, dropped: () => this.#words.delete(wordsOf) }
    this.#words.set(wordsOf, kept)
    this.#cache.keep(kept)
    return words
  }

  readonly plainEvents = (): PlainEvents => {
    const known = this.#plain
    if (known !== undefined) {
      this.#cache.use(known)
      return known.events
    }
    const grown = (bytes: number) => this.#cache.grow(kept, bytes)
    const events = new PlainEvents(this.#eventIndex, this.subjectViews.projection, grown)
    const dropped = () => {
      if (this.#plain === kept) this.#plain = undefined
    }
    const kept = { events, bytes: BYTES.kept, dropped }
    this.#plain = kept
    this.#cache.keep(kept)
    return events
  }

  at(point: Point): State {
    return new State(this, point)
  }

  readonly viewFrom = (basis: Basis): View => {
    const { knownAt, position, trusting } = basis
    const key = JSON.stringify([knownAt, position, trusting])
    const known = this.#views.get(key)
    if (known !== undefined) {
      this.#cache.use(known)
      return known.view
    }
    const own = { ...(knownAt !== undefined && { knownAt }), position, trusting }
    const view = new View(
      this.#eventIndex,
      own,
      (versions, bytes = BYTES.remembered + versions * BYTES.version) => this.#cache.grow(kept, bytes),
    )
    const kept = { view, bytes: BYTES.kept + key.length, dropped: () => this.#views.delete(key) }
    this.#views.set(key, kept)
    this.#cache.keep(kept)
    return view
  }
}

/** The state at a point, from the events as indexed and gathered. */
export function stateAt(eventIndex: EventIndex, projection: Projection, point: Point): State {
  return new StateCache(eventIndex, projection).at(point)
}
