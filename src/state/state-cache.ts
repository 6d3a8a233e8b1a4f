import { LRUCache } from 'lru-cache'
import type { RecordedEvent } from '../event/index.ts'
import { type Basis, type EventIndex, type Point, View } from '../visibility/index.ts'
import { EventWords, type WordsOf } from './event-words.ts'
import type { Projection } from './projection.ts'
import { RowIndexes } from './row-indexes.ts'
import { SharedCache } from './shared-cache.ts'
import { State, type StateCaches } from './state.ts'
import { SubjectViews } from './subject-views.ts'

/** How many views are kept: each holds how every event reads that was asked about from its basis. */
const CACHED_VIEWS = 16

/** The states of one chronicle, and what they share. What is recorded later changes no answer that is cached here. */
export class StateCache implements StateCaches {
  readonly subjectViews: SubjectViews
  readonly rowIndexes: RowIndexes
  readonly #eventIndex: EventIndex
  readonly #words = new WeakMap<WordsOf, EventWords>()
  readonly #views = new LRUCache<string, View>({ max: CACHED_VIEWS })

  /** `cache` may be shared with other chronicles. */
  constructor(eventIndex: EventIndex, projection: Projection, cache = new SharedCache()) {
    this.#eventIndex = eventIndex
    this.subjectViews = new SubjectViews(eventIndex, projection, this.viewFrom, cache)
    this.rowIndexes = new RowIndexes(this.viewFrom, () => eventIndex.count, cache)
  }

  /** Takes in an event that the event index and the projection already hold. */
  add(recorded: RecordedEvent): void {
    this.subjectViews.add(recorded)
  }

  /** Drops everything that is kept: a shared cache would hold it for longer. */
  clear(): void {
    this.subjectViews.clear()
    this.rowIndexes.clear()
  }

  readonly eventWords = (wordsOf: WordsOf): EventWords =>
    this.#words.getOrInsertComputed(
      wordsOf,
      () => new EventWords(this.#eventIndex, this.subjectViews.projection, wordsOf),
    )

  at(point: Point): State {
    return new State(this, point)
  }

  readonly viewFrom = (basis: Basis): View => {
    const { knownAt, position, trusting } = basis
    const key = JSON.stringify([knownAt, position, trusting])
    const known = this.#views.get(key)
    if (known !== undefined) return known
    const view = new View(this.#eventIndex, { ...(knownAt !== undefined && { knownAt }), position, trusting })
    this.#views.set(key, view)
    return view
  }
}

/** The state at a point, from the events as indexed and gathered. */
export function stateAt(eventIndex: EventIndex, projection: Projection, point: Point): State {
  return new StateCache(eventIndex, projection).at(point)
}
