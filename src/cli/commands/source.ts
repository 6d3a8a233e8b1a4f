import type { Command } from 'commander'
import { counted, publishedInWords, spaced } from '../../domain/index.ts'
import { formatDay } from '../../time/index.ts'
import { helpWith } from '../command-line.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { type Line, line, markedLine } from '../page/layout.ts'
import { type Source, sourceNamed, sourcesIn } from '../sources.ts'

type Flags = ChronicleFlags & { readonly csv?: boolean }

/** `regesta source [id]`: the sources, or one of them. */
export function fill(command: Command, io: Io): void {
  command
    .description('All sources, or one: publisher, date, what it lacks, and how many events rest on it.')
    .argument('[source]', 'its label or id')
    .option('--csv', 'a row for each source')
    .action((name: string | undefined, flags: Flags) => showSources(name, flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['source', 'source 004', 'source source/vns-2025-12-04 --json'],
    json: `an array of, or one { id, label, title, publisher, byline, dateline, kind, medium, language, address,
  accessed, side, published, known: { notBefore, by }, text, texts: [{ digest, length }], original,
  absent, copyOf, translationOf, partOf, events, withdrawn }`,
  })
}

async function showSources(name: string | undefined, flags: Flags, io: Io): Promise<void> {
  return readChronicle(flags, io, async (chronicle) => {
    const sources =
      name === undefined || flags.csv !== true ? sourcesIn(chronicle) : [sourceNamed(chronicle, name)]
    if (flags.csv === true) {
      const { printRows } = await import('../csv.ts')
      return printRows(io, SOURCE_COLUMNS, sources.map(sourceCells))
    }
    if (name === undefined)
      answer(io, flags.json, { value: () => sources.map(sourceJson), page: () => sourceLines(sources) })
    else {
      const source = sourceNamed(chronicle, name)
      answer(io, flags.json, { value: () => sourceJson(source), page: () => sourcePage(source) })
    }
  })
}

/** A source: what it prints of itself (null where it does not), what it lacks, and how many events rest on it. */
function sourceJson(source: Source) {
  const { id, label, title, publisher, byline, dateline, medium, side, published, text, texts, absent } =
    source
  return {
    id,
    label,
    title: title ?? null,
    publisher: publisher ?? null,
    byline: byline ?? [],
    dateline: dateline ?? null,
    kind: source.kind ?? null,
    medium: medium ?? null,
    language: source.language ?? null,
    address: source.address ?? null,
    accessed: source.accessed ?? null,
    side: side ?? null,
    published,
    known: {
      notBefore: dayOrNull(source.known?.earliest),
      by: dayOrNull(source.known === undefined ? undefined : source.known.latest - 1),
    },
    text: text ?? null,
    texts,
    original: source.original ?? null,
    absent,
    copyOf: source.copyOf ?? null,
    translationOf: source.translationOf ?? null,
    partOf: source.partOf ?? null,
    events: source.events,
    withdrawn: source.withdrawn,
  }
}

const SOURCE_COLUMNS = [
  'id',
  'label',
  'title',
  'publisher',
  'byline',
  'kind',
  'medium',
  'language',
  'address',
  'accessed',
  'side',
  'published',
  'known_earliest',
  'known_latest',
  'copy_of',
  'translation_of',
  'part_of',
  'lacks',
  'events',
  'withdrawn',
]

function sourceCells(source: Source): readonly string[] {
  const { title, publisher, byline, kind, medium, language, address, accessed, side } = sourceJson(source)
  const { published, known, copyOf, translationOf, partOf, absent } = sourceJson(source)
  return [
    source.id,
    source.label,
    title,
    publisher,
    byline.join('; '),
    kind,
    medium,
    language,
    address,
    accessed,
    side,
    published.edtf,
    known.notBefore,
    known.by,
    copyOf,
    translationOf,
    partOf,
    absent.join('; '),
    `${source.events}`,
    source.withdrawn ? 'yes' : 'no',
  ].map((cell) => cell ?? '')
}

function dayOrNull(day: number | undefined): string | null {
  return day === undefined || !Number.isFinite(day) ? null : formatDay(day)
}

/** All sources, a line or two each. */
function sourceLines(sources: readonly Source[]): readonly Line[] {
  return sources.map((source) => {
    const { label, id, publisher = 'publisher not named', title, known, absent, events, withdrawn } = source
    const published = publishedInWords(known, source.published)
    return markedLine(
      label,
      [
        { text: title ?? publisher, style: 'bold' },
        title === undefined ? '' : `, ${publisher}`,
        `; ${published}; ${counted(events, 'event')}`,
        absent.length === 0 ? '' : `; lacks ${absent.join(', ')}`,
        withdrawn ? '; WITHDRAWN' : '',
        ' ',
        { text: `(${id})`, style: 'dim', whole: true },
      ],
      0,
    )
  })
}

/** One source, field by field; what it lacks is said. */
function sourcePage(source: Source): readonly Line[] {
  const { id, label, title, publisher, byline, dateline, medium, side, texts, published } = source
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['title', title],
    ['publisher', publisher],
    ['byline', byline?.join(', ')],
    ['dateline', dateline && [dateline.city, dateline.date].filter((each) => each !== undefined).join(', ')],
    ['kind', source.kind && spaced(source.kind)],
    ['medium', medium],
    ['language', source.language],
    ['address', source.address],
    ['accessed', source.accessed],
    ['side', side],
    [
      'known',
      `${publishedInWords(source.known, published)} (${published.basis}${readingOf(published.reading)})`,
    ],
    ...texts.map(
      ({ length, digest }, index) =>
        [index === 0 ? 'text' : 'revised', `${length} UTF-16 code units, sha256 ${digest}`] as const,
    ),
    ['original', source.original && `${source.original.mediaType}, sha256 ${source.original.digest}`],
    ['copy of', source.copyOf],
    ['translates', source.translationOf],
    ['part of', source.partOf],
    ['lacks', source.absent.join(', ') || 'nothing'],
    ['events', String(source.events)],
    ['withdrawn', source.withdrawn ? 'yes: nothing rests on it any more' : undefined],
  ]
  return [
    line([{ text: label, style: 'bold' }]),
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [line([{ text: name.padEnd(10), whole: true }, ' ', value], 2, 11)],
    ),
  ]
}

function readingOf(reading: string | undefined): string {
  return reading === undefined ? '' : `: ${reading}`
}
