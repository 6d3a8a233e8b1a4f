import type { Fault, Place } from '../errors.ts'
import type { EventId } from '../event/index.ts'
import { inOneGo, type Steps } from '../state/index.ts'
import { formatInstant } from '../time/index.ts'
import type { BatchEvent, ParsedBatch } from './batch.ts'
import { formatPlace } from './causes.ts'
import { characterFaults } from './characters.ts'
import { actFaults, inferenceFaults, premiseFaults, unchangedWarnings } from './event-links.ts'
import { evidenceFaults, sourceFaults } from './evidence.ts'
import { sortFaults } from './placed-value.ts'
import { sourcesOfBatch, type ValidationContext, type ValidationOptions } from './validation-context.ts'
import { retractedWarnings, warningsOf } from './warnings/index.ts'
import { type ReadonlyWriteModel, writeModelOver } from './write-model.ts'

export type ValidatedBatch = {
  readonly faults: readonly Fault[]
  /** What may be recorded, but is probably a slip. */
  readonly warnings: readonly Fault[]
  /** The same in steps, of which an event is one. */
  readonly warningSteps: () => Steps<readonly Fault[]>
  /** Events that are recorded already: recording them again is a no-op. */
  readonly alreadyRecorded: readonly EventId[]
  /** The others, in their order. */
  readonly fresh: readonly BatchEvent[]
}

/**
 * All faults of a batch that need other events, sources or texts to be found, each with its place. A premise or target
 * must come before the event that names it, recorded or further up; a source may be registered anywhere in the batch.
 * An event that could not be read causes no further faults in those that name it.
 */
export function validateBatch(batch: ParsedBatch, options: ValidationOptions): ValidatedBatch {
  return inOneGo(validateSteps(batch, options))
}

/** The same in steps, of which an event is one. */
export function* validateSteps(batch: ParsedBatch, options: ValidationOptions): Steps<ValidatedBatch> {
  const { recorded } = options
  const before = writeModelOver(recorded)
  const context: ValidationContext = {
    ...options,
    batch,
    before,
    placeOf: placeByIdIn(batch),
    sourcesHere: sourcesOfBatch(batch),
  }
  const faults: Fault[] = headFaults(batch, recorded)
  const already: BatchEvent[] = []
  const fresh: BatchEvent[] = []
  const unchanged: Fault[] = []
  const first = new Map<EventId, number>()

  for (const entry of batch.events) {
    yield
    const { index, id, event } = entry
    const there = first.get(id)
    if (there !== undefined) {
      const where = formatPlace(batch.placeOf(['events', there]))
      const message = `this event is ${where} already; expected each once, or a salt that tells them apart`
      faults.push({ code: 'E_TWICE', message, place: batch.placeOf(['events', index]) })
      continue
    }
    first.set(id, index)
    if (recorded.eventOf(id) !== undefined) {
      already.push(entry)
      continue
    }
    fresh.push(entry)
    const found = [
      // What was recorded before this was checked stays valid.
      ...(options.isNew ? characterFaults(event) : []),
      ...premiseFaults(event, context),
      ...inferenceFaults(event, context),
      ...actFaults(event, context),
      ...sourceFaults(event, context),
      ...evidenceFaults(event, context),
    ]
    faults.push(...placedIn(batch, index, found))
    if (options.isNew) unchanged.push(...placedIn(batch, index, unchangedWarnings(event, context)))
    before.apply({ id, event, recordedAt: batch.recordedAt ?? recorded.recordedAt ?? 0 })
  }
  const warningSteps = function* (): Steps<readonly Fault[]> {
    const warnings = [...unchanged]
    for (const entry of already) {
      yield
      warnings.push(...placedIn(batch, entry.index, retractedWarnings(entry, context)))
    }
    for (const entry of fresh) {
      yield
      warnings.push(...placedIn(batch, entry.index, warningsOf(entry, context)))
    }
    return warnings
  }
  return {
    faults: sortFaults(faults),
    alreadyRecorded: already.map(({ id }) => id),
    fresh,
    get warnings() {
      return inOneGo(warningSteps())
    },
    warningSteps,
  }
}

/** Faults of an event, whose places are in it, with their places in the batch. */
function placedIn(batch: ParsedBatch, index: number, faults: readonly Fault[]): Fault[] {
  return faults.map(({ code, message, place }) => ({
    code,
    message,
    place: batch.placeOf(['events', index, ...(place?.path ?? [])]),
  }))
}

function headFaults(batch: ParsedBatch, recorded: ReadonlyWriteModel): Fault[] {
  const faults: Fault[] = []
  if (batch.chronicle !== undefined && batch.chronicle !== recorded.chronicle) {
    const message = `expected a batch of ${recorded.chronicle}; one of ${batch.chronicle} arrived`
    faults.push({ code: 'E_CHRONICLE', message, place: batch.placeOf(['chronicle']) })
  }
  if (
    batch.recordedAt !== undefined &&
    recorded.recordedAt !== undefined &&
    batch.recordedAt <= recorded.recordedAt
  ) {
    const message = `expected later than the head, ${formatInstant(recorded.recordedAt)}; ${formatInstant(batch.recordedAt)} arrived`
    faults.push({ code: 'E_RECORDED_AT', message, place: batch.placeOf(['recordedAt']) })
  }
  return faults
}

/** The place of an event by its id; of one that is there twice, the last. Places are found when a fault needs them. */
function placeByIdIn({ events, placeOf }: ParsedBatch): (id: EventId) => Place | undefined {
  const indexes = new Map(events.map(({ id, index }) => [id, index]))
  return (id) => {
    const index = indexes.get(id)
    return index === undefined ? undefined : placeOf(['events', index])
  }
}
