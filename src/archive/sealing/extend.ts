import { mkdir } from 'node:fs/promises'
import type { WriteModel } from '../../admission/index.ts'
import { batchName, batchNumber, checkBatch } from '../../admission/index.ts'
import { InvalidInput, RegestaError } from '../../errors.ts'
import { type Catalogue, type Envelope, type EventId, sha256Hex } from '../../event/index.ts'
import type { Instant } from '../../time/index.ts'
import { exportBatch, readBatchFile } from '../batch-file.ts'
import { slugOf } from '../chronicle-folders.ts'
import { type OpenedChronicle, type RootsAt, readFiles, sumFaults } from '../open.ts'
import { sealingAlone } from './alone.ts'
import { checkLedgerSum } from './check-sum.ts'
import { land, undoLanding } from './landing.ts'
import { addLine, type LedgerSum } from './ledger-sum.ts'

/** A batch as a ledger holds it. */
export type KeptBatch = {
  readonly name: string
  readonly recordedAt: Instant
  /** Empty where nobody told. */
  readonly reader: string
  /** Of the last event. */
  readonly position: number
  /** Hex Merkle root of the ledger at that position. */
  readonly root: string
  readonly events: readonly { readonly id: EventId; readonly event: Envelope }[]
}

/** A file to be, and its seal. */
type Extension = { readonly name: string; readonly text: string; readonly sum: LedgerSum }

/** What a folder's sealed files hold, and what else lies there. */
type Sealed = Omit<OpenedChronicle, 'batches'>

/** What a folder holds now. */
export type Extended = {
  /** The files that are new. */
  readonly files: readonly string[]
  /** Of the last file. */
  readonly position: number
  readonly root: string
}

/**
 * Writes batches that follow on the last one of a chronicle's folder as its next files; the folder is made if it is not
 * there. `beyond` gives them, told what the folder holds. They read back with the same ids, positions and roots, and
 * are checked as any landed file is, all of them before the first is written, and land all or none. One at a time:
 * E_SEALING while another seals. Throws InvalidInput for a folder that is not sound and for batches that could not
 * stand there, E_EXPORT for one that would not read back.
 */
export async function extendFolder(
  dir: string,
  beyond: (sealed: Sealed) => Promise<readonly KeptBatch[]>,
  { catalogue, rootsAt }: { readonly catalogue: Catalogue; readonly rootsAt: RootsAt },
): Promise<Extended> {
  await mkdir(dir, { recursive: true })
  return sealingAlone(dir, async () => {
    await undoLanding(dir)
    const { files, sum, faults } = await checkLedgerSum(dir)
    const { faults: within, ...read } = readFiles(dir, files, catalogue)
    const unread = [...faults, ...within]
    const all = unread.length > 0 ? unread : sumFaults(dir, read, sum, rootsAt)
    if (all.length > 0) throw new InvalidInput(all)
    const plan = planExtension(read.recorded, sum, await beyond({ ...read, sum }), catalogue)
    const after = plan.at(-1)?.sum ?? sum
    if (plan.length > 0) await land(dir, plan, after)
    const last = after.at(-1)
    return {
      files: plan.map(({ name }) => name),
      position: last?.position ?? 0,
      root: last?.root ?? rootsAt([], [0])[0] ?? '',
    }
  })
}

function planExtension(
  recorded: WriteModel,
  before: LedgerSum,
  batches: readonly KeptBatch[],
  catalogue: Catalogue,
): readonly Extension[] {
  let sum = before
  return batches.map((batch, index) => {
    const name = fileNameOf(batch.name, before.length + index + 1)
    const text = writtenOf(name, batch, recorded, catalogue)
    sum = addLine(sum, { name, digest: sha256Hex(text), position: batch.position, root: batch.root })
    return { name, text, sum }
  })
}

/** The text of a batch, once it is seen to read back as what it was made of, and to stand beside all before it. */
function writtenOf(
  name: string,
  { recordedAt, reader, position, events }: KeptBatch,
  recorded: WriteModel,
  catalogue: Catalogue,
): string {
  const { chronicle } = recorded
  const head = { chronicle, recordedAt, reader: reader === '' ? 'not told' : reader }
  const text = exportBatch(
    head,
    events.map(({ event }) => event),
  )
  const read = readBatchFile(name, text, catalogue)
  if (!read.ok) throw new InvalidInput(read.faults)
  const { faults, fresh } = checkBatch(read.batch, { catalogue, recorded })
  if (faults.length > 0) throw new InvalidInput(faults)
  const differs = events.findIndex(({ id }, index) => fresh[index]?.id !== id)
  if (differs !== -1 || fresh.length !== events.length)
    throw notAsKept(name, `event ${differs + 1} would read back as another`)
  for (const { id, event } of fresh) recorded.apply({ id, event, recordedAt })
  if (recorded.position !== position) throw notAsKept(name, `it would end at position ${recorded.position}`)
  return text
}

/** The batch's own name where it is one of a file in this place; else one made of it. */
function fileNameOf(name: string, number: number): string {
  const own = `${name}.yaml`
  return batchNumber(own) === number ? own : batchName(number, slugOf(name))
}

function notAsKept(name: string, reason: string): RegestaError {
  return new RegestaError('E_EXPORT', 'fault', `${name} would not be as the ledger has it: ${reason}`, {
    name,
  })
}
