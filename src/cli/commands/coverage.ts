import type { Command } from 'commander'
import { chronicleIn, type PlaceFlags, placesOf } from '../../archive/index.ts'
import { answer } from '../answer.ts'
import { Ended, EXIT } from '../exit.ts'
import { eventsFlags, helpWith, jsonFlag } from '../flags/flags.ts'
import { textOf } from '../flags/named-file.ts'
import { readSources, sourcesFlag } from '../flags/source-texts.ts'
import type { Io } from '../io.ts'
import { coverageJson } from '../json/coverage.ts'
import { coveragePage } from '../page/coverage.ts'
import { isCovered, readingOf } from '../reports/coverage.ts'

type Flags = PlaceFlags & {
  readonly json?: boolean
  readonly sources?: string
  readonly all?: boolean
  readonly draft?: string
}

/** `regesta coverage [source]`: which sentences of the texts nobody has made anything of. */
export function addCoverage(program: Command, io: Io): void {
  const command = sourcesFlag(
    program
      .command('coverage')
      .summary('what of the texts has not been read into events')
      .description(
        'Sets every sentence of the sources’ texts beside the events: those with evidence in it, or the recorded reason why it carries no fact. Prints what is uncovered, as a page to work through while reading, and ends with 1 while anything is. Needs no ledger.',
      )
      .argument('[source]', 'its label or id; every source if left out')
      .option('--all', 'the other sentences too, with their events and the words that no evidence reaches')
      .option('--draft <file>', 'count the events of a draft as if they were sealed'),
  ).action((source: string | undefined, flags: Flags) => showCoverage(source, flags, io))
  helpWith(jsonFlag(eventsFlags(command)), {
    examples: [
      'coverage --sources DIR',
      'coverage 004 --all --sources DIR',
      'coverage 005 --draft 0009-new.draft.yaml --sources DIR',
    ],
    json: `{ chronicle, sources: [{ source, label, file, sentences, withEvents, setAside, uncovered, characters,
  touched, list }], withoutText, strangers: [{ file, text: { digest, length } | null }] }; in a list { start,
  end, words, status, events: [{ id, type, subject }], setAside: [{ reason, note }], characters, touched,
  untouched: [{ start, end, words }] }`,
  })
}

async function showCoverage(asked: string | undefined, flags: Flags, io: Io): Promise<void> {
  const { eventsDir } = placesOf(flags, io.env)
  const texts = await readSources(flags.sources, io)
  const report = await readingOf({
    eventsDir,
    chronicle: await chronicleIn(eventsDir, flags.chronicle),
    texts,
    ...(asked === undefined ? {} : { asked }),
    ...(flags.draft === undefined ? {} : { draft: await draftAt(flags.draft) }),
  })
  const all = flags.all === true
  answer(io, flags.json, {
    value: () => coverageJson(report, { all }),
    page: () => coveragePage(report, { all }),
  })
  if (!isCovered(report)) throw new Ended(EXIT.failed)
}

async function draftAt(file: string): Promise<{ readonly file: string; readonly text: string }> {
  return { file, text: await textOf(file) }
}
