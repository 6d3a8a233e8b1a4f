import { mkdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  type Chronicle,
  type Comparison,
  MOST_COPIED,
  openChronicle,
  type ReadModel,
} from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { Catalogue, RecordedEvent } from '../event/index.ts'
import { type Ledger, openMemoryLedger } from '../ledger/index.ts'
import type { Vocabulary } from '../state/index.ts'
import { LedgerPlace } from '../stores/index.ts'
import { instantAfter, systemClock } from '../time/index.ts'
import { checkFolder } from './check-folder.ts'
import { vocabularyFor } from './choose-vocabulary.ts'
import { placesOf } from './chronicle-folders.ts'
import type { LedgerSum } from './ledger-sum.ts'
import { type OpenedBatch, openBatches } from './open-batches.ts'
import { closingOnError, type OpenOptions, openToAppend } from './open-chronicle.ts'
import { landPlan, planSeal, type Sealing, type SealPlan } from './seal.ts'
import { appendBatches, type ChronicleFiles, checkAgreement, hasAll, takeIn } from './sync-ledger.ts'

/** The result of sealing a draft, or its preview: what is sealed, and today’s state compared before and after it. */
export type SealedDraft = {
  readonly chronicle: Pick<Chronicle, 'name' | 'vocabulary'>
  readonly plan: SealPlan
  readonly comparison: Comparison
  /** Closes the ledger that they are read from, after which they answer no more. */
  close(): Promise<void>
}

/** The result that sealing a draft would have; changes neither folder nor ledger. Throws as {@link sealDraft} does. */
export async function previewDraft(
  options: OpenOptions,
  dir: string,
  sealing: Sealing,
): Promise<SealedDraft> {
  return sealedDraft(await planDraft(options, dir, sealing))
}

/** Previews of a draft that is being written, on a chronicle that is opened once. */
export type DraftPreviews = {
  /** The result that sealing the draft would have. Throws as {@link sealDraft} does; what it gives needs no closing. */
  preview(sealing: Sealing): Promise<Omit<SealedDraft, 'close'>>
  close(): Promise<void>
}

/** Opens a chronicle for previews with the first of them, and anew where its files or its ledger have moved on since. */
export function draftPreviews(options: OpenOptions, dir: string): DraftPreviews {
  let base: DraftBase | undefined
  const close = async () => {
    await base?.ledger.close()
    base = undefined
  }
  return {
    async preview(sealing) {
      if (base !== undefined && (await hasMovedOn(base))) await close()
      base ??= await openBase(options, dir, sealing.catalogue)
      const planned = await planOn(base, options, sealing)
      const { chronicle, plan } = planned
      const batch = supposedBatch(plan)
      if (chronicle !== base.chronicle || chronicle.position + batch.length > MOST_COPIED) {
        // It takes the batch in, and is of no more use.
        const { comparison } = sealedDraft(planned)
        if (chronicle === base.chronicle) await close()
        return { chronicle, plan, comparison }
      }
      return { chronicle, plan, comparison: comparedWith(chronicle.supposing(batch), chronicle) }
    },
    close,
  }
}

/** Whether others sealed or recorded since a chronicle was opened. */
async function hasMovedOn({ files, ledger, sum, position }: DraftBase): Promise<boolean> {
  const now = await checkFolder(files.dir)
  const isSame = now.faults.length === 0 && now.sum.at(-1)?.chain === sum.at(-1)?.chain
  return !isSame || (await ledger.head(files.chronicle)).position !== position
}

/**
 * Seals a draft in its folder, which is made if necessary once the draft is found to have no faults, and appends it to the
 * ledger. Holds the writer lock meanwhile. Throws as `planSeal` and opening the ledger do, E_SEALING while another process seals there, and E_AHEAD where the ledger
 * holds events that no file has, since the next file has to follow on them.
 */
export async function sealDraft(options: OpenOptions, dir: string, sealing: Sealing): Promise<SealedDraft> {
  for (;;) {
    const planned = await planDraft(options, dir, sealing)
    if (await closingOnError(planned.ledger, () => write(options, planned))) {
      const sealed = sealedDraft(planned)
      // So that the next start does not have to read this batch.
      await planned.chronicle.save()
      return sealed
    }
    await planned.ledger.close()
  }
}

/** What a draft is checked against: the files and the ledger as they were read. */
type DraftBase = {
  readonly files: ChronicleFiles
  readonly sum: LedgerSum
  readonly chronicle: Chronicle
  /** What the chronicle is read from, and its last position there. */
  readonly ledger: Ledger
  readonly position: number
  /** The batches of the files that the ledger does not have. */
  readonly missing: readonly OpenedBatch[]
}

/** What sealing a draft will write, and what it rests on. */
type PlannedDraft = Pick<DraftBase, 'files' | 'chronicle' | 'ledger' | 'missing'> & {
  readonly plan: SealPlan
}

/**
 * Reads the chronicle and checks the draft against it. What the ledger has, by the root that ledger.sum gives, is read from
 * there, and was checked when it was sealed; the files are parsed where they go further. Throws E_DIVERGED, E_AHEAD.
 */
async function planDraft(options: OpenOptions, dir: string, sealing: Sealing): Promise<PlannedDraft> {
  const base = await openBase(options, dir, sealing.catalogue)
  return closingOnError(base.ledger, () => planOn(base, options, sealing))
}

async function openBase(options: OpenOptions, dir: string, catalogue: Catalogue): Promise<DraftBase> {
  const { ledgerPath = placesOf({}).ledgerPath, drivers } = options
  const place = new LedgerPlace(ledgerPath, drivers)
  const name = basename(resolve(dir))
  const files = { chronicle: name, dir, catalogue, ledgerName: place.name }
  const { sum, faults } = await checkFolder(dir)
  // Throws all faults of the folder.
  if (faults.length > 0) await openBatches(dir, catalogue)
  const ledger = await openIfAny(place)
  return closingOnError(ledger, async () => {
    const { position } = await ledger.head(name)
    const missing = await missingBatches(ledger, files, sum)
    const base = { files, sum, ledger, position, missing }
    const chronicle = await openBy(base, options, await vocabularyFor(name, options, { ledger, dir }))
    return { ...base, chronicle }
  })
}

/** The chronicle with what only its files have, read by a vocabulary. */
async function openBy(
  { files, ledger, missing }: Pick<DraftBase, 'files' | 'ledger' | 'missing'>,
  { clock = systemClock() }: OpenOptions,
  vocabulary: Vocabulary,
): Promise<Chronicle> {
  const chronicle = await openChronicle({ name: files.chronicle, vocabulary, ledger, clock })
  for (const { events, recordedAt } of missing)
    chronicle.suppose(events.map((each) => ({ ...each, recordedAt })))
  return chronicle
}

/** Checks a draft, of which the first events of a chronicle may decide by which vocabulary that is read. */
async function planOn(base: DraftBase, options: OpenOptions, sealing: Sealing): Promise<PlannedDraft> {
  const { files, sum, chronicle, ledger } = base
  const { clock = systemClock() } = options
  const { recorded, frontier, position } = chronicle
  const later = { ...sealing, now: instantAfter(chronicle.recordedAt(position), clock) }
  const plan = planSeal(later, { recorded, frontier, sum })
  const types = plan.sealed?.batch.events.map(({ event: { type } }) => type) ?? []
  const vocabulary = await vocabularyFor(files.chronicle, options, { ledger, dir: files.dir, types })
  const readBy = vocabulary === chronicle.vocabulary ? chronicle : await openBy(base, options, vocabulary)
  return { ...base, chronicle: readBy, plan }
}

/** The ledger at a place, to be read, or an empty one where there is none. */
function openIfAny(place: LedgerPlace): Promise<Ledger> {
  return place.open('read').catch((error: unknown) => {
    if (!(error instanceof RegestaError) || error.code !== 'E_NO_LEDGER') throw error
    return openMemoryLedger()
  })
}

/** The batches of the files that the ledger does not have. Throws E_DIVERGED, and E_AHEAD where the ledger has more. */
async function missingBatches(
  ledger: Ledger,
  files: ChronicleFiles,
  sum: LedgerSum,
): Promise<readonly OpenedBatch[]> {
  const { chronicle, dir, catalogue } = files
  const { position } = await ledger.head(chronicle)
  if (await hasAll(ledger, chronicle, sum)) {
    const beyond = position - (sum.at(-1)?.position ?? 0)
    if (beyond > 0) throw ahead(dir, beyond)
    return []
  }
  const opened = await openBatches(dir, catalogue)
  const beyond = await checkAgreement(ledger, files, opened)
  if (beyond > 0) throw ahead(dir, beyond)
  return opened.batches.filter(({ events }) => (events.at(-1)?.position ?? 0) > position)
}

/** Seals and appends what was planned; false, with nothing sealed, where files or ledger have moved on since. */
async function write(options: OpenOptions, planned: PlannedDraft): Promise<boolean> {
  const { ledgerPath = placesOf({}).ledgerPath, drivers, progress } = options
  const { report = ({ message }) => progress?.(message) } = options
  const { files, chronicle, plan, missing } = planned
  await mkdir(files.dir, { recursive: true })
  const { ledger, isShared } = await openToAppend(new LedgerPlace(ledgerPath, drivers), report)
  const append = (batches: Parameters<typeof appendBatches>[2]) =>
    appendBatches(ledger, files.chronicle, batches, progress)
  try {
    const { position } = await ledger.head(files.chronicle)
    if (position + missing.flatMap(({ events }) => events).length !== chronicle.position) return false
    await append(missing)
    const sealed = plan.sealed && { name: plan.sealed.name, ...plan.sealed.batch }
    if (sealed === undefined) return landPlan(files.dir, plan)
    // Where others record meanwhile, the ledger decides what comes next, and the file follows; else the file is first.
    if (isShared) return (await isAppended(append([sealed]))) && (await landPlan(files.dir, plan))
    if (!(await landPlan(files.dir, plan))) return false
    // Another process may append it at the same time, or have gone elsewhere (E_DIVERGED).
    if (!(await isAppended(append([sealed])))) await takeIn(ledger, files, progress)
    return true
  } finally {
    await ledger.close()
  }
}

/** Whether it was appended: not where others came first, E_POSITION. */
async function isAppended(appending: Promise<void>): Promise<boolean> {
  try {
    await appending
    return true
  } catch (error) {
    if (!(error instanceof RegestaError) || error.code !== 'E_POSITION') throw error
    return false
  }
}

/** With what was sealed taken in: what it changes is asked of the chronicle then. */
function sealedDraft({ chronicle, ledger, plan }: PlannedDraft): SealedDraft {
  const before = { position: chronicle.position }
  chronicle.suppose(supposedBatch(plan))
  return { chronicle, plan, comparison: comparedWith(chronicle, before), close: () => ledger.close() }
}

function supposedBatch({ sealed }: SealPlan): readonly RecordedEvent[] {
  const { events = [], recordedAt = 0 } = sealed?.batch ?? {}
  return events.map((each) => ({ ...each, recordedAt }))
}

/** The state of today after a batch against that at the position before it. */
function comparedWith(after: ReadModel, { position }: { readonly position: number }): Comparison {
  const date = after.clock.today()
  return after.compare({ date, position }, { date })
}

function ahead(dir: string, events: number): RegestaError {
  const message = `the ledger holds ${events} event${events === 1 ? '' : 's'} beyond the files of ${dir}; write them there by \`regesta export\` first, so that the next file follows on all that is recorded`
  return new RegestaError('E_AHEAD', 'conflict', message, { dir, events })
}
