import { citeSource, means } from '../../domain/index.ts'
import { SOURCE_KINDS } from '../../event/index.ts'
import { formatInterval, type Interval, parseDay } from '../../time/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { assume } from '../limits/sizes.ts'
import type { SourceAtPoint } from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import { publishedOf, type Registration, readRegistration } from '../points/sources.ts'
import type { ValidTimeApi } from '../valid-time.ts'

/** The days on which the public could come to know something, and the date that means them, as it was written. */
type KnownTime = Interval & { readonly written?: string | undefined }

/** The type of a source: a document, and when the public could know it. */
export function addSourceType(builder: Builder, node: NodeApi, { range }: ValidTimeApi) {
  const known = builder.objectRef<KnownTime>('KnownTime').implement({
    description: 'When the public could know something: the published date of its source.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        description:
          'The day in EDTF, of a source as written with its marks (`2024?`), or the set that it is one of, like `[2025-04-28..]`.',
        resolve: ({ written, ...days }) => written ?? formatInterval(days),
      }),
      between: t.field({
        type: range,
        description: 'The first possible day, and the day by which it is certain.',
        resolve: (days) => days,
      }),
      open: t.boolean({
        description: 'True for an undated source: no day makes it certain.',
        resolve: ({ latest }) => latest === Infinity,
      }),
    }),
  })
  const dateline = builder.objectRef<NonNullable<Registration['dateline']>>('Dateline').implement({
    description: 'The line in which a document prints its own place and date.',
    fields: (t) => ({
      city: t.exposeString('city', { nullable: true, description: 'As printed. Null where it gives none.' }),
      date: t.exposeString('date', { nullable: true, description: 'As printed. Null where it gives none.' }),
    }),
  })
  const original = builder.objectRef<NonNullable<Registration['original']>>('SourceOriginal').implement({
    description: 'The file that a text was taken from, which is not kept here.',
    fields: (t) => ({
      digest: t.exposeString('digest', { description: 'The hex SHA-256 of its bytes.' }),
      mediaType: t.exposeString('mediaType', { description: 'What it is, like `application/pdf`.' }),
    }),
  })
  const sourceKind = builder.enumType('SourceKind', {
    description:
      'What sort of document a source is. In variables it may also be written as in files, like `press-release`.',
    values: enumValues(SOURCE_KINDS),
  })
  const source = builder.objectRef<SourceAtPoint>('Source').implement({
    extensions: assume({ things: 5 }),
    description:
      'A document that the chronicle was read from, as it reads at the point. The text is not kept here; its digest is.',
    interfaces: [node],
    fields: (t) => ({
      subject: t.string({
        description: 'Its key, like `source/vns-2025-12-04`: the same at every point.',
        resolve: ({ source }) => source,
      }),
      chronicle: t.id({
        description: 'The name of its chronicle. Another chronicle may have read the same document.',
        resolve: ({ chronicle }) => chronicle.name,
      }),
      label: t.string({
        description: 'A short name to cite it by.',
        resolve: (each) => readRegistration(each).label,
      }),
      title: t.string({
        nullable: true,
        description: 'Its title as printed. Null where there is none.',
        resolve: (each) => readRegistration(each).title,
      }),
      publisher: t.string({
        nullable: true,
        description: 'Who published it. Null where it does not say.',
        resolve: (each) => readRegistration(each).publisher,
      }),
      byline: t.stringList({
        nullable: true,
        description: 'Its authors, in the order printed. Null where it names no one.',
        resolve: (each) => readRegistration(each).byline,
      }),
      dateline: t.field({
        type: dateline,
        nullable: true,
        description: 'The line with its own place and date. Null where it prints none.',
        resolve: (each) => readRegistration(each).dateline,
      }),
      kind: t.field({
        type: sourceKind,
        nullable: true,
        description: 'What sort of document it is. Null where that is not recorded.',
        resolve: (each) => readRegistration(each).kind,
      }),
      medium: t.string({
        nullable: true,
        description:
          'What sort of document it is in other words, like `news report`. Null where that is not recorded.',
        resolve: (each) => readRegistration(each).medium,
      }),
      language: t.string({
        nullable: true,
        description: 'Its language, as a tag of BCP 47 like `ja`. Null where that is not recorded.',
        resolve: (each) => readRegistration(each).language,
      }),
      address: t.string({
        nullable: true,
        description: 'Where it is on the web, `http` or `https`. Null where that is not recorded.',
        resolve: (each) => readRegistration(each).address,
      }),
      accessed: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day on which it was read there. Null where that is not recorded.',
        resolve: (each) => {
          const { accessed } = readRegistration(each)
          return accessed === undefined ? null : parseDay(accessed)
        },
      }),
      side: t.string({
        nullable: true,
        description:
          'The side it speaks for, like `jp`. Null where it speaks for none, or that is not known.',
        resolve: (each) => readRegistration(each).side,
      }),
      published: t.field({
        type: known,
        description: 'When it was published; open where it prints no date.',
        resolve: (each) => {
          const { published } = readRegistration(each)
          const days = publishedOf(each)
          return { ...days, written: means(published, days) ? published.edtf : undefined }
        },
      }),
      publishedReading: t.string({
        nullable: true,
        description: 'How that date was read, in one line. Null where that is plain.',
        resolve: (each) => readRegistration(each).published.reading,
      }),
      digest: t.string({
        nullable: true,
        description:
          'The hex SHA-256 of its first text in UTF-8; `digests` has all. Null where it was registered without one.',
        resolve: (each) => readRegistration(each).text?.digest,
      }),
      length: t.int({
        nullable: true,
        description:
          'How long its first text is in UTF-16 code units. Null where it was registered without one.',
        resolve: (each) => readRegistration(each).text?.length,
      }),
      digests: t.stringList({
        description:
          'The hex SHA-256 of every text that it was published with: at its registration, then at each revision.',
        resolve: ({ state, source }) => state.view.textsOf(source).map(({ digest }) => digest),
      }),
      original: t.field({
        type: original,
        nullable: true,
        description: 'The file that its first text was taken from. Null where that is not recorded.',
        resolve: (each) => readRegistration(each).original,
      }),
      absent: t.stringList({
        description: 'What one would expect and the document lacks, like `byline`.',
        resolve: (each) => readRegistration(each).absent ?? [],
      }),
      copyOf: t.string({
        nullable: true,
        description:
          'The key of the source that it prints again, with which it counts as one. Null where it is registered as no copy.',
        resolve: (each) => readRegistration(each).copyOf,
      }),
      translationOf: t.string({
        nullable: true,
        description:
          'The key of the source that it translates, with which it counts as one. Null where it is registered as no translation.',
        resolve: (each) => readRegistration(each).translationOf,
      }),
      partOf: t.string({
        nullable: true,
        description:
          'The key of the source that it is a part of, like a chapter of a book; each counts for itself. Null where it is registered as no part.',
        resolve: (each) => readRegistration(each).partOf,
      }),
      citation: t.string({
        description:
          'The source as a footnote cites it: authors, title, publisher, day, address. What it does not print is left out; `n.d.` where it prints no date.',
        resolve: ({ state, source, registration }) => citeSource(state.view, source, registration).footnote,
      }),
      csl: t.field({
        type: 'JSON',
        description: 'The source as an item of CSL-JSON, which reference managers read.',
        resolve: ({ state, source, registration }) => citeSource(state.view, source, registration).csl,
      }),
    }),
  })
  return { known, source, sourceKind }
}
