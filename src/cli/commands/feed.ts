import { writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { RegestaError } from '../../errors.ts'
import { FORMATS, formatNamed, type Written } from '../../exchange/index.ts'
import { helpWith } from '../command-line.ts'
import { LOCAL_FEEDS, questionTyped } from '../csv.ts'
import { orNoFile } from '../files.ts'
import { type FilterFlags, filterFlags, typedFilters, typedPairs } from '../filter-flags.ts'
import {
  type ChronicleFlags,
  eventsFlags,
  ledgerFlag,
  readChronicle,
  readSourcesIfAny,
  sourcesFlag,
} from '../flags.ts'
import type { Io } from '../io.ts'
import { type PointFlags, pointFlags, type Typed, typedPoint } from '../point-flags.ts'

type Flags = ChronicleFlags &
  PointFlags &
  FilterFlags & {
    readonly format: string
    readonly set?: readonly string[]
    readonly first?: string
    readonly after?: string
    readonly out?: string
    readonly force?: boolean
    readonly sources?: string
    readonly address: string
  }

/** `regesta feed [date]`: what a chronicle holds, written for other programs. */
export function fill(command: Command, io: Io): void {
  const formats = FORMATS.map(({ name, says }) => `  ${name.padEnd(12)} ${says}`).join('\n')
  const own = FORMATS.flatMap(({ name, own = {} }) =>
    Object.entries(own).map(([argument, says]) => `  ${name.padEnd(12)} ${argument}: ${says}`),
  ).join('\n')
  command
    .description(
      'Writes what a chronicle holds at a point for other programs: the same bytes as the server gives at /feeds/<chronicle>, without its limits.',
    )
    .argument('[date]', 'YYYY-MM-DD')
    .requiredOption('--format <name>', 'which format, see below')
    .option('--out <file>', 'where it goes (default: standard output)')
    .option('--force', 'write over the file of --out')
    .option('--set <name=value...>', 'arguments of the format, see below')
    .option('--first <number>', 'so many entries, of a format that comes in pages (default: all)')
    .option('--after <cursor>', 'the entries after this one')
    .option('--address <url>', 'where the server gives it, for the addresses in it', LOCAL_FEEDS)
    .action((date: string | undefined, flags: Flags) => writeFeed(date, flags, io))
    .addHelpText('after', `\nFormats:\n${formats}${own === '' ? '' : `\n\nArguments by --set:\n${own}`}`)
  helpWith(filterFlags(pointFlags(sourcesFlag(ledgerFlag(eventsFlags(command))))), {
    examples: [
      'feed --format json',
      'feed 2025-05-01 --format json --known-at 2025-04-28 --out then.json',
      'feed --format ttl --kinds meeting --where valid=2025-01-01..2025-12-31',
    ],
  })
}

async function writeFeed(date: string | undefined, flags: Flags, io: Io): Promise<void> {
  const format = formatNamed(flags.format)
  const typed: Typed = {
    ...typedPoint(date, flags),
    ...typedFilters(flags),
    ...typedPairs('--set', flags.set ?? []),
    first: flags.first,
    after: flags.after,
  }
  const texts = await readSourcesIfAny(flags.sources, io)
  await readChronicle(flags, io, async (chronicle) => {
    const question = questionTyped(chronicle, format, typed, {
      texts: new Map([...(texts ?? [])].map(([digest, { text }]) => [digest, text])),
      address: flags.address,
    })
    const write = await format.load()
    const { body } = await write(await question.request())
    await send(body, flags, io)
  })
}

/** Writes to the file of `--out`, or to standard output. Throws E_EXISTS without `--force`, and E_TERMINAL where a terminal cannot show it. */
async function send(body: Written['body'], { out, force = false, format }: Flags, io: Io): Promise<void> {
  if (out !== undefined) {
    const write = () => writeFile(out, body, { flag: force ? 'w' : 'wx' })
    return orNoFile(out, 'made', write, '; take it away, name another, or write over it by --force')
  }
  if (body instanceof Uint8Array && io.out.isTTY === true) {
    const message = `${format} is no text, and standard output is a terminal; expected a file by --out`
    throw new RegestaError('E_TERMINAL', 'invalid', message)
  }
  const parts = typeof body === 'string' || body instanceof Uint8Array ? [body] : body
  await pipeline(parts, io.out, { end: false })
}
