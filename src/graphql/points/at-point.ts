import type { Snapshot } from '../../engine/index.ts'
import type { RecordedEvent } from '../../event/index.ts'
import type { Item, State } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'

/** A state of a chronicle. Whatever a resolver reaches from it keeps its point. */
export type AtPoint = { readonly chronicle: Snapshot; readonly state: State }

/** One subject of a state. */
export type ItemAtPoint = AtPoint & { readonly item: Item }

/** An event, and the point from which it is read: the point decides how its sources read. */
export type EventAtPoint = AtPoint & { readonly recorded: RecordedEvent }

/** A source, by the event that registered it, and the point from which it is read. */
export type SourceAtPoint = AtPoint & { readonly registration: RecordedEvent }

/** The default point: the position of the request, every source trusted, today's date. */
export function atLatest(chronicle: Snapshot): AtPoint {
  return { chronicle, state: chronicle.asOf({}) }
}

/** The events with these ids, in that order; an id that the chronicle does not have is left out. */
export function eventsOf({ chronicle, state }: AtPoint, ids: readonly string[]): EventAtPoint[] {
  return ids.flatMap((id) => {
    const recorded = chronicle.event(id)
    return recorded === undefined ? [] : [{ chronicle, state, recorded }]
  })
}

/** Every item of a kind that any visible event speaks of, whatever its certainty. */
export function itemsOf({ chronicle, state }: AtPoint, kind: string): ItemAtPoint[] {
  return state.list(kind).map((item) => ({ chronicle, state, item }))
}

/** The items with these keys, in that order; what no visible event speaks of is left out. */
export function itemsBySubject({ chronicle, state }: AtPoint, subjects: readonly string[]): ItemAtPoint[] {
  return subjects.flatMap((subject) => {
    const item = state.item(subject)
    return item === undefined ? [] : [{ chronicle, state, item }]
  })
}

/** A cache of what is computed once for each view and key. The entries of a view go when the view does. */
export class ViewCache<T> {
  readonly #views = new WeakMap<View, Map<string, T>>()

  get(view: View, key: string, compute: () => T): T {
    const entries = this.#views.getOrInsertComputed(view, () => new Map<string, T>())
    return entries.getOrInsertComputed(key, compute)
  }
}
