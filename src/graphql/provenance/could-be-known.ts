import { type RecordedEvent, sourceRegistered, sourcesOf } from '../../event/index.ts'
import type { View } from '../../visibility/index.ts'

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
  const target = event.target && view.annals.event(event.target.event)
  if (target === undefined && view.exists(id) !== 'no') return true
  const sources = sourcesOf(event)
  const premises = event.premises ?? []
  const grounds = premises.map((premise) => view.annals.event(premise))
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
  const last = view.annals
    .actsOn(recorded.id)
    .findLast(
      (act) => view.annals.settingOf(act.id)?.set.evidence !== undefined && view.inForce(act) !== 'no',
    )
  const evidence = last && view.annals.settingOf(last.id)?.set.evidence
  return evidence === undefined ? recorded : { ...recorded, event: { ...recorded.event, evidence } }
}

/** Whether the event registers this very source. */
function isOf({ event: { type, subject } }: RecordedEvent, source: string): boolean {
  return type === sourceRegistered.type && subject === source
}
