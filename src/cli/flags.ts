import type { Command } from 'commander'
import type { Texts } from '../admission/index.ts'
import {
  type OpenOptions,
  openRegesta,
  type PlaceFlags,
  placesOf,
  readTexts,
  type SoundCopyOptions,
} from '../archive/index.ts'
import type { Chronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { Progress } from '../ledger/index.ts'
import { LedgerPlace } from '../stores/index.ts'
import { catalogueOfDomains, type DomainFlags, domainFlag, vocabulariesOf } from './domains.ts'
import { Ended, EXIT } from './exit.ts'
import { type Io, progress } from './io.ts'

/** Flags of every command that opens a chronicle. */
export type ChronicleFlags = PlaceFlags & DomainFlags & { readonly json?: boolean }

export function chronicleFlags(command: Command, byDefault?: string): Command {
  return ledgerFlag(jsonFlag(eventsFlags(command, byDefault)))
}

export function ledgerFlag(command: Command): Command {
  return command.option(
    '--ledger <file|url>',
    'the ledger: a SQLite file, or postgres://… (default: .regesta/ledger.sqlite here; environment: REGESTA_LEDGER)',
  )
}

/** `byDefault` says, for the help, which chronicle a command takes without `--chronicle`. */
export function eventsFlags(command: Command, byDefault = 'the only one there'): Command {
  return eventsFlag(command).option('--chronicle <name>', `the chronicle (default: ${byDefault})`)
}

export function eventsFlag(command: Command): Command {
  return domainFlag(command).option(
    '--events <folder>',
    'the folder of chronicles (default: the package’s events/; environment: REGESTA_EVENTS)',
  )
}

export function jsonFlag(command: Command): Command {
  return command.option('--json', 'one JSON value on standard output')
}

/** The place of the ledger, from the flags, the environment or the default. */
export function ledgerPlaceOf(flags: Pick<PlaceFlags, 'ledger'>, io: Io): LedgerPlace {
  return new LedgerPlace(placesOf(flags, io.env).ledgerPath, io.drivers)
}

/** Where a command that proves something looks for a verified copy of the history. */
export function soundCopyOptions(flags: PlaceFlags & DomainFlags, io: Io): SoundCopyOptions {
  const { eventsDir } = placesOf(flags, io.env)
  return {
    eventsDir,
    catalogue: catalogueOfDomains(flags),
    chronicle: flags.chronicle,
    ledger: ledgerPlaceOf(flags, io),
    isNamed: flags.ledger !== undefined,
  }
}

/** The flags and the environment as options for opening chronicles. */
export function openOptions(flags: PlaceFlags & DomainFlags, io: Io, mode: OpenOptions['mode']): OpenOptions {
  const { clock, env } = io
  return {
    ...vocabulariesOf(flags),
    ...placesOf(flags, env),
    drivers: io.drivers,
    ...(flags.chronicle === undefined ? {} : { chronicle: flags.chronicle }),
    mode,
    clock,
    progress: (text) => progress(io, text),
  }
}

/** The result of `work` on the chronicle of the flags, which is open to be read meanwhile. */
export async function readChronicle<T>(
  flags: PlaceFlags & DomainFlags,
  io: Io,
  work: (chronicle: Chronicle) => Promise<T>,
): Promise<T> {
  const { chronicle, close } = await openRegesta(openOptions(flags, io, 'read'))
  try {
    return await work(chronicle)
  } finally {
    await close()
  }
}

export function sourcesFlag(command: Command): Command {
  return command.option(
    '--sources <folder>',
    'the folder of the sources’ texts, whatever the files are called (environment: REGESTA_SOURCES)',
  )
}

/** The folder that the flag or the environment names, if either does. */
function sourcesDir(flag: string | undefined, io: Io): string | undefined {
  return flag ?? (io.env.REGESTA_SOURCES || undefined)
}

/** The texts of that folder; ends as a usage error where none is named. Throws E_NO_SOURCES if it cannot be read. */
export async function readSources(flag: string | undefined, io: Io): Promise<Texts> {
  return readTextsOf(sourcesFolder(flag, io))
}

/** The folder of the texts; ends as a usage error where none is named. */
export function sourcesFolder(flag: string | undefined, io: Io): string {
  const dir = sourcesDir(flag, io)
  if (dir !== undefined) return dir
  io.err.write('E_USAGE expected the folder of the texts by --sources, or REGESTA_SOURCES\n')
  throw new Ended(EXIT.usage)
}

/** Flags of commands that may print the words of sources. */
export type QuoteFlags = {
  readonly quote?: boolean
  readonly sources?: string
  readonly search?: string
  readonly csv?: boolean
}

export function quoteFlags(command: Command): Command {
  return sourcesFlag(command).option(
    '--quote',
    'print the words of the sources, too; their texts by --sources',
  )
}

/**
 * The texts by hex SHA-256: to print their words, for which a folder must be named; or to search in them or write a table of
 * them, if one is.
 */
export async function textsTyped(
  { quote, sources, search, csv }: QuoteFlags,
  io: Io,
): Promise<ReadonlyMap<string, string>> {
  const isRead = sources !== undefined || search !== undefined || csv === true
  const texts =
    quote === true ? await readSources(sources, io) : isRead ? await readSourcesIfAny(sources, io) : undefined
  return new Map([...(texts ?? [])].map(([digest, { text }]) => [digest, text]))
}

/** The same, or undefined where no folder is named. */
export async function readSourcesIfAny(flag: string | undefined, io: Io): Promise<Texts | undefined> {
  const dir = sourcesDir(flag, io)
  return dir === undefined ? undefined : readTextsOf(dir)
}

/** The texts of a folder. Throws E_NO_SOURCES if it cannot be read. */
export async function readTextsOf(dir: string): Promise<Texts> {
  try {
    return await readTexts(dir)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const message = `${dir}: no folder of texts can be read there`
    throw new RegestaError('E_NO_SOURCES', 'notFound', message, { dir }, error)
  }
}

/** Flags of every command whose work may take long. */
export type ProgressFlags = { readonly progress?: boolean }

/** The shortest time between two reports of progress, ms. */
const REPORT_INTERVAL = 500

export function progressFlag(command: Command): Command {
  return command.option('--progress', 'tell on standard error how far it is, even where no terminal is')
}

/** Whether to report progress: by the flag, or to a terminal. */
function showsProgress(io: Io, { progress }: ProgressFlags): boolean {
  return progress === true || io.err.isTTY === true
}

/** Writes what is being done to standard error, if that is a terminal or `--progress` is given; else nothing. */
export function sayOn(io: Io, flags: ProgressFlags): (text: string) => void {
  return showsProgress(io, flags) ? (text) => io.err.write(`${text}\n`) : () => undefined
}

/** Reports progress like {@link sayOn}, at most once in an interval; the last step always. */
export function progressOn(io: Io, flags: ProgressFlags): Progress {
  const say = sayOn(io, flags)
  let printedAt = Number.NEGATIVE_INFINITY
  return ({ doing, chronicle, done, of }) => {
    const now = performance.now()
    if (done < of && now - printedAt < REPORT_INTERVAL) return
    printedAt = now
    say(`${doing} ${chronicle}: ${done} of ${of} events`)
  }
}

/** The position that a flag names, 0 to the head; the head where it names none. Throws E_POSITION. */
export function positionFrom(written: string | undefined, head: number): number {
  if (written === undefined) return head
  const size = Number(written)
  if (/^\d{1,15}$/.test(written) && size <= head) return size
  const message = `position ${written} is not one of 0…${head}, the last one recorded`
  throw new RegestaError('E_POSITION', 'invalid', message, { position: written, head })
}
