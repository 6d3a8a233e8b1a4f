import { join } from 'node:path'
import { type Chronicle, openChronicle } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type Ledger, openMemoryLedger, type Remark } from '../../ledger/index.ts'
import type { Vocabulary } from '../../state/index.ts'
import { LedgerPlace, type StoreDriver } from '../../stores/index.ts'
import { type Clock, systemClock } from '../../time/index.ts'
import { placesOf } from '../chronicle-folders.ts'
import { closingIfFails, openToWrite } from '../ledgers/open-to-write.ts'
import { type Files, isUpToDate, openAgreeing, takeIn } from '../ledgers/take-in.ts'
import { chronicleHere } from './here.ts'

/** What to open; whatever is left out has its default (see `placesOf`). */
export type OpenOptions = {
  /** What the chronicle can speak of. */
  readonly vocabulary: Vocabulary
  readonly eventsDir?: string
  /** The address of the ledger; see `LedgerPlace`. */
  readonly ledgerPath?: string
  /** The stores that it may be in, if not those of this program. */
  readonly drivers?: readonly StoreDriver[] | undefined
  /** The only one of `eventsDir` if left out, or of the ledger where that has none; see `chronicleHere`. */
  readonly chronicle?: string
  /** `write` holds the writer lock of a file until closed (E_LEDGER_LOCKED); `read` never fails for want of it. */
  readonly mode: 'read' | 'write'
  readonly clock?: Clock
  readonly progress?: (text: string) => void
  /** Hears what an operator of the ledger's server should know; where it is not given, `progress` does. */
  readonly report?: (remark: Remark) => void
}

/** A chronicle, open, with the ledger it stands in. */
export type Regesta = {
  readonly chronicle: Chronicle
  readonly ledger: Ledger
  /** The folder of its batch files, whether it is there or not. */
  readonly dir: string
  /** Takes in batches that were sealed since, with the chronicle following; how many. */
  takeIn(): Promise<number>
  close(): Promise<void>
}

/**
 * Opens a chronicle over its ledger, with every batch of its folder taken in; one that stands in the ledger alone, as
 * it stands there. Throws InvalidInput for files that are not sound, E_DIVERGED, E_NO_CHRONICLE, E_WHICH_CHRONICLE,
 * and what the ledger throws on opening.
 */
export async function openRegesta(options: OpenOptions): Promise<Regesta> {
  const places = placesOf({})
  const { vocabulary, eventsDir = places.eventsDir, ledgerPath = places.ledgerPath, progress } = options
  const place = new LedgerPlace(ledgerPath, options.drivers)
  const { name, inFiles } = await chronicleHere(eventsDir, place, options.chronicle)
  const dir = join(eventsDir, name)
  const { catalogue } = vocabulary
  const files = inFiles ? { chronicle: name, dir, catalogue, ledgerName: place.name } : undefined
  const { report = ({ message }: Remark) => progress?.(message) } = options
  const open = (mode: OpenOptions['mode']) =>
    mode === 'write' ? openToWrite(place, report) : place.open(mode, report)
  const ledger = await openHaving(options.mode, open, files, progress)
  const chronicle = await closingIfFails(ledger, () =>
    openChronicle({ name, vocabulary, ledger, clock: options.clock ?? systemClock() }),
  )
  return {
    chronicle,
    ledger,
    dir,
    takeIn: async () => {
      const taken = files === undefined ? 0 : await takeIn(ledger, files, progress)
      await chronicle.follow()
      return taken
    },
    close: () => ledger.close(),
  }
}

/** How the ledger is opened, and the files beside it. */
type Opening = {
  readonly open: (mode: OpenOptions['mode']) => Promise<Ledger>
  readonly files: Files
  readonly progress: OpenOptions['progress']
}

/** The ledger, with all that the files have, if there are any. */
function openHaving(
  mode: OpenOptions['mode'],
  open: Opening['open'],
  files: Files | undefined,
  progress: OpenOptions['progress'],
): Promise<Ledger> {
  if (files === undefined) return open(mode)
  return mode === 'write' ? openUpToDate({ open, files, progress }) : openToRead({ open, files, progress })
}

/** The ledger, open to be written, with the unseen batches in it. */
async function openUpToDate({ open, files, progress }: Opening): Promise<Ledger> {
  const ledger = await open('write')
  await closingIfFails(ledger, () => takeIn(ledger, files, progress))
  return ledger
}

/**
 * A ledger that has all the files have, disturbing nobody: as it is if it does; else brought up to date; else, while
 * another process writes its file, the batch files themselves in memory.
 */
async function openToRead(opening: Opening): Promise<Ledger> {
  const { open, files } = opening
  const standing = await unless('E_NO_LEDGER', () => open('read'))
  if (standing !== undefined) {
    if (await closingIfFails(standing, () => isUpToDate(standing, files))) return standing
    await standing.close()
  }
  const brought = await unless('E_LEDGER_LOCKED', () => openUpToDate(opening))
  if (brought !== undefined) return brought
  await checkBeside(opening)
  const memory = openMemoryLedger()
  await takeIn(memory, files)
  return memory
}

/** That the ledger which another process is writing goes no other way than the files. */
async function checkBeside({ open, files }: Opening): Promise<void> {
  const beside = await unless('E_NO_LEDGER', () => open('read'))
  if (beside === undefined) return
  await closingIfFails(beside, () => openAgreeing(beside, files))
  await beside.close()
}

async function unless<T>(code: string, open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof RegestaError && error.code === code) return undefined
    throw error
  }
}
