import type { Command } from 'commander'
import { type Imported, importInto, type PlaceFlags } from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, type DomainFlags, domainFlag } from '../domains.ts'
import {
  jsonFlag,
  ledgerFlag,
  ledgerPlaceOf,
  type ProgressFlags,
  progressFlag,
  progressOn,
  sayOn,
} from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = DomainFlags &
  Pick<PlaceFlags, 'ledger' | 'chronicle'> &
  ProgressFlags & { readonly json?: boolean }

/** `regesta import <source>`: what files or another ledger hold goes into the ledger. */
export function fill(command: Command, io: Io): void {
  progressFlag(
    command
      .description(
        'Takes into the ledger what it lacks of another, in SQLite or PostgreSQL, or of batch files, each batch whole, with the same ids, positions, instants and roots; all of the source is proved first. It can be cut off and done again, and done twice it does nothing. A ledger that goes another way is left as it is: E_DIVERGED names the first position.',
      )
      .argument('<source>', 'a folder of chronicles, the folder of one, a ledger’s file, or postgres://…')
      .option('--chronicle <name>', 'the chronicle (default: all that are there)'),
  ).action((source: string, flags: Flags) => importFrom(source, flags, io))
  helpWith(domainFlag(jsonFlag(ledgerFlag(command))), {
    examples: [
      'import events --ledger postgres://db.local/regesta',
      'import old.sqlite --ledger .regesta/ledger.sqlite',
    ],
    json: '{ ledger, chronicles: [{ chronicle, batches, events, position, root }] }',
  })
}

async function importFrom(source: string, flags: Flags, io: Io): Promise<void> {
  const to = ledgerPlaceOf(flags, io)
  const imported = await importInto({
    catalogue: catalogueOfDomains(flags),
    source,
    to,
    drivers: io.drivers,
    ...(flags.chronicle === undefined ? {} : { chronicle: flags.chronicle }),
    progress: progressOn(io, flags),
    say: sayOn(io, flags),
  })
  const ledger = to.name
  if (flags.json === true) printJson(io, { ledger, chronicles: imported.map(importedJson) })
  else print(io, imported.map(inWords).join('\n') || `${source} holds nothing yet`)
}

function importedJson({ batches, events, head: { chronicle, position, root } }: Imported) {
  return { chronicle, batches, events, position, root }
}

function inWords({ batches, events, head: { chronicle, position, root } }: Imported): string {
  const taken =
    batches === 0
      ? 'nothing new'
      : `${counted(events, 'event')} in ${counted(batches, 'batch', 'batches')} taken in`
  return `${chronicle}: ${taken}, now through position ${position}, root ${root}`
}
