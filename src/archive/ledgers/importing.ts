import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RegestaError } from '../../errors.ts'
import type { Catalogue } from '../../event/index.ts'
import type { Head, Ledger, Progress } from '../../ledger/index.ts'
import { isPostgresUrl } from '../../stores/index.ts'
import { checkChronicleName, chronicleIn, chroniclesIn, isBegun } from '../places.ts'
import { ledgerNamed, withLedgerAt } from './ledger-at.ts'
import { moveLedger } from './moving.ts'
import { checkLedgerPlace } from './place.ts'
import { type Files, takeIn } from './take-in.ts'

/** What was taken in of a chronicle: how many batches and events were new, and how far the ledger goes now. */
export type Imported = { readonly batches: number; readonly events: number; readonly head: Head }

export type Importing = {
  /** A folder of chronicles, the folder of one, a ledger's file, or `postgres://…`. */
  readonly source: string
  /** The address of the ledger. */
  readonly to: string
  /** All of the source's if left out. */
  readonly chronicle?: string
  /** The event types that batch files may have. */
  readonly catalogue: Catalogue
  readonly progress: Progress
  readonly say: (text: string) => void
}

/**
 * Takes into a ledger what another ledger or batch files hold beyond it, each batch whole, with the same ids,
 * positions, instants and roots. Can be cut off and done again; done twice it does nothing. Throws E_LEDGER_URL, E_NO_FILE,
 * E_DIVERGED with the first position that differs, and what reading the source throws: all of it is proved first.
 */
export async function importInto(importing: Importing): Promise<readonly Imported[]> {
  const { source, to, chronicle, progress } = importing
  checkLedgerPlace(to)
  const found = isPostgresUrl(source) ? undefined : statSync(source, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return importFiles(importing)
  checkLedgerPlace(source)
  if (!isPostgresUrl(source) && found === undefined) throw notThere(source)
  const only = chronicle === undefined ? {} : { chronicle }
  return moveLedger(source, to, { ...only, progress })
}

async function importFiles({
  source,
  to,
  chronicle,
  catalogue,
  say,
}: Importing): Promise<readonly Imported[]> {
  const folders = await chronicleFolders(source, chronicle)
  return withLedgerAt(to, 'write', async (ledger) => {
    const imported: Imported[] = []
    for (const dir of folders) {
      const files = { chronicle: basename(resolve(dir)), dir, catalogue, ledgerName: ledgerNamed(to) }
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
