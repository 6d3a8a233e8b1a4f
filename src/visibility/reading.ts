import {
  applyCorrection,
  type Envelope,
  type EventId,
  eventCorrected,
  eventRetracted,
  type RecordedEvent,
} from '../event/index.ts'
import type { ValidBounds } from '../time/index.ts'
import type { Setting } from './event-index.ts'

/** An event as the acts on it leave it: what it says, when by its own words, and the events that shaped it. */
export type Reading = {
  readonly event: Envelope
  readonly valid: ValidBounds
  /** The original first, then the acts in their order. */
  readonly by: readonly EventId[]
  /** False while it is retracted. */
  readonly stands: boolean
}

export function asWritten({ id, event, valid }: RecordedEvent): Reading {
  return { event, valid, by: [id], stands: true }
}

/** The reading after one more act; `setting` is what a correction sets. */
export function afterAct(before: Reading, act: RecordedEvent, setting: Setting | undefined): Reading {
  const by = [...before.by, act.id]
  if (act.event.type !== eventCorrected.type)
    return { ...before, by, stands: act.event.type !== eventRetracted.type }
  if (setting === undefined) return { ...before, by }
  return {
    ...before,
    event: applyCorrection(before.event, setting.set),
    valid: setting.valid ?? before.valid,
    by,
  }
}
