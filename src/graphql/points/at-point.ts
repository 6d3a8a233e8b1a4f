import type { Snapshot } from '../../engine/index.ts'
import { type RecordedEvent, sourceRegistered, sourcesOf } from '../../event/index.ts'
import type { Item, State } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'

/** A state in hand: everything reached from it keeps its point. */
export type AtPoint = { readonly chronicle: Snapshot; readonly state: State }

/** One subject of a state in hand. */
export type ItemAtPoint = AtPoint & { readonly item: Item }

/** An event, and from where it is looked at: that decides how its sources read. */
export type EventAtPoint = AtPoint & { readonly recorded: RecordedEvent }

/** A source as the event that registered it, and from where it is looked at. */
export type SourceAtPoint = AtPoint & { readonly registration: RecordedEvent }

/** From where the request is pinned, with everyone trusted and today's date: where one stands who names no point. */
export function atLatest(chronicle: Snapshot): AtPoint {
  return { chronicle, state: chronicle.asOf({}) }
}

/** The events by their ids, in that order; ids are known to the chronicle. */
export function eventsOf({ chronicle, state }: AtPoint, ids: readonly string[]): EventAtPoint[] {
  return ids.flatMap((id) => {
    const recorded = chronicle.event(id)
    return recorded === undefined ? [] : [{ chronicle, state, recorded }]
  })
}

/**
 * Whether an event could be known from a view, whether or not it still stands there: all that it rests on is
 * recorded, out and trusted. An act that names no ground of its own is known no earlier than what it acts on:
 * that something was corrected tells of what was not out yet.
 */
export function couldBeKnown(view: View, written: RecordedEvent): boolean {
  const recorded = asCited(view, written)
  const { event, id } = recorded
  const { recorded: isRecorded, known, trusted } = view.clocksOf(recorded)
  if (!isRecorded) return false
  const target = event.target && view.eventIndex.event(event.target.event)
  if (target === undefined && view.exists(id) !== 'no') return true
  const sources = sourcesOf(event)
  const premises = event.premises ?? []
  const grounds = premises.map((premise) => view.eventIndex.event(premise))
  if (target !== undefined && premises.length === 0 && sources.every((source) => isOf(target, source)))
    return couldBeKnown(view, target)
  return (
    known !== 'no' &&
    trusted &&
    sources.every((source) => view.publishedOf(source) !== undefined) &&
    grounds.every((ground) => ground !== undefined && couldBeKnown(view, ground))
  )
}

/** The event with its evidence as the corrections in force have it, whether or not it still stands. */
function asCited(view: View, recorded: RecordedEvent): RecordedEvent {
  const last = view.eventIndex
    .actsOn(recorded.id)
    .findLast(
      (act) => view.eventIndex.settingOf(act.id)?.set.evidence !== undefined && view.inForce(act) !== 'no',
    )
  const evidence = last && view.eventIndex.settingOf(last.id)?.set.evidence
  return evidence === undefined ? recorded : { ...recorded, event: { ...recorded.event, evidence } }
}

/** Whether the event registers this very source. */
function isOf({ event: { type, subject } }: RecordedEvent, source: string): boolean {
  return type === sourceRegistered.type && subject === source
}

/** Every item of a kind of which anything can be seen from a state, whatever its answer. */
export function itemsOf(at: AtPoint, kind: string): ItemAtPoint[] {
  return at.state.list(kind).map((item) => ({ chronicle: at.chronicle, state: at.state, item }))
}

/** The items of a state by their subjects; what cannot be seen from there is left out. */
export function itemsBySubject(at: AtPoint, subjects: readonly string[]): ItemAtPoint[] {
  return subjects.flatMap((subject) => {
    const item = at.state.item(subject)
    return item === undefined ? [] : [{ chronicle: at.chronicle, state: at.state, item }]
  })
}
