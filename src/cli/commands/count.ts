import type { Command } from 'commander'
import { openRegesta } from '../../archive/index.ts'
import { type ChronicleFlags, chronicleFlags, helpWith, openOptions } from '../flags/flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { countsTable } from '../page/counts.ts'
import { countsOf } from '../reports/counts.ts'

/** `regesta count`: the events by type and by source. */
export function addCount(program: Command, io: Io): void {
  const command = program
    .command('count')
    .summary('how many events of which type rest on which source')
    .description(
      'Counts every recorded event by its type and by the sources that it cites, as a Markdown table. One that cites several counts under each, and once under all.',
    )
    .action((flags: ChronicleFlags) => count(flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['count', 'count --json'],
    json: '{ all, types: [{ type, all, bySource: { [source]: number } }] }',
  })
}

async function count(flags: ChronicleFlags, io: Io): Promise<void> {
  const { chronicle, close } = await openRegesta(openOptions(flags, io, 'read'))
  try {
    const counts = countsOf(chronicle)
    if (flags.json !== true) return print(io, countsTable(counts))
    const types = counts.types.map((each) => ({ ...each, bySource: Object.fromEntries(each.bySource) }))
    printJson(io, { all: chronicle.position, types })
  } finally {
    await close()
  }
}
