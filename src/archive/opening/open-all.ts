import { join } from 'node:path'
import type { Ledger } from '../../ledger/index.ts'
import { LedgerPlace } from '../../stores/index.ts'
import { systemClock } from '../../time/index.ts'
import {
  checkChronicleName,
  chronicleIn,
  chroniclesIn,
  foldersIn,
  placesOf,
  selectChronicles,
} from '../chronicle-folders.ts'
import { closingIfFails, openToWrite } from '../ledgers/open-to-write.ts'
import { takeIn } from '../ledgers/take-in.ts'
import { OpenChronicles } from './open-chronicles.ts'
import type { OpenOptions } from './open-one.ts'
import { ofEach } from './refusals-together.ts'

/** What to open; whatever is left out has its default (see `placesOf`). */
export type AllOptions = Omit<OpenOptions, 'chronicle' | 'mode'> & {
  /** These, and none besides; all that stand in the files and the ledger if left out. */
  readonly chronicles?: readonly string[] | undefined
  /** Whether there may be none yet, for one who will begin the first. */
  readonly mayBeNone?: boolean
  /** What stands between the chronicles and their ledger, as one who watches does; by itself nothing. */
  readonly over?: (ledger: Ledger) => Ledger
}

/**
 * Opens every chronicle that is meant over one ledger, to be written, with every batch of their folders taken in; one
 * that stands in the ledger alone is open as it stands there. Throws E_NO_CHRONICLE, what the ledger throws on opening,
 * and the refusals of all chronicles together: files that are not sound, E_DIVERGED, events that are none.
 */
export async function openAll(options: AllOptions): Promise<OpenChronicles> {
  const places = placesOf({})
  const {
    vocabulary,
    eventsDir = places.eventsDir,
    ledgerPath = places.ledgerPath,
    progress,
    chronicles: named,
  } = options
  const { report = ({ message }) => progress?.(message) } = options
  const place = new LedgerPlace(ledgerPath, options.drivers)
  const opened = await openToWrite(place, report)
  return closingIfFails(opened, async () => {
    const ledgerName = place.name
    const inFiles = await (named === undefined ? chroniclesIn : foldersIn)(eventsDir)
    const inLedger = await opened.chronicles()
    const names = selectChronicles(named ?? [], { inFiles, inLedger, eventsDir, ledgerName })
    // Says that there is none, in the words of every command.
    if (names.length === 0 && options.mayBeNone !== true) await chronicleIn(eventsDir)
    // What files bring in was recorded before: who watches hears of what is recorded from now on.
    const ledger = options.over?.(opened) ?? opened
    const all = new OpenChronicles({ vocabulary, ledger, clock: options.clock ?? systemClock(), only: named })
    await ofEach(names, async (chronicle) => {
      checkChronicleName(chronicle)
      const dir = join(eventsDir, chronicle)
      const files = { chronicle, dir, catalogue: vocabulary.catalogue, ledgerName }
      if (inFiles.includes(chronicle)) await takeIn(opened, files, progress)
      await all.open(chronicle)
    })
    return all
  })
}
