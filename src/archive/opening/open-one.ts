import { join } from 'node:path'
import { type Chronicle, openChronicle } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type Ledger, openMemoryLedger } from '../../ledger/index.ts'
import type { Vocabulary } from '../../state/index.ts'
import type { Remark } from '../../stores/index.ts'
import { type Clock, systemClock } from '../../time/index.ts'
import { ledgerNamed, openLedgerAt } from '../ledgers/ledger-at.ts'
import { closingIfFails, openToWrite } from '../ledgers/open-to-write.ts'
import { type Files, isUpToDate, openAgreeing, takeIn } from '../ledgers/take-in.ts'
import { placesOf } from '../places.ts'
import { chronicleHere } from './here.ts'

/** What to open; whatever is left out has its default (see `placesOf`). */
export type OpenOptions = {
  /** What the chronicle can speak of. */
  readonly vocabulary: Vocabulary
  readonly eventsDir?: string
  /** A SQLite file, or the URL of a PostgreSQL database. */
  readonly ledgerPath?: string
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
  const { name, inFiles } = await chronicleHere(eventsDir, ledgerPath, options.chronicle)
  const dir = join(eventsDir, name)
  const { catalogue } = vocabulary
  const files = inFiles ? { chronicle: name, dir, catalogue, ledgerName: ledgerNamed(ledgerPath) } : undefined
  const { report = ({ message }: Remark) => progress?.(message) } = options
  const open = (mode: OpenOptions['mode']) =>
    mode === 'write' ? openToWrite(ledgerPath, report) : openLedgerAt(ledgerPath, mode, report)
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

/** A ledger's place, and the files beside it. */
type Place = {
  readonly open: (mode: OpenOptions['mode']) => Promise<Ledger>
  readonly files: Files
  readonly progress: OpenOptions['progress']
}

/** The ledger, with all that the files have, if there are any. */
function openHaving(
  mode: OpenOptions['mode'],
  open: Place['open'],
  files: Files | undefined,
  progress: OpenOptions['progress'],
): Promise<Ledger> {
  if (files === undefined) return open(mode)
  return mode === 'write' ? openUpToDate({ open, files, progress }) : openToRead({ open, files, progress })
}

/** The ledger, open to be written, with the unseen batches in it. */
async function openUpToDate({ open, files, progress }: Place): Promise<Ledger> {
  const ledger = await open('write')
  await closingIfFails(ledger, () => takeIn(ledger, files, progress))
  return ledger
}

/**
 * A ledger that has all the files have, disturbing nobody: as it is if it does; else brought up to date; else, while
 * another process writes its file, the batch files themselves in memory.
 */
async function openToRead(place: Place): Promise<Ledger> {
  const { open, files } = place
  const standing = await unless('E_NO_LEDGER', () => open('read'))
  if (standing !== undefined) {
    if (await closingIfFails(standing, () => isUpToDate(standing, files))) return standing
    await standing.close()
  }
  const brought = await unless('E_LEDGER_LOCKED', () => openUpToDate(place))
  if (brought !== undefined) return brought
  await checkBeside(place)
  const memory = openMemoryLedger()
  await takeIn(memory, files)
  return memory
}

/** That the ledger which another process is writing goes no other way than the files. */
async function checkBeside({ open, files }: Place): Promise<void> {
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
