import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import type { Answer, ValidBounds } from '../time/index.ts'
import type { Dated } from './world.ts'

/**
 * One possible reading of an event from a basis: as corrected by the acts on it, and dated by its own words and by the
 * visible inferences. There are several if it is open which of those acts and inferences could be known.
 */
export type Version = {
  /** Names what shaped the words: the ids of the events that did. */
  readonly key: string
  /** The event as it was recorded. */
  readonly root: RecordedEvent
  /** The event as it reads, `valid` by its own words. */
  readonly event: RecordedEvent
  /** The events that shaped the words, the original first; of these none that may not be shown. */
  readonly by: readonly EventId[]
  /** False where a correction, without one before it, leaves a payload that is not of the event's type. */
  readonly wellFormed: boolean
  /** When it holds, inferences included. */
  readonly bounds: ValidBounds
  /** Whether it lies wholly after what its sources can report, so that it is not certain. */
  readonly early: boolean
  /** The inferences that narrowed its date, with their own corrections. */
  readonly datedBy: readonly EventId[]
}

/**
 * Every way in which an event may read; `absent` says whether it also may not be seen at all. `partial` where the ways follow by
 * rule and some may be missing: where corrections of different details may count together.
 */
export type Visibility = {
  readonly versions: readonly Version[]
  readonly absent: boolean
  readonly partial?: boolean
}

/** An event as it was recorded, whatever was done to it since. */
export function asWritten(recorded: RecordedEvent): Version {
  const { id, valid } = recorded
  const asIs = { bounds: valid, early: false, datedBy: [] }
  return { key: id, root: recorded, event: recorded, by: [id], wellFormed: true, ...asIs }
}

/** A visible event, with every way in which it may read, and the subjects and dates that it then has. */
export type VisibleEvent = {
  readonly recorded: RecordedEvent
  readonly versions: readonly Version[]
  readonly subjects: readonly Subject[]
  readonly bounds: readonly ValidBounds[]
}

/** Where one event stands on each clock and in trust, each by itself. */
export type Clocks = {
  readonly recorded: boolean
  readonly known: Answer
  /** The same of each of its grounds by itself: its sources, and the date of a publisher's act. */
  readonly groundsKnown: readonly Answer[]
  readonly trusted: boolean
  readonly withdrawn: boolean
}

export const UNSEEN: Visibility = { versions: [], absent: true }

/** An event as it reads and is dated in one world. */
export function versionOf(root: RecordedEvent, { reading, bounds, early, datedBy }: Dated): Version {
  const { wording, by } = reading
  const { event, valid, wellFormed } = wording
  if (by.length === 1) return { ...asWritten(root), bounds, early, datedBy }
  return { key: by.join('+'), root, event: { ...root, event, valid }, by, wellFormed, bounds, early, datedBy }
}
