import { formatInterval, type Interval } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { assume } from '../limits/sizes.ts'
import type { SourceAtPoint } from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import { publishedOf, type Registration, readRegistration } from '../points/sources.ts'
import type { ValidTimeApi } from '../valid-time.ts'

/** Documents, and when the public could know them. */
export function addSource(builder: Builder, node: NodeApi, { range }: ValidTimeApi) {
  const known = builder.objectRef<Interval>('KnownTime').implement({
    description: 'When the public could know: the published date of the source.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        description: 'The day in EDTF, or the set of which it is one, like `[2025-04-28..]`.',
        resolve: (days) => formatInterval(days),
      }),
      between: t.field({
        type: range,
        description: 'Between which days it lies: not before the first, for certain by the last.',
        resolve: (days) => days,
      }),
      open: t.boolean({
        description: 'True of an undated source: it is known for certain by no date.',
        resolve: ({ latest }) => latest === Infinity,
      }),
    }),
  })
  const dateline = builder.objectRef<NonNullable<Registration['dateline']>>('Dateline').implement({
    description: 'The line that a document prints of its own place and date.',
    fields: (t) => ({
      city: t.exposeString('city', { nullable: true, description: 'As printed; null where it gives none.' }),
      date: t.exposeString('date', { nullable: true, description: 'As printed; null where it gives none.' }),
    }),
  })
  const source = builder.objectRef<SourceAtPoint>('Source').implement({
    extensions: assume({ things: 5 }),
    description:
      'A document that the chronicle was read from, as it reads from the point. Its text is not here; its digest is.',
    interfaces: [node],
    fields: (t) => ({
      chronicle: t.id({
        description: 'The chronicle whose source it is, by its id: another may have read the same document.',
        resolve: ({ chronicle }) => chronicle.name,
      }),
      label: t.string({
        description: 'A short name to cite it by.',
        resolve: (each) => readRegistration(each).label,
      }),
      title: t.string({
        nullable: true,
        description: 'As printed; null where there is none.',
        resolve: (each) => readRegistration(each).title,
      }),
      publisher: t.string({
        nullable: true,
        description: 'Who brought it out; null where it does not say.',
        resolve: (each) => readRegistration(each).publisher,
      }),
      byline: t.stringList({
        nullable: true,
        description: 'Who wrote it, in the order printed; null where it names no one.',
        resolve: (each) => readRegistration(each).byline,
      }),
      dateline: t.field({
        type: dateline,
        nullable: true,
        description: 'The line of its own place and date; null where it prints none.',
        resolve: (each) => readRegistration(each).dateline,
      }),
      medium: t.string({
        nullable: true,
        description: 'What sort of document it is, like `news report`; null where that is not told.',
        resolve: (each) => readRegistration(each).medium,
      }),
      side: t.string({
        nullable: true,
        description: 'Whose voice it is, like `jp`; null where it speaks for no side, or that is not known.',
        resolve: (each) => readRegistration(each).side,
      }),
      published: t.field({
        type: known,
        description: 'When it came out; open where it prints no date.',
        resolve: publishedOf,
      }),
      publishedReading: t.string({
        nullable: true,
        description: 'How that date was come by, in a line; null where it needs no telling.',
        resolve: (each) => readRegistration(each).published.reading,
      }),
      digest: t.string({
        nullable: true,
        description: 'Hex SHA-256 of its text in UTF-8; null where it has no text.',
        resolve: (each) => readRegistration(each).text?.digest,
      }),
      length: t.int({
        nullable: true,
        description: 'Length of its text in UTF-16 code units; null where it has no text.',
        resolve: (each) => readRegistration(each).text?.length,
      }),
      absent: t.stringList({
        description: 'What one would expect and the document does not give, like `byline`.',
        resolve: (each) => readRegistration(each).absent,
      }),
    }),
  })
  return { known, source }
}
