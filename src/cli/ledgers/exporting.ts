import { join } from 'node:path'
import {
  checkAgreement,
  checkChronicleName,
  type Extended,
  extendFolder,
  type KeptBatch,
  rootsAt,
} from '../../archive/index.ts'
import { vocabulary } from '../../domains/index.ts'
import { RegestaError } from '../../errors.ts'
import { parseEvent } from '../../event/index.ts'
import { type Ledger, type Progress, type RecordedBatch, unheard } from '../../ledger/index.ts'
import { makeFolder } from '../files.ts'

/** What to write, and where to. */
type Exporting = {
  readonly ledger: Ledger
  /** What faults call it. */
  readonly ledgerName: string
  readonly chronicle: string
  /** The folder of chronicles. */
  readonly eventsDir: string
  readonly progress?: Progress
}

/** What was written of a chronicle. */
export type Exported = Extended & {
  readonly chronicle: string
  /** The folder of its batch files. */
  readonly dir: string
  /** How many events the new files hold. */
  readonly events: number
}

/**
 * Writes what a ledger holds of a chronicle beyond its batch files as the next ones, with the same ids, positions,
 * instants, readers and roots; where there are none, all of it. Files that go further than the ledger are left as they
 * are. Throws E_CHRONICLE, E_NO_FOLDER, E_DIVERGED with the first position that differs, and as `extendFolder` does.
 */
export async function exportChronicle(exporting: Exporting): Promise<Exported> {
  const { ledger, ledgerName, chronicle, eventsDir } = exporting
  // A ledger takes any name; a folder is made of this one.
  checkChronicleName(chronicle)
  const dir = join(eventsDir, chronicle)
  await makeFolder(eventsDir)
  await makeFolder(dir)
  const { catalogue } = vocabulary
  let before = 0
  const extended = await extendFolder(
    dir,
    async (sealed) => {
      before = sealed.leaves.length
      await checkAgreement(ledger, { chronicle, dir, ledgerName }, sealed)
      return batchesAfter(exporting, before)
    },
    { catalogue, rootsAt },
  )
  return { chronicle, dir, ...extended, events: extended.position - before }
}

async function batchesAfter(
  { ledger, chronicle, progress = unheard }: Exporting,
  position: number,
): Promise<readonly KeptBatch[]> {
  const { position: of } = await ledger.head(chronicle)
  const batches = (await ledger.batches(chronicle)).filter(
    ({ first, last }) => first > position && last <= of,
  )
  const kept: KeptBatch[] = []
  for (const batch of batches) {
    kept.push(await keptIn(ledger, chronicle, batch))
    progress({ doing: 'exporting', chronicle, done: batch.last, of })
  }
  return kept
}

async function keptIn(
  ledger: Ledger,
  chronicle: string,
  { name, recordedAt, reader, first, last }: RecordedBatch,
): Promise<KeptBatch> {
  const entries = await Array.fromAsync(ledger.read(chronicle, { after: first - 1, upTo: last }))
  const events = entries.map(({ id, body, position }) => {
    const parsed = parseEvent(vocabulary.catalogue, JSON.parse(body))
    if (parsed.ok) return { id, event: parsed.event }
    throw new RegestaError(
      'E_EVENT',
      'invalid',
      `${chronicle}: event ${position}, ${id}, is not one that this program can read`,
      { id, position, faults: parsed.faults },
    )
  })
  return { name, recordedAt, reader, position: last, root: await ledger.rootAt(chronicle, last), events }
}
