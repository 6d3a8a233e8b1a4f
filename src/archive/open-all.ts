import { join } from 'node:path'
import { faultsOf, InvalidInput, RegestaError } from '../errors.ts'
import { type Head, type Ledger, type Remark, withAppend } from '../ledger/index.ts'
import type { SharedCache } from '../state/index.ts'
import { LedgerPlace } from '../stores/index.ts'
import { systemClock } from '../time/index.ts'
import { vocabularyFor } from './choose-vocabulary.ts'
import {
  checkChronicleName,
  chronicleIn,
  chroniclesIn,
  foldersIn,
  placesOf,
  selectChronicles,
} from './chronicle-folders.ts'
import { closingOnError, type OpenOptions, openToServe } from './open-chronicle.ts'
import { OpenChronicles } from './open-chronicles.ts'
import { takeIn } from './sync-ledger.ts'

/** What to open; what is left out has its default (see `placesOf`). */
export type AllOptions = Omit<OpenOptions, 'chronicle' | 'mode'> & {
  /** Only these; by default all chronicles of the files and the ledger. */
  readonly chronicles?: readonly string[] | undefined
  /** Whether it is no error if there are none yet. */
  readonly mayBeNone?: boolean
  /** How many are open at most; by default {@link MOST_OPEN}. */
  readonly mostOpen?: number
  readonly cache?: SharedCache
  /** Wraps the ledger that the chronicles use, for example to observe it. */
  readonly over?: (ledger: Ledger) => Ledger
}

/**
 * The chronicles of one ledger, for writing where that can be (see `openToServe`), after appending to the ledger what only the batch files have. A chronicle may
 * be in the ledger alone. All are opened if as many may be open; else the first, and the others at their first question. Throws E_NO_CHRONICLE, what the ledger throws on opening, and the errors of all
 * chronicles together: files with faults, E_DIVERGED, events that cannot be read.
 */
export async function openAll(options: AllOptions): Promise<OpenChronicles> {
  const places = placesOf({})
  const {
    eventsDir = places.eventsDir,
    ledgerPath = places.ledgerPath,
    progress,
    chronicles: named,
  } = options
  const { report = ({ message }) => progress?.(message) } = options
  const place = new LedgerPlace(ledgerPath, options.drivers)
  const { ledger: opened, onlyRead } = await openToServe(place, report)
  return closingOnError(opened, async () => {
    const ledgerName = place.name
    const inFiles = await (named === undefined ? chroniclesIn : foldersIn)(eventsDir)
    const inLedger = await opened.chronicles()
    const names = selectChronicles(named ?? [], { inFiles, inLedger, eventsDir, ledgerName })
    // Throws E_NO_CHRONICLE, with the message that every command gives.
    if (names.length === 0 && options.mayBeNone !== true) await chronicleIn(eventsDir)
    // Batches of the files were recorded earlier: an observer counts only what is recorded from now on.
    const observed = options.over?.(opened) ?? opened
    const ledger = onlyRead === undefined ? observed : withAppend(observed, refuse)
    const { vocabulary, otherVocabularies } = options
    const all = new OpenChronicles({
      vocabulary,
      otherVocabularies,
      ledger,
      clock: options.clock ?? systemClock(),
      only: named,
      mostOpen: options.mostOpen,
      cache: options.cache,
      onlyRead,
      report,
    })
    const opensAll = names.length <= all.mostOpen
    await forEachName(names, async (chronicle) => {
      checkChronicleName(chronicle)
      const dir = join(eventsDir, chronicle)
      const { catalogue } = await vocabularyFor(chronicle, options, { dir })
      const files = { chronicle, dir, catalogue, ledgerName }
      if (inFiles.includes(chronicle))
        await takeIn(opened, files, progress).catch((error: unknown) => tellOfFiles(error, chronicle, report))
      if (opensAll) await all.open(chronicle)
      else await all.add(chronicle)
    })
    // One is open, so that it shows whether the ledger can be read; if that one cannot be, this shows, too.
    const [first] = names
    if (!opensAll && first !== undefined) await all.open(first).catch(() => undefined)
    return all
  })
}

/** Whoever may not append reads what the ledger has; that its files have more is reported. */
function tellOfFiles(error: unknown, chronicle: string, report: (remark: Remark) => void): void {
  if (!(error instanceof RegestaError) || error.code !== 'E_READ_ONLY') throw error
  report({
    code: 'W_FILES_AHEAD',
    message: `${chronicle}: its files have batches that the ledger has not, and cannot take in`,
  })
}

function refuse(): Promise<Head> {
  const message = 'the ledger is only read here'
  return Promise.reject(new RegestaError('E_READ_ONLY', 'fault', message))
}

/**
 * Does the work for each name, one after the other. Where it throws for some, goes on with the others and then throws the
 * errors of all, each with its name: a single one with its own category, several as InvalidInput. A fault of the machine
 * is thrown at once, since the others would meet it too.
 */
async function forEachName<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = []
  const refused: RegestaError[] = []
  for (const name of names)
    try {
      done.push(await work(name))
    } catch (error) {
      if (!concernsOneName(error)) throw error
      refused.push(withName(name, error))
    }
  const [only, ...others] = refused
  if (only === undefined) return done
  throw others.length === 0 ? only : new InvalidInput(refused.flatMap(faultsOf))
}

/** Whether an error is about one chronicle, and not about the machine. */
function concernsOneName(error: unknown): error is RegestaError {
  return error instanceof RegestaError && (error.category !== 'fault' || error.code === 'E_LEDGER_DAMAGED')
}

function withName(name: string, error: RegestaError): RegestaError {
  const named = (text: string) => (text.includes(JSON.stringify(name)) ? text : `${name}: ${text}`)
  if (error instanceof InvalidInput)
    return new InvalidInput(
      error.faults.map((fault) =>
        fault.place?.file?.split(/[/\\]/).includes(name)
          ? fault
          : { ...fault, message: named(fault.message) },
      ),
    )
  const { code, category, message, facts } = error
  return new RegestaError(code, category, named(message), facts, error)
}
