import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RegestaError } from '../errors.ts'
import { type Catalogue, parseEvent } from '../event/index.ts'
import {
  auditLedger,
  copyLedger,
  type Head,
  type Ledger,
  noProgress,
  type Progress,
  type RecordedBatch,
} from '../ledger/index.ts'
import { isUrl, LedgerPlace, type StoreDriver } from '../stores/index.ts'
import { checkChronicleName, chronicleIn, chroniclesIn, isBegun } from './chronicle-folders.ts'
import { type Extended, extendFolder, type StoredBatch } from './seal.ts'
import { type ChronicleFiles, checkAgreement, takeIn } from './sync-ledger.ts'

/** What was imported of a chronicle: how many batches and events were new, and the head of the ledger now. */
export type Imported = { readonly batches: number; readonly events: number; readonly head: Head }

export type Importing = {
  /** A folder of chronicles, the folder of one, or the address of a ledger. */
  readonly source: string
  readonly to: LedgerPlace
  /** By default all chronicles of the source. */
  readonly chronicle?: string
  /** The event types that batch files may have. */
  readonly catalogue: Catalogue
  readonly progress: Progress
  /** Receives a line for each batch of files that is appended. */
  readonly say: (text: string) => void
  /** The stores of the source; see `LedgerPlace`. */
  readonly drivers?: readonly StoreDriver[] | undefined
}

/**
 * Appends to a ledger what another ledger or batch files hold beyond it, each batch as a whole, with the same ids,
 * positions, instants and roots. Idempotent, and can be resumed after an interruption. The source is verified first. Throws
 * E_LEDGER_URL, E_NO_FILE, E_DIVERGED with the first position that differs, and what reading the source throws.
 */
export async function importInto(importing: Importing): Promise<readonly Imported[]> {
  const { source, to, drivers } = importing
  to.check()
  const found = isUrl(source) ? undefined : statSync(source, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return importFiles(importing)
  const from = new LedgerPlace(source, drivers)
  if (!from.mayHoldLedger()) throw notThere(source)
  return importLedger(from, importing)
}

async function importLedger(
  from: LedgerPlace,
  { to, chronicle, progress }: Importing,
): Promise<readonly Imported[]> {
  return from.read(async (source) => {
    await auditLedger(source, from.name, progress)
    const names = { fromName: from.name, toName: to.name }
    const only = chronicle === undefined ? {} : { chronicles: [chronicle] }
    return to.write((target) => copyLedger({ from: source, to: target, ...names, progress, ...only }))
  })
}

async function importFiles({
  source,
  to,
  chronicle,
  catalogue,
  say,
}: Importing): Promise<readonly Imported[]> {
  const folders = await chronicleFolders(source, chronicle)
  return to.write(async (ledger) => {
    const imported: Imported[] = []
    for (const dir of folders) {
      const files = { chronicle: basename(resolve(dir)), dir, catalogue, ledgerName: to.name }
      imported.push(await importFolder(ledger, files, say))
    }
    return imported
  })
}

async function importFolder(
  ledger: Ledger,
  files: ChronicleFiles,
  say: (text: string) => void,
): Promise<Imported> {
  const { chronicle } = files
  const before = await ledger.head(chronicle)
  const batches = await takeIn(ledger, files, say)
  const head = await ledger.head(chronicle)
  return { batches, events: head.position - before.position, head }
}

/** The folder itself if it is that of a chronicle, else the folders of the chronicles in it. */
async function chronicleFolders(source: string, named: string | undefined): Promise<readonly string[]> {
  const own = basename(resolve(source))
  if ((await isBegun(source)) && (named === undefined || named === own)) {
    checkChronicleName(own)
    return [join(dirname(resolve(source)), own)]
  }
  const there = named === undefined ? await chroniclesIn(source) : []
  const chronicles = there.length > 0 ? there : [await chronicleIn(source, named)]
  return chronicles.map((chronicle) => join(source, chronicle))
}

function notThere(source: string): RegestaError {
  const message = `${source} is not there; expected a folder of batch files, or a ledger`
  return new RegestaError('E_NO_FILE', 'notFound', message, { file: source })
}

/** What to export, and where to. */
export type Exporting = {
  readonly ledger: Ledger
  /** Its name in messages. */
  readonly ledgerName: string
  readonly chronicle: string
  /** The folder of chronicles. */
  readonly eventsDir: string
  readonly catalogue: Catalogue
  readonly progress?: Progress
}

/** What was exported of a chronicle. */
export type Exported = Extended & {
  readonly chronicle: string
  /** The folder of its batch files. */
  readonly dir: string
  /** How many events the new files hold. */
  readonly events: number
}

/**
 * Writes what a ledger holds of a chronicle beyond its batch files as the next files, with the same ids, positions,
 * instants, readers and roots; where there are no files, all of it. Files that go further than the ledger are left alone.
 * Throws E_CHRONICLE, E_DIVERGED with the first position that differs,
 * and as `extendFolder` does.
 */
export async function exportChronicle(exporting: Exporting): Promise<Exported> {
  const { ledger, ledgerName, chronicle, eventsDir, catalogue } = exporting
  // A ledger accepts any name; this one becomes that of a folder.
  checkChronicleName(chronicle)
  const dir = join(eventsDir, chronicle)
  let before = 0
  const extended = await extendFolder(dir, catalogue, async (sealed) => {
    before = sealed.leaves.length
    await checkAgreement(ledger, { chronicle, dir, ledgerName }, sealed)
    return batchesAfter(exporting, before)
  })
  return { chronicle, dir, ...extended, events: extended.position - before }
}

async function batchesAfter(exporting: Exporting, position: number): Promise<readonly StoredBatch[]> {
  const { ledger, chronicle, progress = noProgress } = exporting
  const { position: of } = await ledger.head(chronicle)
  const batches = (await ledger.batches(chronicle)).filter(
    ({ first, last }) => first > position && last <= of,
  )
  const stored: StoredBatch[] = []
  for (const batch of batches) {
    stored.push(await storedBatch(exporting, batch))
    progress({ doing: 'exporting', chronicle, done: batch.last, of })
  }
  return stored
}

async function storedBatch(
  { ledger, chronicle, catalogue }: Exporting,
  { name, recordedAt, reader, first, last }: RecordedBatch,
): Promise<StoredBatch> {
  const entries = await Array.fromAsync(ledger.read(chronicle, { after: first - 1, upTo: last }))
  const events = entries.map(({ id, body, position }) => {
    const parsed = parseEvent(catalogue, JSON.parse(body))
    if (parsed.ok) return { id, event: parsed.event }
    const message = `${chronicle}: event ${position}, ${id}, is not one that this program can read`
    throw new RegestaError('E_EVENT', 'invalid', message, { id, position, faults: parsed.faults })
  })
  return { name, recordedAt, reader, position: last, root: await ledger.rootAt(chronicle, last), events }
}
