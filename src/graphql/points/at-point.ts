import type { Snapshot } from '../../engine/index.ts'
import { type RecordedEvent, sourceRegistered, sourcesOf } from '../../event/index.ts'
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

/**
 * Whether an event could be known from a view, even if it is retracted there: everything it rests on is recorded,
 * published and trusted. An act without evidence or premises of its own counts as known when its target is: otherwise
 * a correction would reveal an event that was not published yet.
 */
export function couldBeKnown(view: View, written: RecordedEvent): boolean {
  const recorded = withCorrectedEvidence(view, written)
  const { event, id } = recorded
  const { recorded: isRecorded, known, trusted } = view.clocksOf(recorded)
  if (!isRecorded) return false
  const target = event.target && view.eventIndex.event(event.target.event)
  if (target === undefined && view.exists(id) !== 'no') return true
  const sources = sourcesOf(event)
  const premises = event.premises ?? []
  const grounds = premises.map((premise) => view.eventIndex.event(premise))
  if (target !== undefined && premises.length === 0 && sources.every((source) => registers(target, source)))
    return couldBeKnown(view, target)
  return (
    known !== 'no' &&
    trusted &&
    sources.every((source) => view.publishedOf(source) !== undefined) &&
    grounds.every((ground) => ground !== undefined && couldBeKnown(view, ground))
  )
}

/** The event with the evidence that the corrections in force give it, even if it is retracted. */
function withCorrectedEvidence(view: View, recorded: RecordedEvent): RecordedEvent {
  const last = view.eventIndex
    .actsOn(recorded.id)
    .findLast(
      (act) => view.eventIndex.settingOf(act.id)?.set.evidence !== undefined && view.inForce(act) !== 'no',
    )
  const evidence = last && view.eventIndex.settingOf(last.id)?.set.evidence
  return evidence === undefined ? recorded : { ...recorded, event: { ...recorded.event, evidence } }
}

function registers({ event: { type, subject } }: RecordedEvent, source: string): boolean {
  return type === sourceRegistered.type && subject === source
}

/** A cache of what is computed once for each view and key. The entries of a view go when the view does. */
export class ViewCache<T> {
  readonly #views = new WeakMap<View, Map<string, T>>()

  get(view: View, key: string, compute: () => T): T {
    const entries = this.#views.getOrInsertComputed(view, () => new Map<string, T>())
    return entries.getOrInsertComputed(key, compute)
  }
}
