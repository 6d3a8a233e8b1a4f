import { emptyWriteModel, type WriteModel, writeModelOver } from '../../src/admission/index.ts'
import type { Envelope, EventId } from '../../src/event/index.ts'
import type { Instant } from '../../src/time/index.ts'

/** The write model of a chronicle with these events, by applying one after another to an empty one. */
export function replayed(
  chronicle: string,
  entries: Iterable<{ readonly id: EventId; readonly event: Envelope; readonly recordedAt: Instant }>,
): WriteModel {
  const model = writeModelOver(emptyWriteModel(chronicle))
  for (const entry of entries) model.apply(entry)
  return model
}
