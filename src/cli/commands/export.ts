import { join } from 'node:path'
import type { Command } from 'commander'
import {
  checkChronicleName,
  type Exported,
  exportChronicle,
  type PlaceFlags,
  placesOf,
} from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import { RegestaError } from '../../errors.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, type DomainFlags } from '../domains.ts'
import { makeFolder } from '../files.ts'
import {
  eventsFlags,
  jsonFlag,
  ledgerFlag,
  ledgerPlaceOf,
  type ProgressFlags,
  progressFlag,
  progressOn,
} from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = DomainFlags & PlaceFlags & ProgressFlags & { readonly out?: string; readonly json?: boolean }

/** `regesta export`: what was recorded in the ledger becomes batch files. */
export function fill(command: Command, io: Io): void {
  progressFlag(
    command
      .description(
        'Writes what was recorded in the ledger, as by the API, as the next batch files of each chronicle, with the same ids, positions, instants, readers and roots, and seals them in ledger.sum. In a folder that has none yet that is all of it. Done twice it does nothing.',
      )
      .option(
        '--out <folder>',
        'another folder of chronicles, which gets all that it lacks (default: --events)',
      ),
  ).action((flags: Flags) => exportLedger(flags, io))
  helpWith(jsonFlag(ledgerFlag(eventsFlags(command, 'all that the ledger holds'))), {
    examples: ['export', 'export --out /tmp/all-of-it'],
    json: '{ chronicles: [{ chronicle, dir, files: [name], events, position, root }] }',
  })
}

async function exportLedger(flags: Flags, io: Io): Promise<void> {
  const { eventsDir } = placesOf(flags, io.env)
  const place = ledgerPlaceOf(flags, io)
  const ledgerName = place.name
  const out = flags.out ?? eventsDir
  const exported = await place.read(async (ledger) => {
    const there = await ledger.chronicles()
    const chronicles = there.filter((each) => flags.chronicle === undefined || each === flags.chronicle)
    if (chronicles.length === 0) throw nothingToExport(ledgerName, flags.chronicle, there)
    const done: Exported[] = []
    for (const chronicle of chronicles) {
      checkChronicleName(chronicle)
      for (const folder of [out, join(out, chronicle)]) await makeFolder(folder)
      const catalogue = catalogueOfDomains(flags)
      const exporting = { ledger, ledgerName, chronicle, eventsDir: out, catalogue }
      done.push(await exportChronicle({ ...exporting, progress: progressOn(io, flags) }))
    }
    return done
  })
  if (flags.json === true) printJson(io, { chronicles: exported })
  else print(io, exported.map(inWords).join('\n'))
}

function inWords({ chronicle, dir, files, events, position, root }: Exported): string {
  const [first, last] = [files[0], files.at(-1)]
  const named = first === last ? first : `${first} to ${last}`
  return first === undefined
    ? `${chronicle}: nothing to write, ${dir} goes through position ${position}`
    : `${chronicle}: ${counted(events, 'event')} in ${named} of ${dir}, now through position ${position}, root ${root}`
}

function nothingToExport(
  ledgerName: string,
  chronicle: string | undefined,
  there: readonly string[],
): RegestaError {
  const held = there.length === 0 ? 'nothing' : there.join(', ')
  const message = `${ledgerName} holds ${held}; expected ${chronicle ?? 'a chronicle'} to export`
  return new RegestaError('E_NO_CHRONICLE', 'notFound', message, { chronicles: there })
}
