import type { Command } from 'commander'
import type { Chronicle } from '../../engine/index.ts'
import { type RecordedEvent, sourcesOf } from '../../event/index.ts'
import { helpWith } from '../command-line.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { type Source, sourcesIn } from '../sources.ts'

type Flags = ChronicleFlags & { readonly csv?: boolean }

/** `regesta count`: the events by type and by source. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Counts every recorded event by its type and by the sources that it cites, as a Markdown table. One that cites several counts under each, and once under all.',
    )
    .option('--csv', 'the same table as CSV')
    .action((flags: Flags) => count(flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['count', 'count --json'],
    json: '{ all, types: [{ type, all, bySource: { [source]: number } }] }',
  })
}

async function count(flags: Flags, io: Io): Promise<void> {
  return readChronicle(flags, io, async (chronicle) => {
    const counts = await countsOf(chronicle)
    if (flags.csv === true) {
      const { printRows } = await import('../csv.ts')
      const { head, rows, sums } = countsRows(counts)
      return printRows(io, head, [...rows, sums])
    }
    if (flags.json !== true) return print(io, countsTable(counts))
    const types = counts.types.map((each) => ({ ...each, bySource: Object.fromEntries(each.bySource) }))
    printJson(io, { all: chronicle.position, types })
  })
}

/** How many events of one type rest on each source, and on none (acts and inferences without a span). */
type TypeCount = {
  readonly type: string
  readonly all: number
  /** By source id; an event that rests on several counts once under each. */
  readonly bySource: ReadonlyMap<string, number>
}

type Counts = { readonly sources: readonly Source[]; readonly types: readonly TypeCount[] }

/** Every event of the chronicle counted by type and source; the types with most events first. */
async function countsOf(chronicle: Chronicle): Promise<Counts> {
  const types = Map.groupBy(await Array.fromAsync(chronicle.readEvents()), ({ event }) => event.type)
  return {
    sources: sourcesIn(chronicle),
    types: [...types]
      .map(([type, events]) => ({ type, all: events.length, bySource: bySource(events) }))
      .sort((a, b) => b.all - a.all || (a.type < b.type ? -1 : 1)),
  }
}

function bySource(events: readonly RecordedEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { event } of events)
    for (const source of sourcesOf(event)) counts.set(source, (counts.get(source) ?? 0) + 1)
  return counts
}

/** The counts: a row a type, a column a source, and all. */
function countsRows({ sources, types }: Counts) {
  const total = types.reduce((sum, { all }) => sum + all, 0)
  const sums = sources.map(({ id }) => types.reduce((sum, { bySource }) => sum + (bySource.get(id) ?? 0), 0))
  return {
    head: ['event type', ...sources.map(({ label }) => label), 'all'],
    rows: types.map(({ type, all, bySource }) => [
      type,
      ...sources.map(({ id }) => String(bySource.get(id) ?? '')),
      String(all),
    ]),
    sums: ['all', ...sums.map(String), String(total)],
  }
}

/** The same as a Markdown table. */
function countsTable(counts: Counts): string {
  const { head, rows, sums } = countsRows(counts)
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows, sums]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
