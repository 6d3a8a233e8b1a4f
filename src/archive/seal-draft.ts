import { mkdir } from 'node:fs/promises'
import { type Chronicle, type Comparison, openChronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import { canonicalJson } from '../event/index.ts'
import { openMemoryLedger } from '../ledger/index.ts'
import { LedgerPlace } from '../stores/index.ts'
import type { Clock } from '../time/index.ts'
import { checkFolder } from './check-folder.ts'
import { vocabularyFor } from './choose-vocabulary.ts'
import { placesOf } from './chronicle-folders.ts'
import { type OpenedChronicle, openBatches } from './open-batches.ts'
import { type OpenOptions, openRegesta } from './open-chronicle.ts'
import { planSeal, type Sealing, type SealPlan, sealBatch } from './seal.ts'
import { checkAgreement } from './sync-ledger.ts'

/** The result of sealing a draft, or its preview: what is sealed, and today’s state compared before and after it. */
export type SealedDraft = {
  readonly chronicle: Chronicle
  readonly plan: SealPlan
  readonly comparison: Comparison
}

/** The result that sealing a draft would have; changes neither folder nor ledger. Throws as {@link sealDraft} does. */
export async function previewDraft(
  options: OpenOptions,
  dir: string,
  sealing: Sealing,
  clock: Clock,
): Promise<SealedDraft> {
  const opened = await openBatches(dir, sealing.catalogue)
  await checkNotAhead(options, dir, opened)
  const plan = await planSeal(dir, laterThan(sealing, opened.recorded.recordedAt))
  const ledger = openMemoryLedger()
  const name = opened.chronicle
  const batches = [...opened.batches, ...(plan.sealed === undefined ? [] : [batchOf(plan.sealed)])]
  for (const { name: batch, recordedAt, events } of batches) {
    if (events.length === 0) continue
    const written = events.map(({ id, event }) => ({ id, body: canonicalJson(event) }))
    await ledger.append({ chronicle: name, name: batch, recordedAt, events: written })
  }
  const vocabulary = await vocabularyFor(name, options, { ledger })
  const chronicle = await openChronicle({ name, vocabulary, ledger, clock })
  return { chronicle, plan, comparison: todayBeside(chronicle, opened.recorded.position) }
}

/**
 * Seals a draft in its folder, which is made if necessary once the draft is found to have no faults, and appends it to the
 * ledger. Holds the writer lock meanwhile. Throws as `sealBatch` and `openRegesta` do, and E_AHEAD where the ledger holds
 * events that no file has, since the next file has to follow on them.
 */
export async function sealDraft(options: OpenOptions, dir: string, sealing: Sealing): Promise<SealedDraft> {
  const opened = await openBatches(dir, sealing.catalogue)
  await checkNotAhead(options, dir, opened)
  const { sealed } = await planSeal(dir, laterThan(sealing, opened.recorded.recordedAt))
  const types = sealed?.batch.events.map(({ event: { type } }) => type) ?? []
  const vocabulary = await vocabularyFor(opened.chronicle, options, { dir, types })
  await mkdir(dir, { recursive: true })
  const { chronicle, takeIn, close } = await openRegesta({ ...options, vocabulary, otherVocabularies: [] })
  try {
    const { position } = chronicle
    const inFiles = (await checkFolder(dir)).sum.at(-1)?.position ?? 0
    if (position > inFiles) throw ahead(dir, position - inFiles)
    const plan = await sealBatch(dir, laterThan(sealing, chronicle.recordedAt(chronicle.position)))
    await takeIn()
    return { chronicle, plan, comparison: todayBeside(chronicle, position) }
  } finally {
    await close()
  }
}

/** Throws E_AHEAD where the ledger goes further than the files. */
async function checkNotAhead(
  { ledgerPath = placesOf({}).ledgerPath, drivers }: OpenOptions,
  dir: string,
  opened: OpenedChronicle,
): Promise<void> {
  try {
    const place = new LedgerPlace(ledgerPath, drivers)
    await place.read(async (ledger) => {
      const pair = { chronicle: opened.chronicle, dir, ledgerName: place.name }
      const events = await checkAgreement(ledger, pair, opened)
      if (events > 0) throw ahead(dir, events)
    })
  } catch (error) {
    if (!(error instanceof RegestaError) || error.code !== 'E_NO_LEDGER') throw error
  }
}

function ahead(dir: string, events: number): RegestaError {
  return new RegestaError(
    'E_AHEAD',
    'conflict',
    `the ledger holds ${events} event${events === 1 ? '' : 's'} beyond the files of ${dir}; write them there by \`regesta export\` first, so that the next file follows on all that is recorded`,
    { dir, events },
  )
}

/** With the clock's instant, or 1 ms after the head where the clock is behind it. */
function laterThan(sealing: Sealing, head: number | undefined): Sealing {
  return { ...sealing, now: Math.max(sealing.now, (head ?? Number.NEGATIVE_INFINITY) + 1) }
}

function todayBeside(chronicle: Chronicle, position: number): Comparison {
  const date = chronicle.clock.today()
  return chronicle.compare({ date, position }, { date })
}

function batchOf({ name, batch }: NonNullable<SealPlan['sealed']>) {
  return { name, recordedAt: batch.recordedAt, events: batch.events }
}
