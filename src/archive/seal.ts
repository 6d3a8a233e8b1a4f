import { mkdir } from 'node:fs/promises'
import {
  type Batch,
  batchName,
  batchNumber,
  oneForEachCause,
  type ParsedBatch,
  type ReadonlyWriteModel,
  sortFaults,
  type Texts,
  validateBatch,
  type WriteModel,
} from '../admission/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { type Catalogue, type Envelope, type EventId, sha256Hex } from '../event/index.ts'
import { appendLeaf, type Frontier, rootOf } from '../ledger/index.ts'
import { aheadOf, type Instant } from '../time/index.ts'
import { exportBatch, formatBatch, readBatchFile, readDraftFile, readsBack } from './batch-file.ts'
import { checkFolder } from './check-folder.ts'
import { slugOf } from './chronicle-folders.ts'
import { addLine, type LedgerSum } from './ledger-sum.ts'
import { type OpenedChronicle, type PositionedEvent, readFiles, rootsAt, sumFaults } from './open-batches.ts'
import { land, withSealingLock } from './seal-transaction.ts'

/** A draft to be sealed. */
export type Sealing = {
  /** The draft's file, for messages and, if no slug is given, for the name of the batch. */
  readonly file: string
  readonly text: string
  readonly slug?: string
  readonly catalogue: Catalogue
  readonly texts?: Texts
  /** The instant of the batch, if the draft gives none. */
  readonly now: Instant
}

/** What sealing a draft writes: the batch, its file, and ledger.sum after it. */
export type SealPlan = {
  /** Undefined where every event is recorded already: then nothing is written. */
  readonly sealed?: {
    readonly name: string
    readonly text: string
    readonly sum: LedgerSum
    readonly batch: Omit<Batch, 'events'> & { readonly events: readonly PositionedEvent[] }
  }
  readonly alreadyRecorded: readonly EventId[]
  /** What is recorded but is probably a slip, with its place in the draft. */
  readonly warnings: readonly Fault[]
}

/** A chronicle as its sealed files have it, for a draft to be checked against and appended to. */
export type SealBase = {
  readonly recorded: ReadonlyWriteModel
  readonly frontier: Frontier
  readonly sum: LedgerSum
}

/**
 * Checks a draft against its chronicle and returns what sealing it would write; writes nothing. Throws InvalidInput with every
 * fault of the draft.
 */
export function planSeal(sealing: Sealing, { recorded, frontier, sum }: SealBase): SealPlan {
  const { file, text, catalogue, texts } = sealing
  const { chronicle } = recorded
  const options = { catalogue, recorded, everyText: true, ...(texts === undefined ? {} : { texts }) }
  const { batch: draft, faults } = readDraftFile(file, text, options)
  const dated = draft && { ...draft, recordedAt: draft.recordedAt ?? sealing.now }
  const checked = dated && validateBatch(dated, { ...options, isNew: true })
  const all = sortFaults([...faults, ...(checked?.faults ?? [])])
  if (dated === undefined || checked === undefined || all.length > 0)
    throw new InvalidInput(oneForEachCause(all))
  const { alreadyRecorded, fresh } = checked
  if (fresh.length === 0) return { alreadyRecorded, warnings: checked.warnings }
  const warnings = [...clockWarnings(dated, sealing.now), ...checked.warnings]

  const { recordedAt, reader, note } = dated
  const events = fresh.map((entry, index) => ({ ...entry, index, position: recorded.position + index + 1 }))
  const batch = { chronicle, recordedAt, reader, ...(note === undefined ? {} : { note }), events }
  const name = batchName(sum.length + 1, sealing.slug ?? slugOf(file))
  const written = formatBatch(batch)
  if (!readsBack(written, batch)) {
    const message = `${name} would not read back as it was written`
    throw new RegestaError('E_FORMAT', 'fault', message, { name, written })
  }
  const position = recorded.position + events.length
  const leaves = events.map(({ id, position }) => ({ chronicle, position, recordedAt, id }))
  const root = rootOf(leaves.reduce(appendLeaf, frontier))
  const newSum = addLine(sum, { name, digest: sha256Hex(written), position, root })
  return { sealed: { name, text: written, sum: newSum, batch }, alreadyRecorded, warnings }
}

/** W_CLOCK for a draft that says that it was recorded later than now, as nothing can be: what comes after would be later still. */
function clockWarnings(
  { recordedAt, placeOf }: Pick<Batch, 'recordedAt'> & Pick<ParsedBatch, 'placeOf'>,
  now: Instant,
): readonly Fault[] {
  const ahead = aheadOf({ now: () => now }, recordedAt)
  if (ahead === undefined) return []
  return [
    { code: 'W_CLOCK', message: `expected no instant to come; ${ahead}`, place: placeOf(['recordedAt']) },
  ]
}

/** Lands what was planned; false, with nothing written, where the folder has moved on since. Throws E_SEALING. */
export async function landPlan(dir: string, { sealed }: SealPlan): Promise<boolean> {
  if (sealed === undefined) return true
  return withSealingLock(dir, async () => {
    const { sum, faults } = await checkFolder(dir)
    if (faults.length > 0 || sum.at(-1)?.chain !== sealed.sum.at(-2)?.chain) return false
    await land(dir, [sealed], sealed.sum)
    return true
  })
}

/** A batch as a ledger holds it. */
export type StoredBatch = {
  readonly name: string
  readonly recordedAt: Instant
  /** Empty where none was given. */
  readonly reader: string
  /** Of the last event. */
  readonly position: number
  /** Hex Merkle root of the ledger at that position. */
  readonly root: string
  readonly events: readonly { readonly id: EventId; readonly event: Envelope }[]
}

/** What {@link extendFolder} wrote, and where the folder ends now. */
export type Extended = {
  /** The new files. */
  readonly files: readonly string[]
  /** Of the last file. */
  readonly position: number
  readonly root: string
}

/**
 * Writes batches of a ledger as the next files of a chronicle's folder, which is made if necessary. `batchesAfter` gives
 * the batches that follow what the folder holds. All of them are checked as landed files are, and that they read back
 * with the same ids and positions, before the first is written; they land all or none. Throws InvalidInput for a folder
 * with faults and for batches that could not be there, E_EXPORT for one that would not read back, E_SEALING while another
 * process seals there.
 */
export async function extendFolder(
  dir: string,
  catalogue: Catalogue,
  batchesAfter: (sealed: Omit<OpenedChronicle, 'batches'>) => Promise<readonly StoredBatch[]>,
): Promise<Extended> {
  await mkdir(dir, { recursive: true })
  return withSealingLock(dir, async () => {
    const { files, sum: before, faults } = await checkFolder(dir)
    const { faults: within, ...opened } = readFiles(dir, files, catalogue)
    const unread = [...faults, ...within]
    const all = unread.length > 0 ? unread : sumFaults(dir, opened, before)
    if (all.length > 0) throw new InvalidInput(all)
    let sum = before
    const added = (await batchesAfter({ ...opened, sum })).map((batch) => {
      const name = fileNameOf(batch.name, sum.length + 1)
      const text = checkedText(name, batch, opened.recorded, catalogue)
      sum = addLine(sum, { name, digest: sha256Hex(text), position: batch.position, root: batch.root })
      return { name, text }
    })
    if (added.length > 0) await land(dir, added, sum)
    const last = sum.at(-1)
    return {
      files: added.map(({ name }) => name),
      position: last?.position ?? 0,
      root: last?.root ?? rootsAt([], [0])[0] ?? '',
    }
  })
}

/** The text of a batch; it was checked against all before it, to which it is added, and reads back as it was stored. */
function checkedText(
  name: string,
  { recordedAt, reader, position, events }: StoredBatch,
  recorded: WriteModel,
  catalogue: Catalogue,
): string {
  const head = { chronicle: recorded.chronicle, recordedAt, reader: reader === '' ? 'not told' : reader }
  const text = exportBatch(
    head,
    events.map(({ event }) => event),
  )
  const read = readBatchFile(name, text, catalogue)
  if (!read.ok) throw new InvalidInput(read.faults)
  const { faults, fresh } = validateBatch(read.batch, { catalogue, recorded })
  if (faults.length > 0) throw new InvalidInput(faults)
  const differs = events.findIndex(({ id }, index) => fresh[index]?.id !== id)
  if (differs !== -1 || fresh.length !== events.length)
    throw notAsStored(name, `event ${differs + 1} would read back as another`)
  for (const { id, event } of fresh) recorded.apply({ id, event, recordedAt })
  if (recorded.position !== position) throw notAsStored(name, `it would end at position ${recorded.position}`)
  return text
}

function notAsStored(name: string, reason: string): RegestaError {
  const message = `${name} would not be as the ledger has it: ${reason}`
  return new RegestaError('E_EXPORT', 'fault', message, { name })
}

/** The batch's own name if that is one for a file with this number, else a name made from it. */
function fileNameOf(name: string, number: number): string {
  const own = `${name}.yaml`
  return batchNumber(own) === number ? own : batchName(number, slugOf(name))
}
