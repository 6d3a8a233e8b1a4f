import type { Command } from 'commander'
import { registrationLine } from '../../admission/index.ts'
import { type PlaceFlags, placesOf } from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, type DomainFlags } from '../domains.ts'
import { Ended, EXIT } from '../exit.ts'
import { textOf } from '../files.ts'
import { eventsFlags, jsonFlag, readSources, sourcesFlag } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { gap, type Line, line, markedLine } from '../page/layout.ts'
import {
  chronicleToRead,
  isCovered,
  type ReadingReport,
  type ReadSentence,
  type ReadSource,
  readingOf,
} from '../reading-report.ts'

type Flags = DomainFlags &
  PlaceFlags & {
    readonly json?: boolean
    readonly sources?: string
    readonly all?: boolean
    readonly draft?: string
  }

/** `regesta coverage [source]`: which sentences of the texts nobody has made anything of. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Sets every sentence of the sources’ texts beside the events: those with evidence in it, or the recorded reason why it carries no fact. Prints what is uncovered, as a page to work through while reading, and ends with 1 while anything is. Needs no ledger.',
      )
      .argument('[source]', 'its label or id; every source if left out')
      .option('--all', 'the other sentences too, with their events and the words that no evidence reaches')
      .option(
        '--draft <file>',
        'count the events of a draft as if they were sealed; it may begin the chronicle',
      ),
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

async function showCoverage(sourceName: string | undefined, flags: Flags, io: Io): Promise<void> {
  const { eventsDir } = placesOf(flags, io.env)
  const texts = await readSources(flags.sources, io)
  const draft = flags.draft === undefined ? undefined : await draftAt(flags.draft)
  const report = await readingOf({
    eventsDir,
    chronicle: await chronicleToRead(eventsDir, flags.chronicle, draft),
    catalogue: catalogueOfDomains(flags),
    texts,
    ...(sourceName === undefined ? {} : { sourceName }),
    ...(draft === undefined ? {} : { draft }),
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

/** How far the sources were read: counts by source, and the sentences that are uncovered, or all of them. */
function coverageJson(report: ReadingReport, { all }: { readonly all: boolean }) {
  const { chronicle, sources, withoutText, strangers } = report
  return {
    chronicle,
    sources: sources.map((source) => ({
      source: source.source,
      label: source.label,
      file: source.file,
      ...countsOf(source),
      list: source.sentences.filter(({ status }) => all || status === 'uncovered').map(sentenceJson),
    })),
    withoutText,
    strangers,
  }
}

/** Sentences by what was made of them, and characters that are not white space. */
function countsOf({ sentences }: ReadSource) {
  const counted = (status: ReadSentence['status']) =>
    sentences.filter((sentence) => sentence.status === status).length
  return {
    sentences: sentences.length,
    withEvents: counted('events'),
    setAside: counted('set-aside'),
    uncovered: counted('uncovered'),
    characters: sentences.reduce((sum, { characters }) => sum + characters, 0),
    touched: sentences.reduce((sum, { touched }) => sum + touched, 0),
  }
}

function sentenceJson(sentence: ReadSentence) {
  const { start, end, words, status, events, setAside, characters, touched, untouched } = sentence
  return {
    start,
    end,
    words,
    status,
    events: events.map(({ id, event: { type, subject } }) => ({ id, type, subject })),
    setAside,
    characters,
    touched,
    untouched,
  }
}

const SIGNS: Readonly<Record<ReadSentence['status'], string>> = {
  events: '✓',
  'set-aside': '–',
  uncovered: '□',
}

/** A page to work through while reading: per source its counts, then each sentence that is left, or all of them. */
function coveragePage(report: ReadingReport, { all }: { readonly all: boolean }): readonly Line[] {
  const { sources, withoutText, strangers } = report
  return [
    ...sources.flatMap((source, index) => [...(index === 0 ? [] : [gap]), ...sourceLines(source, all)]),
    ...(withoutText.length === 0
      ? []
      : [gap, line([`not read: the texts of ${withoutText.join(', ')} were not given`])]),
    ...(strangers.length === 0
      ? []
      : [gap, line(['To begin with a text, register its source with the line below it.'])]),
    ...strangers.flatMap((stranger) => [
      line([`not begun: ${stranger.file}`]),
      line([{ text: registrationLine(stranger), whole: true }], 2),
    ]),
  ]
}

function sourceLines(source: ReadSource, all: boolean): readonly Line[] {
  const { sentences, withEvents, setAside, uncovered, characters, touched } = countsOf(source)
  const percent = characters === 0 ? 100 : Math.floor((100 * touched) / characters)
  const shown = source.sentences.filter(({ status }) => all || status === 'uncovered')
  return [
    line([{ text: `${source.label} ${source.source}`, style: 'bold' }]),
    line(
      [
        `${counted(sentences, 'sentence')}: ${withEvents} with events, ${setAside} set aside, `,
        { text: `${uncovered} uncovered`, style: uncovered > 0 ? 'bold' : 'dim' },
        `; ${percent} % of the words lie in evidence or are set aside`,
      ],
      2,
      2,
    ),
    ...shown.flatMap((sentence) => sentenceLines(sentence, all)),
  ]
}

function sentenceLines(sentence: ReadSentence, all: boolean): readonly Line[] {
  const { start, end, words, status, events, setAside, untouched } = sentence
  const entry = markedLine(SIGNS[status], [
    { text: `[${start}, ${end})`, style: 'dim', whole: true },
    ' ',
    words,
  ])
  if (!all) return [entry]
  return [
    entry,
    ...events.map(({ event: { type, subject } }) => line([`${type} ${subject}`], 6, 2)),
    ...setAside.map(({ reason, note }) => line([`set aside (${reason}): ${note}`], 6, 2)),
    ...(status !== 'uncovered' && untouched.length > 0
      ? [line([{ text: 'in no evidence: ', style: 'bold' }, untouchedInWords(untouched)], 6, 2)]
      : []),
  ]
}

function untouchedInWords(untouched: ReadSentence['untouched']): string {
  return untouched.map(({ start, end, words }) => `[${start}, ${end}) “${words}”`).join('; ')
}
