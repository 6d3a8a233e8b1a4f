import type { Snapshot } from '../../engine/index.ts'
import type { RecordedEvent, Subject } from '../../event/index.ts'
import { type Item, inOneGo, ofEach, type State, type Steps } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'

/** A state of a chronicle. Whatever a resolver reaches from it keeps its point. */
export type AtPoint = {
  readonly chronicle: Snapshot
  readonly state: State
  /** Whether ids name the position: it was asked for, or is behind the head. False at the head, with which they move. */
  readonly namesPosition: boolean
}

/** One subject of a state. */
export type ItemAtPoint = AtPoint & { readonly item: Item }

/** An event, and the point from which it is read: the point decides how its sources read. */
export type EventAtPoint = AtPoint & { readonly recorded: RecordedEvent }

/** A source by its key, with the event that registers it, and the point from which it is read. */
export type SourceAtPoint = AtPoint & { readonly source: Subject; readonly registration: RecordedEvent }

/** Where a value is read from: the value without what it is. */
export function atPointOf({ chronicle, state, namesPosition }: AtPoint): AtPoint {
  return { chronicle, state, namesPosition }
}

/** The default point: the position of the request, every source trusted, today's date. */
export function atLatest(chronicle: Snapshot): AtPoint {
  return { chronicle, state: chronicle.asOf({}), namesPosition: chronicle.pinned.position !== undefined }
}

/** The events with these ids, in that order; an id that the chronicle does not have is left out. */
export function eventsOf(from: AtPoint, ids: readonly string[]): EventAtPoint[] {
  return inOneGo(eventSteps(from, ids))
}

/** The same in steps. */
export function eventSteps(from: AtPoint, ids: readonly string[]): Steps<EventAtPoint[]> {
  const at = atPointOf(from)
  return ofEach(ids, EVENTS_A_STEP, (id) => {
    const recorded = at.chronicle.event(id)
    return recorded === undefined ? [] : [{ ...at, recorded }]
  })
}

const EVENTS_A_STEP = 50

/** Every item of a kind that any visible event speaks of, whatever its certainty; in steps. */
export function* itemsOf(from: AtPoint, kind: string): Steps<ItemAtPoint[]> {
  const at = atPointOf(from)
  const items = yield* at.state.amongSteps(at.state.projection.subjectsOf(kind))
  return items.map((item) => ({ ...at, item }))
}

/** The items with these keys, in that order; what no visible event speaks of is left out. */
export function itemsBySubject(from: AtPoint, subjects: readonly string[]): ItemAtPoint[] {
  const at = atPointOf(from)
  return subjects.flatMap((subject) => {
    const item = at.state.item(subject)
    return item === undefined ? [] : [{ ...at, item }]
  })
}

/** A cache of what is computed once for each view and key. The entries of a view go when the view does. */
export class ViewCache<T> {
  readonly #views = new WeakMap<View, Map<string, T>>()
  readonly #bytesOf: (value: T) => number

  /** `bytesOf` says about how many bytes a value takes. */
  constructor(bytesOf: (value: T) => number) {
    this.#bytesOf = bytesOf
  }

  get(view: View, key: string, compute: () => T): T {
    const known = this.find(view, key)
    if (known !== undefined) return known
    const computed = compute()
    this.set(view, key, computed)
    return computed
  }

  find(view: View, key: string): T | undefined {
    return this.#views.get(view)?.get(key)
  }

  set(view: View, key: string, computed: T): void {
    this.#views.getOrInsertComputed(view, () => new Map<string, T>()).set(key, computed)
    view.grown(0, this.#bytesOf(computed))
  }
}
