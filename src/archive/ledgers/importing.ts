import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RegestaError } from '../../errors.ts'
import type { Catalogue } from '../../event/index.ts'
import { auditLedger, copyLedger, type Head, type Ledger, type Progress } from '../../ledger/index.ts'
import { isUrl, LedgerPlace, type StoreDriver } from '../../stores/index.ts'
import { checkChronicleName, chronicleIn, chroniclesIn, isBegun } from '../chronicle-folders.ts'
import { type Files, takeIn } from './take-in.ts'

/** What was taken in of a chronicle: how many batches and events were new, and how far the ledger goes now. */
export type Imported = { readonly batches: number; readonly events: number; readonly head: Head }

export type Importing = {
  /** A folder of chronicles, the folder of one, or the address of a ledger. */
  readonly source: string
  readonly to: LedgerPlace
  /** All of the source's if left out. */
  readonly chronicle?: string
  /** The event types that batch files may have. */
  readonly catalogue: Catalogue
  readonly progress: Progress
  readonly say: (text: string) => void
  /** The stores of the source; see `LedgerPlace`. */
  readonly drivers?: readonly StoreDriver[] | undefined
}

/**
 * Takes into a ledger what another ledger or batch files hold beyond it, each batch whole, with the same ids,
 * positions, instants and roots. Can be cut off and done again; done twice it does nothing. Throws E_LEDGER_URL, E_NO_FILE,
 * E_DIVERGED with the first position that differs, and what reading the source throws: all of it is proved first.
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

async function importFolder(ledger: Ledger, files: Files, say: (text: string) => void): Promise<Imported> {
  const { chronicle } = files
  const before = await ledger.head(chronicle)
  const batches = await takeIn(ledger, files, say)
  const head = await ledger.head(chronicle)
  return { batches, events: head.position - before.position, head }
}

/** The folder itself if it is a chronicle's, else those of the chronicles in it. */
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
  return new RegestaError(
    'E_NO_FILE',
    'notFound',
    `${source} is not there; expected a folder of batch files, or a ledger`,
    { file: source },
  )
}
