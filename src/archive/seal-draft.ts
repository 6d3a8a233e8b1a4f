import { mkdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type Chronicle, type Comparison, openChronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
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
  readonly chronicle: Chronicle
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

/** What sealing a draft will write, and what it rests on: the files and the ledger as they were read. */
type PlannedDraft = {
  readonly files: ChronicleFiles
  readonly chronicle: Chronicle
  /** What the chronicle is read from. */
  readonly ledger: Ledger
  readonly plan: SealPlan
  /** The batches of the files that the ledger does not have. */
  readonly missing: readonly OpenedBatch[]
}

/**
 * Reads the chronicle and checks the draft against it. What the ledger has, by the root that ledger.sum gives, is read from
 * there, and was checked when it was sealed; the files are parsed where they go further. Throws E_DIVERGED, E_AHEAD.
 */
async function planDraft(options: OpenOptions, dir: string, sealing: Sealing): Promise<PlannedDraft> {
  const { ledgerPath = placesOf({}).ledgerPath, drivers, clock = systemClock() } = options
  const place = new LedgerPlace(ledgerPath, drivers)
  const name = basename(resolve(dir))
  const { catalogue } = sealing
  const files = { chronicle: name, dir, catalogue, ledgerName: place.name }
  const { sum, faults } = await checkFolder(dir)
  // Throws all faults of the folder.
  if (faults.length > 0) await openBatches(dir, catalogue)
  const ledger = await openIfAny(place)
  return closingOnError(ledger, async () => {
    const missing = await missingBatches(ledger, files, sum)
    const openBy = async (vocabulary: Vocabulary) => {
      const chronicle = await openChronicle({ name, vocabulary, ledger, clock })
      for (const { events, recordedAt } of missing)
        chronicle.suppose(events.map((each) => ({ ...each, recordedAt })))
      return chronicle
    }
    const found = await vocabularyFor(name, options, { ledger, dir })
    const chronicle = await openBy(found)
    const { recorded, frontier, position } = chronicle
    const later = { ...sealing, now: instantAfter(chronicle.recordedAt(position), clock) }
    const plan = planSeal(later, { recorded, frontier, sum })
    const types = plan.sealed?.batch.events.map(({ event: { type } }) => type) ?? []
    const vocabulary = await vocabularyFor(name, options, { ledger, dir, types })
    const readBy = vocabulary === found ? chronicle : await openBy(vocabulary)
    return { files, chronicle: readBy, ledger, plan, missing }
  })
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
  const { position } = chronicle
  const { events = [], recordedAt = 0 } = plan.sealed?.batch ?? {}
  chronicle.suppose(events.map((each) => ({ ...each, recordedAt })))
  const date = chronicle.clock.today()
  const comparison = chronicle.compare({ date, position }, { date })
  return { chronicle, plan, comparison, close: () => ledger.close() }
}

function ahead(dir: string, events: number): RegestaError {
  const message = `the ledger holds ${events} event${events === 1 ? '' : 's'} beyond the files of ${dir}; write them there by \`regesta export\` first, so that the next file follows on all that is recorded`
  return new RegestaError('E_AHEAD', 'conflict', message, { dir, events })
}
