import { batchName, checkBatch, inOrder, type Reading, type Recorded } from '../admission/index.ts'
import { readDraftValue, type Texts } from '../archive/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { type Catalogue, canonicalJson, type EventId } from '../event/index.ts'
import type { NewEvent } from '../ledger/index.ts'

/** Events that one asks to have recorded together, whole or not at all. */
export type Recording = {
  /** What its batch is called after its number, in lower case with hyphens: `joint-press`; by default `recorded`. */
  readonly name?: string
  /** UTC instant, ms; by default now, or the instant after the head's where the clock is behind that. */
  readonly recordedAt?: number
  /** Who records. */
  readonly reader?: string
  /**
   * Each as a batch file has it: `type`, `subject`, `payload` … An event may have a `ref`, by which those after it
   * name it; evidence may have a `quote` instead of a span, where the texts are at hand.
   */
  readonly events: readonly unknown[]
  /** The position that the caller saw last: if another has recorded since, nothing is recorded. */
  readonly expectedPosition?: number
  /** Texts of sources by their hex SHA-256, as far as they are at hand: spans in them are proved. */
  readonly texts?: ReadonlyMap<string, string>
}

/** What may be appended of a recording, once it is checked beside all that stands recorded. */
export type Checked = { readonly fresh: readonly NewEvent[]; readonly already: readonly EventId[] }

/**
 * Checks a recording by the code that batch files are checked by. Throws {@link InvalidInput} with every fault
 * in order, each at its path, as in `['events', 2, 'valid', 'edtf']`; `E_NOT_HEAD`, a conflict, where the only fault is that
 * another acted first; `E_POSITION`, a conflict, where all could be read and the head is not where it is expected.
 * What stands recorded already is no fault, wherever the head is.
 */
export function checkRecording(recording: Recording, recorded: Recorded, catalogue: Catalogue): Checked {
  const texts = recording.texts && textsAtHand(recording.texts)
  const { reading, faults } = readRecording(recording, recorded, catalogue, texts)
  const against = { catalogue, recorded, ...(texts && { texts }) }
  const checked = reading === undefined ? undefined : checkBatch(reading, against)
  const all = inOrder([...ownFaults(recording), ...faults, ...(checked?.faults ?? [])])
  if (checked === undefined || all.some(({ code }) => code !== 'E_NOT_HEAD')) throw refused(all)
  if (checked.fresh.length > 0) checkPosition(recording, recorded)
  if (all.length > 0) throw refused(all)
  return {
    fresh: checked.fresh.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
    already: checked.alreadyRecorded,
  }
}

/** `0012-joint-press`, as the file of the batch will be called. Throws E_SLUG. */
export function batchNamed(number: number, { name = 'recorded' }: Recording): string {
  return batchName(number, name).replace(/\.yaml$/, '')
}

/** The faults of what is said of all events together. */
function ownFaults(recording: Recording): readonly Fault[] {
  const { expectedPosition } = recording
  const faults: Fault[] = []
  try {
    batchNamed(1, recording)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    faults.push({ code: error.code, message: error.message, place: { path: ['name'] } })
  }
  if (expectedPosition !== undefined && (!Number.isInteger(expectedPosition) || expectedPosition < 0))
    faults.push({
      code: 'E_POSITION',
      message: `${expectedPosition} is no position; expected 0, 1, 2 …`,
      place: { path: ['expectedPosition'] },
    })
  return faults
}

function readRecording(
  { events, reader }: Recording,
  recorded: Recorded,
  catalogue: Catalogue,
  texts: Texts | undefined,
): { readonly reading: Reading | undefined; readonly faults: readonly Fault[] } {
  const { chronicle } = recorded
  const draft = {
    chronicle,
    reader: reader === undefined || reader === '' ? 'not told' : reader,
    events: events.map((event) => withoutHead(event, chronicle)),
  }
  return readDraftValue(draft, catalogue, { recorded, ...(texts && { texts }) })
}

/** An event in full says of itself what the head of a batch says for all. */
function withoutHead(event: unknown, chronicle: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  return Object.fromEntries(
    Object.entries(event).filter(
      ([key, value]) => !((key === 'chronicle' && value === chronicle) || (key === 'version' && value === 1)),
    ),
  )
}

/** Texts that are not called by a file's name are called by their digest. */
function textsAtHand(texts: ReadonlyMap<string, string>): Texts {
  return new Map([...texts].map(([digest, text]) => [digest, { file: digest, text, digest }] as const))
}

function checkPosition({ expectedPosition }: Recording, { chronicle, position }: Recorded): void {
  if (expectedPosition === undefined || expectedPosition === position) return
  throw new RegestaError(
    'E_POSITION',
    'conflict',
    `expected the head of ${chronicle} at ${expectedPosition}, it is at ${position}; read on and try again`,
    { chronicle, expected: expectedPosition, actual: position },
  )
}

/** All faults; a conflict where another merely acted first. */
function refused(faults: readonly Fault[]): RegestaError {
  const [first] = faults
  if (first === undefined || faults.some(({ code }) => code !== 'E_NOT_HEAD')) return new InvalidInput(faults)
  return new RegestaError(first.code, 'conflict', first.message, { faults })
}
