import type { Command } from 'commander'
import { LedgerPlace } from '../../stores/index.ts'
import { helpWith } from '../command-line.ts'
import { jsonFlag, type ProgressFlags, progressFlag, progressOn } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { headLines, headsJson } from '../page/layout.ts'

type Flags = ProgressFlags & { readonly to: string; readonly replace?: boolean; readonly json?: boolean }

/** `regesta restore <backup>`: a proved backup becomes a ledger. */
export function fill(command: Command, io: Io): void {
  progressFlag(
    command
      .description(
        'Proves every event and root of a backup, and makes a ledger of it; a damaged one is refused. A ledger that is there already stays, unless --replace is given: then it is kept beside the new one, and its path is told.',
      )
      .argument('<backup>', 'a file that `regesta backup` made')
      .requiredOption('--to <ledger>', 'where: a file, or postgres://…')
      .option('--replace', 'take the place of the ledger that is there, and keep that aside'),
  ).action((backup: string, flags: Flags) => restoreTo(backup, flags, io))
  helpWith(jsonFlag(command), {
    examples: [
      'restore monday.sqlite --to .regesta/ledger.sqlite --replace',
      'restore monday.sqlite --to postgres://db.local/regesta',
    ],
    json: '{ ledger, aside, chronicles: [{ chronicle, position, root }] }; aside is null where none was there',
  })
}

async function restoreTo(backup: string, flags: Flags, io: Io): Promise<void> {
  const { to, replace = false } = flags
  const place = new LedgerPlace(to, io.drivers)
  const source = new LedgerPlace(backup, io.drivers)
  const { heads, aside = null } = await place.restore(source, { replace, progress: progressOn(io, flags) })
  const ledger = place.name
  if (flags.json === true) return printJson(io, { ledger, aside, chronicles: headsJson(heads) })
  const lines = [
    `Restored ${backup} to ${ledger}:`,
    ...headLines(heads),
    ...(aside === null ? [] : [`The ledger that was there is now ${aside}.`]),
  ]
  print(io, lines.join('\n'))
}
