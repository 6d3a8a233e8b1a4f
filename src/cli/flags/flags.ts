import type { Command } from 'commander'
import type { OpenRegestaOptions as OpenOptions } from '../../archive/index.ts'
import { type PlaceFlags, placesOf } from '../../archive/index.ts'
import { vocabulary } from '../../domains/index.ts'
import { LedgerPlace } from '../../stores/index.ts'
import { EXIT_HELP } from '../exit.ts'
import { type Io, progress } from '../io.ts'

/** Flags of every command that opens a chronicle. */
export type ChronicleFlags = PlaceFlags & { readonly json?: boolean }

export function chronicleFlags(command: Command, meant?: string): Command {
  return ledgerFlag(jsonFlag(eventsFlags(command, meant)))
}

export function ledgerFlag(command: Command): Command {
  return command.option(
    '--ledger <file|url>',
    'the ledger: a SQLite file, or postgres://… (default: .regesta/ledger.sqlite here; environment: REGESTA_LEDGER)',
  )
}

/** `meant` is which chronicle a command takes where none is named. */
export function eventsFlags(command: Command, meant = 'the only one there'): Command {
  return eventsFlag(command).option('--chronicle <name>', `the chronicle (default: ${meant})`)
}

export function eventsFlag(command: Command): Command {
  return command.option(
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

/** What the flags open. */
export function openOptions(flags: PlaceFlags, io: Io, mode: OpenOptions['mode']): OpenOptions {
  const { clock, env } = io
  return {
    vocabulary,
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
