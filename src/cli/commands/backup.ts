import { statSync } from 'node:fs'
import type { Command } from 'commander'
import type { PlaceFlags } from '../../archive/index.ts'
import { helpWith } from '../command-line.ts'
import {
  jsonFlag,
  ledgerFlag,
  ledgerPlaceOf,
  type ProgressFlags,
  progressFlag,
  progressOn,
} from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { headLines, headsJson } from '../page/layout.ts'

type Flags = Pick<PlaceFlags, 'ledger'> & ProgressFlags & { readonly out?: string; readonly json?: boolean }

/** `regesta backup`: the whole ledger in one file, made while it is written to. */
export function fill(command: Command, io: Io): void {
  progressFlag(
    command
      .description(
        'Copies the ledger, SQLite or PostgreSQL, into one SQLite file that is a ledger itself, as of one moment; whoever writes to the ledger goes on. The file gets its name once it is on the disk for good and every event and root in it was proved. A file that is there is never written over.',
      )
      .option('--out <file>', 'the file (default: regesta-<instant>.sqlite here)'),
  ).action((flags: Flags) => backup(flags, io))
  helpWith(jsonFlag(ledgerFlag(command)), {
    examples: [
      'backup',
      'backup --out /mnt/backups/monday.sqlite',
      'backup --ledger postgres://db.local/regesta',
    ],
    json: '{ file, bytes, ledger, chronicles: [{ chronicle, position, root }] }',
  })
}

async function backup(flags: Flags, io: Io): Promise<void> {
  const ledger = ledgerPlaceOf(flags, io)
  const file = flags.out ?? `regesta-${instantForName(io.clock.now())}.sqlite`
  const heads = await ledger.backUp(file, progressOn(io, flags))
  const { size: bytes } = statSync(file)
  if (flags.json === true) printJson(io, { file, bytes, ledger: ledger.name, chronicles: headsJson(heads) })
  else print(io, [`Backed up ${ledger.name} to ${file} (${bytes} bytes):`, ...headLines(heads)].join('\n'))
}

/** `20261122T024700Z`: an instant as names of files can have it. */
function instantForName(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
}
