import {
  type EventId,
  isRetractedAfter,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
} from '../event/index.ts'
import { ANY, type Days } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import type { Wording } from './wording.ts'

/** An event as the acts on it leave it: what it says, when by its own words, and the events that shaped it. */
export type Reading = {
  readonly wording: Wording
  /** The original first, then the acts in their order. */
  readonly by: readonly EventId[]
  /** False while it is retracted. */
  readonly stands: boolean
}

/** An event as written, before any act. */
export function asRecorded(eventIndex: EventIndex, { id }: RecordedEvent): Reading | undefined {
  const [wording] = eventIndex.wordingsOf(id)
  return wording && { wording, by: [id], stands: true }
}

/** A reading after one more act. */
export function afterAct(
  eventIndex: EventIndex,
  { wording, by, stands }: Reading,
  { id, event }: RecordedEvent,
): Reading {
  return {
    wording: eventIndex.afterAct(wording, id),
    by: [...by, id],
    stands: !isRetractedAfter(event, !stands),
  }
}

/** The source of which a correction with premises says when it came out, and nothing else; undefined of any other act. */
export function sourceDatedBy(eventIndex: EventIndex, { id, event }: RecordedEvent): Subject | undefined {
  if ((event.premises ?? []).length === 0) return undefined
  const set = eventIndex.settingOf(id)?.set
  const target = event.target && eventIndex.event(event.target.event)
  if (set === undefined || target?.event.type !== sourceRegistered.type) return undefined
  const isDate =
    Object.keys(set).join() === 'payload' && Object.keys(set.payload ?? {}).join() === 'published'
  return isDate ? target.event.subject : undefined
}

/** When the public could know a source or a publisher's act, as its registration or the act reads. */
export function publicationOf({ wording: { published } }: Reading): Days {
  return published ?? ANY
}
