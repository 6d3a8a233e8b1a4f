import type { Fault, Place } from '../errors.ts'
import type { EventId } from '../event/index.ts'
import { formatInstant } from '../time/index.ts'
import { actFaults } from './acts.ts'
import type { BatchEvent, Reading } from './batch.ts'
import { evidenceFaults, sourceFaults } from './evidence.ts'
import { kindFaults } from './kinds.ts'
import { inOrder } from './place-faults.ts'
import { inferenceFaults, premiseFaults } from './premises.ts'
import { type Recorded, registerOver } from './recorded.ts'
import { type Against, type Surroundings, told } from './surroundings.ts'

export type Checked = {
  readonly faults: readonly Fault[]
  /** Events that stand recorded already: recording them again does nothing. */
  readonly alreadyRecorded: readonly EventId[]
  /** The others, in their order. */
  readonly fresh: readonly BatchEvent[]
}

/**
 * All faults of a batch that show only beside other events, sources and texts, each with its place. A premise
 * or target must stand before the event that names it, in the record or further up; a source may be registered
 * anywhere in the batch. Events that could not be read raise no further faults in those that name them.
 */
export function checkBatch(reading: Reading, against: Against): Checked {
  const { recorded } = against
  const before = registerOver(recorded)
  const surroundings: Surroundings = { ...against, reading, before, places: placesOf(reading) }
  const faults: Fault[] = headFaults(reading, recorded)
  const alreadyRecorded: EventId[] = []
  const fresh: BatchEvent[] = []
  const first = new Map<EventId, Place>()

  for (const entry of reading.events) {
    const { index, id, event } = entry
    const place = reading.placeOf(['events', index])
    const there = first.get(id)
    if (there !== undefined) {
      const message = `this event stands ${told(there)} already; expected each once, or a salt that tells them apart`
      faults.push({ code: 'E_TWICE', message, place })
      continue
    }
    first.set(id, place)
    if (recorded.eventOf(id) !== undefined) {
      alreadyRecorded.push(id)
      continue
    }
    fresh.push(entry)
    const found = [
      ...premiseFaults(event, surroundings),
      ...inferenceFaults(event, surroundings),
      ...actFaults(event, surroundings),
      ...sourceFaults(event, surroundings),
      ...evidenceFaults(event, surroundings),
    ]
    for (const { code, message, place } of found)
      faults.push({ code, message, place: reading.placeOf(['events', index, ...(place?.path ?? [])]) })
    before.take({ id, event, recordedAt: reading.recordedAt ?? recorded.recordedAt ?? 0 })
  }
  faults.push(...kindFaults(fresh, surroundings))
  return { faults: inOrder(faults), alreadyRecorded, fresh }
}

function headFaults(reading: Reading, recorded: Recorded): Fault[] {
  const faults: Fault[] = []
  if (reading.chronicle !== undefined && reading.chronicle !== recorded.chronicle)
    faults.push({
      code: 'E_CHRONICLE',
      message: `expected a batch of ${recorded.chronicle}; one of ${reading.chronicle} arrived`,
      place: reading.placeOf(['chronicle']),
    })
  if (
    reading.recordedAt !== undefined &&
    recorded.recordedAt !== undefined &&
    reading.recordedAt <= recorded.recordedAt
  )
    faults.push({
      code: 'E_RECORDED_AT',
      message: `expected later than the head, ${formatInstant(recorded.recordedAt)}; ${formatInstant(reading.recordedAt)} arrived`,
      place: reading.placeOf(['recordedAt']),
    })
  return faults
}

function placesOf(reading: Reading): ReadonlyMap<EventId, Place> {
  return new Map(reading.events.map(({ id, index }) => [id, reading.placeOf(['events', index])]))
}
