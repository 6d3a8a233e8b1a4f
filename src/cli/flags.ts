import type { Command } from 'commander'
import type { Texts } from '../admission/index.ts'
import {
  type OpenOptions,
  type PlaceFlags,
  placesOf,
  readTexts,
  type SoundCopyOptions,
} from '../archive/index.ts'
import { RegestaError } from '../errors.ts'
import type { Progress } from '../ledger/index.ts'
import { LedgerPlace } from '../stores/index.ts'
import { catalogueOfDomains, type DomainFlags, domainFlag, vocabulariesOf } from './domains.ts'
import { Ended, EXIT, EXIT_HELP } from './exit.ts'
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

/** `meant` is which chronicle a command takes where none is named. */
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

/** Where the ledger is that the flags name. */
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

/** What the flags open. */
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

/** Ends the command's help with what its JSON holds, examples to type, and the exit codes. */
export function helpWith(
  command: Command,
  { examples, json }: { readonly examples: readonly string[]; readonly json?: string },
): Command {
  const shape = json === undefined ? '' : `\nWith --json: ${json}\n`
  const typed = examples.map((example) => `  $ regesta ${example}`).join('\n')
  return command.addHelpText('after', `${shape}\nExamples:\n${typed}\n\n${EXIT_HELP}`)
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
  const dir = sourcesDir(flag, io)
  if (dir === undefined) {
    io.err.write('E_USAGE expected the folder of the texts by --sources, or REGESTA_SOURCES\n')
    throw new Ended(EXIT.usage)
  }
  return readTextsOf(dir)
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
    throw new RegestaError(
      'E_NO_SOURCES',
      'notFound',
      `${dir}: no folder of texts can be read there`,
      { dir },
      error,
    )
  }
}

/** Flags of every command whose work may take long. */
export type ProgressFlags = { readonly progress?: boolean }

/** How often a step is told at most, ms. */
const PAUSE = 500

export function progressFlag(command: Command): Command {
  return command.option('--progress', 'tell on standard error how far it is, even where no terminal is')
}

/** Whether anyone wants to hear how far work is. */
function isHeard(io: Io, { progress }: ProgressFlags): boolean {
  return progress === true || io.err.isTTY === true
}

/** Says on standard error what is being done, if someone is looking or it was asked for. */
export function sayOn(io: Io, flags: ProgressFlags): (text: string) => void {
  return isHeard(io, flags) ? (text) => io.err.write(`${text}\n`) : () => undefined
}

/** Tells on standard error how far long work is, if someone is looking or it was asked for; the last step always. */
export function progressOn(io: Io, flags: ProgressFlags): Progress {
  const say = sayOn(io, flags)
  let printedAt = Number.NEGATIVE_INFINITY
  return ({ doing, chronicle, done, of }) => {
    const now = performance.now()
    if (done < of && now - printedAt < PAUSE) return
    printedAt = now
    say(`${doing} ${chronicle}: ${done} of ${of} events`)
  }
}

/** The position that a flag names, 0 to the head; the head where it names none. Throws E_POSITION. */
export function sizeIn(written: string | undefined, head: number): number {
  if (written === undefined) return head
  const size = Number(written)
  if (/^\d{1,15}$/.test(written) && size <= head) return size
  throw new RegestaError(
    'E_POSITION',
    'invalid',
    `position ${written} is not one of 0…${head}, the last one recorded`,
    { position: written, head },
  )
}
