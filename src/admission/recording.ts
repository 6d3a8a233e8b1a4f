import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { type Catalogue, canonicalJson, type EventId } from '../event/index.ts'
import type { NewEvent } from '../ledger/index.ts'
import { inOneGo, type Steps } from '../state/index.ts'
import { batchName } from './batch.ts'
import { oneForEachCause } from './causes.ts'
import { draftSteps } from './draft.ts'
import { placedValue, sortFaults } from './placed-value.ts'
import type { Texts } from './texts.ts'
import { validateSteps } from './validate-batch.ts'
import type { ReadonlyWriteModel } from './write-model.ts'

/** A request to record events together, all or none. */
export type Recording = {
  /** Name of the batch, without its number, in lower case with hyphens: `joint-press`; by default `recorded`. */
  readonly name?: string
  /** UTC instant, ms; by default now, or 1 ms after the head where the clock is behind it. */
  readonly recordedAt?: number
  /** Who records. */
  readonly reader?: string
  /**
   * Each as a batch file has it: `type`, `subject`, `payload` … An event may have a `ref`, by which those after it
   * name it; evidence may have a `quote` instead of a span, where the texts are at hand.
   */
  readonly events: readonly unknown[]
  /** Optimistic concurrency: the position that the caller saw last. If the head is elsewhere, nothing is recorded. */
  readonly expectedPosition?: number
  /** The available texts of sources by hex SHA-256: spans in them are proved. */
  readonly texts?: ReadonlyMap<string, string>
}

/** The outcome of the checks: the events to append, the ids of those that are recorded already, and what is probably a slip. */
export type CheckedRecording = {
  readonly fresh: readonly NewEvent[]
  readonly already: readonly EventId[]
  readonly warnings: readonly Fault[]
}

/**
 * Validates a recording by the same checks as batch files. Throws {@link InvalidInput} with every fault in order, each
 * at its path, as in `['events', 2, 'valid', 'edtf']`; E_NOT_HEAD (conflict) where the only faults are that another act came
 * first; E_POSITION (conflict) where all is valid and the head is not at `expectedPosition`. Events that are recorded
 * already are a no-op, wherever the head is.
 */
export function checkRecording(
  recording: Recording,
  recorded: ReadonlyWriteModel,
  catalogue: Catalogue,
): CheckedRecording {
  return inOneGo(checkSteps(recording, recorded, catalogue))
}

/** The same in steps, of which an event is one. Nothing may be recorded meanwhile. */
export function* checkSteps(
  recording: Recording,
  recorded: ReadonlyWriteModel,
  catalogue: Catalogue,
): Steps<CheckedRecording> {
  const options = { catalogue, recorded, ...(recording.texts && { texts: namedByDigest(recording.texts) }) }
  const { batch, faults } = yield* draftSteps(
    '',
    placedValue(draftOf(recording, recorded.chronicle)),
    options,
  )
  const checked = batch === undefined ? undefined : yield* validateSteps(batch, { ...options, isNew: true })
  const all = sortFaults([...ownFaults(recording), ...faults, ...(checked?.faults ?? [])])
  if (checked === undefined || all.some(({ code }) => code !== 'E_NOT_HEAD')) throw errorOf(all)
  if (checked.fresh.length > 0) checkPosition(recording, recorded)
  if (all.length > 0) throw errorOf(all)
  return {
    fresh: checked.fresh.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
    already: checked.alreadyRecorded,
    warnings: yield* checked.warningSteps(),
  }
}

/** The name of the batch, as its file will have it: `0012-joint-press`. Throws E_SLUG. */
export function batchNamed(number: number, { name = 'recorded' }: Recording): string {
  return batchName(number, name).replace(/\.yaml$/, '')
}

/** The faults of the recording apart from its events. */
function ownFaults(recording: Recording): readonly Fault[] {
  const { expectedPosition } = recording
  const faults: Fault[] = []
  try {
    batchNamed(1, recording)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    faults.push({ code: error.code, message: error.message, place: { path: ['name'] } })
  }
  if (expectedPosition !== undefined && (!Number.isInteger(expectedPosition) || expectedPosition < 0)) {
    const message = `${expectedPosition} is no position; expected 0, 1, 2 …`
    faults.push({ code: 'E_POSITION', message, place: { path: ['expectedPosition'] } })
  }
  return faults
}

/** The recording as a draft. */
function draftOf({ events, reader }: Recording, chronicle: string) {
  return {
    chronicle,
    reader: reader === undefined || reader === '' ? 'not told' : reader,
    events: events.map((event) => withoutHead(event, chronicle)),
  }
}

/** An event without `chronicle` and `version`, which the head of a batch gives, where they are as in the head. */
function withoutHead(event: unknown, chronicle: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  return Object.fromEntries(
    Object.entries(event).filter(
      ([key, value]) => !((key === 'chronicle' && value === chronicle) || (key === 'version' && value === 1)),
    ),
  )
}

/** Texts that come from no file: messages call them by their digest. */
function namedByDigest(texts: ReadonlyMap<string, string>): Texts {
  return new Map([...texts].map(([digest, text]) => [digest, { file: digest, text, digest }] as const))
}

function checkPosition({ expectedPosition }: Recording, { chronicle, position }: ReadonlyWriteModel): void {
  if (expectedPosition === undefined || expectedPosition === position) return
  const message = `expected the head of ${chronicle} at ${expectedPosition}, it is at ${position}; read on and try again`
  throw new RegestaError('E_POSITION', 'conflict', message, {
    chronicle,
    expected: expectedPosition,
    actual: position,
  })
}

/** The error for these faults: a conflict where all of them are E_NOT_HEAD. */
function errorOf(faults: readonly Fault[]): RegestaError {
  const [first] = faults
  if (first === undefined || faults.some(({ code }) => code !== 'E_NOT_HEAD'))
    return new InvalidInput(oneForEachCause(faults))
  return new RegestaError(first.code, 'conflict', first.message, { faults })
}
