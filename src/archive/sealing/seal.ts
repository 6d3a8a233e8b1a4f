import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Batch, Texts } from '../../admission/index.ts'
import { batchName, checkBatch, sortFaults } from '../../admission/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import type { Catalogue, EventId } from '../../event/index.ts'
import { sha256Hex } from '../../event/index.ts'
import { replaceFile } from '../../files.ts'
import type { Instant } from '../../time/index.ts'
import { formatBatch, readBatchFile, readDraftFile } from '../batch-file.ts'
import { SUM_FILE, slugOf } from '../chronicle-folders.ts'
import { endsOf, openBatches, type PositionedEvent, type RootsAt, readFiles } from '../open.ts'
import { sealingAlone } from './alone.ts'
import { checkLedgerSum } from './check-sum.ts'
import { land, undoLanding } from './landing.ts'
import { addLine, formatLedgerSum, type LedgerSum } from './ledger-sum.ts'

/** A draft to be sealed, and by what. */
export type Sealing = {
  /** The draft's file, for faults and, if no slug is given, for the batch's name. */
  readonly file: string
  readonly text: string
  readonly slug?: string
  readonly catalogue: Catalogue
  readonly texts?: Texts
  /** The batch's instant, where the draft gives none. */
  readonly now: Instant
  readonly rootsAt: RootsAt
}

/** What sealing a draft writes: the batch as it will be read again, its file, and ledger.sum after it. */
export type SealPlan = {
  /** Absent where every event stands recorded already: then nothing is written. */
  readonly sealed?: {
    readonly name: string
    readonly text: string
    readonly sum: LedgerSum
    readonly batch: Omit<Batch, 'events'> & { readonly events: readonly PositionedEvent[] }
  }
  readonly alreadyRecorded: readonly EventId[]
}

/**
 * Checks a draft against its chronicle's folder and says what sealing it would write; writes nothing. Throws
 * InvalidInput with every fault of the draft, or of the folder if that is not sound itself.
 */
export async function planSeal(dir: string, sealing: Sealing): Promise<SealPlan> {
  const { file, text, catalogue, texts, rootsAt } = sealing
  const means = texts === undefined ? {} : { texts }
  const { recorded, leaves, sum, batches, chronicle } = await openBatches(dir, catalogue, { rootsAt })
  const { batch: read, faults } = readDraftFile(file, text, { catalogue, recorded, ...means })
  const dated = read === undefined ? undefined : { ...read, recordedAt: read.recordedAt ?? sealing.now }
  const checked =
    dated === undefined ? undefined : checkBatch(dated, { catalogue, recorded, ...means, everyText: true })
  const all = sortFaults([...faults, ...(checked?.faults ?? [])])
  if (dated === undefined || checked === undefined || all.length > 0) throw new InvalidInput(all)
  const { alreadyRecorded, fresh } = checked
  if (fresh.length === 0) return { alreadyRecorded }

  const { recordedAt, reader, note } = dated
  const events = fresh.map((entry, index) => ({ ...entry, index, position: recorded.position + index + 1 }))
  const batch = { chronicle, recordedAt, reader, ...(note === undefined ? {} : { note }), events }
  const name = batchName(batches.length + 1, sealing.slug ?? slugOf(file))
  const written = formatBatch(batch)
  const again = readBatchFile(name, written, catalogue)
  if (!again.ok || again.batch.events.some(({ id }, index) => id !== events[index]?.id))
    throw new RegestaError('E_FORMAT', 'fault', `${name} would not read back as it was written`, {
      name,
      written,
    })
  const position = recorded.position + events.length
  const sealedLeaves = events.map(({ id, position }) => ({ chronicle, position, recordedAt, id }))
  const [root = ''] = rootsAt([...leaves, ...sealedLeaves], [position])
  const sealedSum = addLine(sum, { name, digest: sha256Hex(written), position, root })
  return { sealed: { name, text: written, sum: sealedSum, batch }, alreadyRecorded }
}

/**
 * Seals a draft as the next numbered batch of the folder, which is made if it is not there: the file whole, then
 * ledger.sum, or neither. One at a time: E_SEALING while another seals. Throws as {@link planSeal} does.
 */
export async function sealBatch(dir: string, sealing: Sealing): Promise<SealPlan> {
  await mkdir(dir, { recursive: true })
  return sealingAlone(dir, async () => {
    await undoLanding(dir)
    const plan = await planSeal(dir, sealing)
    if (plan.sealed === undefined) return plan
    await land(dir, [plan.sealed], plan.sealed.sum)
    return plan
  })
}

/**
 * Writes ledger.sum anew for all files as they are; until the first release batches may be resealed. The files
 * must be sound in all else: throws InvalidInput with every fault of theirs.
 */
export async function resealAll(dir: string, catalogue: Catalogue, rootsAt: RootsAt): Promise<LedgerSum> {
  return sealingAlone(dir, async () => {
    await undoLanding(dir)
    const folder = await checkLedgerSum(dir)
    const misnamed = folder.faults.filter(({ code }) => code === 'E_BATCH_NAME')
    const { batches, leaves, faults } = readFiles(dir, folder.files, catalogue)
    const all: Fault[] = [...misnamed, ...faults]
    if (all.length > 0) throw new InvalidInput(all)
    const positions = endsOf(batches)
    const roots = rootsAt(leaves, positions)
    const sum = folder.files.reduce<LedgerSum>(
      (before, { name, digest }, index) =>
        addLine(before, { name, digest, position: positions[index] ?? 0, root: roots[index] ?? '' }),
      [],
    )
    replaceFile(join(dir, SUM_FILE), formatLedgerSum(sum))
    return sum
  })
}
