import { join } from 'node:path'
import { type Chronicle, openChronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import { type Ledger, openMemoryLedger, type Remark, withAppend } from '../ledger/index.ts'
import { LedgerPlace, type StoreDriver } from '../stores/index.ts'
import { type Clock, systemClock } from '../time/index.ts'
import { type Vocabularies, vocabularyFor } from './choose-vocabulary.ts'
import { chronicleIn, placesOf, whichChronicle } from './chronicle-folders.ts'
import { chroniclesInLedger } from './history-copy.ts'
import { appendingThrough } from './remote-append.ts'
import { type ChronicleFiles, isUpToDate, openAgreeing, takeIn } from './sync-ledger.ts'

/** What to open; what is left out has its default (see `placesOf`). */
export type OpenOptions = Vocabularies & {
  readonly eventsDir?: string
  /** The address of the ledger; see `LedgerPlace`. */
  readonly ledgerPath?: string
  /** The stores that it may be in; by default those of this program. */
  readonly drivers?: readonly StoreDriver[] | undefined
  /** By default the only one of `eventsDir`, or of the ledger where `eventsDir` has none. */
  readonly chronicle?: string
  /** `write` holds the writer lock of the ledger until closed (E_LEDGER_LOCKED); `read` works without it. */
  readonly mode: 'read' | 'write'
  readonly clock?: Clock
  readonly progress?: (text: string) => void
  /** Receives what an operator of the ledger's server should know; by default `progress` does. */
  readonly report?: (remark: Remark) => void
}

/** An open chronicle, with its ledger. */
export type Regesta = {
  readonly chronicle: Chronicle
  readonly ledger: Ledger
  /** The folder of its batch files, which may not exist. */
  readonly dir: string
  /** Appends batches that were sealed since to the ledger, and reads them; returns how many. */
  takeIn(): Promise<number>
  close(): Promise<void>
}

/**
 * Opens a chronicle over its ledger, after appending to the ledger what only the batch files have. A chronicle may be in
 * the ledger alone. Throws InvalidInput for files with faults, E_DIVERGED, E_NO_CHRONICLE, E_WHICH_CHRONICLE, and what the
 * ledger throws on opening.
 */
export async function openRegesta(options: OpenOptions): Promise<Regesta> {
  const places = placesOf({})
  const { eventsDir = places.eventsDir, ledgerPath = places.ledgerPath, progress } = options
  const place = new LedgerPlace(ledgerPath, options.drivers)
  const { name, inFiles } = await locateChronicle(eventsDir, place, options.chronicle)
  const dir = join(eventsDir, name)
  const { catalogue } = await vocabularyFor(name, options, { dir: inFiles ? dir : undefined })
  const files = inFiles ? { chronicle: name, dir, catalogue, ledgerName: place.name } : undefined
  const { report = ({ message }: Remark) => progress?.(message) } = options
  const open = (mode: OpenOptions['mode']) =>
    mode === 'write' ? openToWrite(place, report) : place.open(mode, report)
  const openWith = options.mode === 'write' ? openUpToDate : openToRead
  const ledger = await (files === undefined ? open(options.mode) : openWith({ open, files, progress }))
  const chronicle = await closingOnError(ledger, async () => {
    const vocabulary = await vocabularyFor(name, options, { ledger, dir: inFiles ? dir : undefined })
    return openChronicle({ name, vocabulary, ledger, clock: options.clock ?? systemClock() })
  })
  return {
    chronicle,
    ledger,
    dir,
    takeIn: async () => {
      const taken = files === undefined ? 0 : await takeIn(ledger, files, progress)
      await chronicle.follow()
      return taken
    },
    close: async () => {
      await chronicle.save().finally(() => ledger.close())
    },
  }
}

/** How to open the ledger, and its chronicle’s files. */
type Opening = {
  readonly open: (mode: OpenOptions['mode']) => Promise<Ledger>
  readonly files: ChronicleFiles
  readonly progress: OpenOptions['progress']
}

/** The ledger, open for writing, with the batches of the files appended. */
async function openUpToDate({ open, files, progress }: Opening): Promise<Ledger> {
  const ledger = await open('write')
  await closingOnError(ledger, () => takeIn(ledger, files, progress))
  return ledger
}

/**
 * A ledger that has all that the files have, without disturbing others: as it is, if it is up to date; else brought up to
 * date; else, while another process holds the writer lock or nothing can be written, the batch files in a ledger in memory.
 */
async function openToRead(opening: Opening): Promise<Ledger> {
  const { open, files } = opening
  const current = await unless('E_NO_LEDGER', () => open('read'))
  if (current !== undefined) {
    if (await closingOnError(current, () => isUpToDate(current, files))) return current
    await current.close()
  }
  const updated = await unless(['E_LEDGER_LOCKED', ...Object.keys(ONLY_READ)], () => openUpToDate(opening))
  if (updated !== undefined) return updated
  await checkLockedLedger(opening)
  const memory = openMemoryLedger()
  await takeIn(memory, files)
  return memory
}

/** Checks that the ledger that another process is writing has the same history as the files. */
async function checkLockedLedger({ open, files }: Opening): Promise<void> {
  const locked = await unless('E_NO_LEDGER', () => open('read'))
  if (locked === undefined) return
  await closingOnError(locked, () => openAgreeing(locked, files))
  await locked.close()
}

/** What `open` returns; undefined where it throws an error with one of these codes. */
async function unless<T>(codes: string | readonly string[], open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open()
  } catch (error) {
    if ([codes].flat().some((code) => hasCode(error, code))) return undefined
    throw error
  }
}

/**
 * The named chronicle, or the only one there, in the files or else in the ledger alone. Throws as `chronicleIn` does, and
 * what opening the ledger throws.
 */
async function locateChronicle(
  eventsDir: string,
  ledger: LedgerPlace,
  named: string | undefined,
): Promise<{ readonly name: string; readonly inFiles: boolean }> {
  try {
    return { name: await chronicleIn(eventsDir, named), inFiles: true }
  } catch (error) {
    if (!hasCode(error, 'E_NO_CHRONICLE')) throw error
    const inLedger = (await chroniclesInLedger(ledger, { isNamed: false })) ?? []
    const [name, ...others] = named === undefined ? inLedger : inLedger.filter((each) => each === named)
    if (name === undefined) throw error
    if (others.length > 0) throw whichChronicle(ledger.name, inLedger)
    return { name, inFiles: false }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof RegestaError && error.code === code
}

/**
 * Opens a ledger for writing; where another process holds it, E_LEDGER_LOCKED names it and says what to do, which `advice`
 * words for that process.
 */
export function openToWrite(
  place: LedgerPlace,
  report?: (remark: Remark) => void,
  advice = toRecord,
): Promise<Ledger> {
  return place.open('write', report).catch((error: unknown) => nameWriter(error, advice))
}

/** What keeps a ledger from being written and not from being read, in words that anyone may see. */
const ONLY_READ: Readonly<Record<string, string>> = {
  E_STORAGE_FULL: 'there is no room on the disk of the ledger',
  E_READ_ONLY_DISK: 'the disk of the ledger is mounted read-only',
  E_NO_PERMISSION: 'this process may not write where the ledger is',
}

/** A ledger to serve, and why it can only be read, if that is so. */
export type ServedLedger = { readonly ledger: Ledger; readonly onlyRead?: string }

/**
 * A ledger to serve: open for writing, or for reading where its place takes no writing, which is reported. Where there is
 * none and none can be made, an empty one in memory.
 */
export async function openToServe(
  place: LedgerPlace,
  report: (remark: Remark) => void,
): Promise<ServedLedger> {
  try {
    return { ledger: await openToWrite(place, report, toServe) }
  } catch (error) {
    const onlyRead = error instanceof RegestaError ? ONLY_READ[error.code] : undefined
    if (onlyRead === undefined || !(error instanceof RegestaError)) throw error
    const ledger = (await unless('E_NO_LEDGER', () => place.open('read', report))) ?? openMemoryLedger()
    report({ code: 'W_ONLY_READ', message: `nothing can be recorded: ${error.message}` })
    return { ledger, onlyRead }
  }
}

/**
 * A ledger to append to: open for writing, or, while another process writes it, read here and appended to by that one, which
 * may append for others as well (`isShared`). Throws E_LEDGER_LOCKED where that one appends for nobody.
 */
export async function openToAppend(
  place: LedgerPlace,
  report?: (remark: Remark) => void,
): Promise<{ readonly ledger: Ledger; readonly isShared: boolean }> {
  try {
    return { ledger: await openToWrite(place, report), isShared: false }
  } catch (error) {
    if (!(error instanceof RegestaError) || error.code !== 'E_LEDGER_LOCKED') throw error
    const append = await appendingThrough(String(error.facts.path))
    if (append === undefined) throw error
    return { ledger: withAppend(await place.open('read', report), append), isShared: true }
  }
}

function nameWriter(error: unknown, advice: (holder: string) => string): never {
  if (!(error instanceof RegestaError) || error.code !== 'E_LEDGER_LOCKED') throw error
  const { path, pid } = error.facts
  if (pid === process.pid) throw error
  const message = `${path} is being written by ${advice(pid === undefined ? 'another process' : `process ${pid}`)}`
  throw new RegestaError(error.code, error.category, message, error.facts, error)
}

/** Only a server holds a ledger for long. */
function toRecord(holder: string): string {
  return `${holder}: \`npm start\` (\`regesta serve\`) would record for you, and this process does not; stop it, record, and start it again`
}

function toServe(holder: string): string {
  return `${holder}, so that this server does not start: a ledger in a file has one server at a time. Ask the one that runs, or stop it first; or give this one another ledger by --ledger`
}

/** The result of `work`; if it throws, the ledger is closed first. */
export async function closingOnError<T>(ledger: Ledger, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await ledger.close()
    throw error
  }
}
