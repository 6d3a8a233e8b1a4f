import type { Command } from 'commander'
import { openRegesta } from '../../archive/index.ts'
import { answer } from '../answer.ts'
import { type ChronicleFlags, chronicleFlags, helpWith, openOptions } from '../flags/flags.ts'
import type { Io } from '../io.ts'
import { sourceJson } from '../json/source.ts'
import { sourceLines, sourcePage } from '../page/sources.ts'
import { sourceNamed, sourcesIn } from '../reports/sources.ts'

/** `regesta source [id]`: the sources, or one of them. */
export function addSource(program: Command, io: Io): void {
  const command = program
    .command('source')
    .summary('the sources, or one of them, and what they lack')
    .description('All sources, or one: publisher, date, what it lacks, and how many events rest on it.')
    .argument('[source]', 'its label or id')
    .action((asked: string | undefined, flags: ChronicleFlags) => showSources(asked, flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['source', 'source 004', 'source source/vns-2025-12-04 --json'],
    json: `an array of, or one { id, label, title, publisher, byline, dateline, medium, side, published,
  known: { notBefore, by }, text, absent, events, withdrawn }`,
  })
}

async function showSources(asked: string | undefined, flags: ChronicleFlags, io: Io): Promise<void> {
  const { chronicle, close } = await openRegesta(openOptions(flags, io, 'read'))
  try {
    const sources = sourcesIn(chronicle)
    if (asked === undefined)
      answer(io, flags.json, { value: () => sources.map(sourceJson), page: () => sourceLines(sources) })
    else {
      const source = sourceNamed(chronicle, asked)
      answer(io, flags.json, { value: () => sourceJson(source), page: () => sourcePage(source) })
    }
  } finally {
    await close()
  }
}
