import type { RecordedEvent } from '../event/index.ts'
import type { Standing } from '../state/index.ts'
import { formatInterval, type Interval, isExact, type Valid, type ValidBounds } from '../time/index.ts'
import type { Builder } from './builder.ts'
import type { ItemAtPoint } from './points/at-point.ts'
import { dayOrNull } from './scalars.ts'

/** Bounds as a reader of the API sees them: as read, with the words they were read from where there are any. */
export type Dated = { readonly bounds: ValidBounds; readonly written?: Valid | undefined }

/** The types of imprecise dates. Inside, bounds are half-open; here `latest` is the last day that is in. */
export function addValidTime(builder: Builder) {
  const basis = builder.enumType('Basis', {
    description: 'How a date was come by.',
    values: {
      STATED: { value: 'stated', description: 'The source prints it.' },
      RELATIVE: {
        value: 'relative',
        description: 'Counted from another date, as a weekday before a dateline.',
      },
      INFERRED: { value: 'inferred', description: 'Worked out.' },
    } as const,
  })
  const range = builder.objectRef<Interval>('DayRange').implement({
    description: 'Between which days one day lies. Null on a side: nothing bounds it there.',
    fields: (t) => ({
      earliest: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day that it can be (this day is in); null where nothing bounds it there.',
        resolve: ({ earliest }) => dayOrNull(earliest),
      }),
      latest: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last day that it can be (this day is in); null where nothing bounds it there.',
        resolve: ({ latest }) => dayOrNull(latest - 1),
      }),
      exact: t.boolean({ description: 'Whether it is one day.', resolve: (days) => isExact(days) }),
      edtf: t.field({
        type: 'EDTF',
        description:
          'The same in EDTF, as coarse as it may be: `2021-11-21`, `2021-11`, or a set of which it is one day, like `[2021-09..2021-11]`.',
        resolve: (days) => formatInterval(days),
      }),
    }),
  })
  const ref = builder.objectRef<Dated>('ValidTime').implement({
    description:
      'When it happened or held in the world: four bounds, and the line that tells how they were read.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        nullable: true,
        description: 'The whole in EDTF. Null where begin and end can only be written apart.',
        resolve: edtfOf,
      }),
      begin: t.field({
        type: range,
        description: 'The day on which it begins.',
        resolve: ({ bounds }) => bounds.begin,
      }),
      end: t.field({
        type: range,
        nullable: true,
        description: 'Its last day. Null where it is no other than the day of its begin.',
        resolve: ({ bounds }) => (bounds.endStatus === 'once' ? null : bounds.end),
      }),
      likely: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The likeliest day of its begin, by an estimate; it moves no bound. Null where none gives one.',
        resolve: ({ bounds }) => bounds.likely,
      }),
      basis: t.field({
        type: basis,
        nullable: true,
        description: 'How its begin was come by. Null where something else than its own source narrowed it.',
        resolve: ({ written }) => beginOf(written)?.basis,
      }),
      reading: t.string({
        nullable: true,
        description:
          'How the words became this date, in a line. Null where that needs no telling, or `basis` is null.',
        resolve: ({ written }) => beginOf(written)?.reading,
      }),
    }),
  })
  return { ref, range, basis }
}

export type ValidTimeApi = ReturnType<typeof addValidTime>

function beginOf(written: Valid | undefined) {
  if (written === undefined) return undefined
  return 'begin' in written ? written.begin : written
}

function edtfOf({ bounds, written }: Dated): string | null {
  if (bounds.endStatus === 'once') return formatInterval(bounds.begin)
  return written !== undefined && 'edtf' in written ? written.edtf : null
}

/** The four answers, as the schema has them. */
export function addCertainty(builder: Builder) {
  return builder.enumType('Certainty', {
    description: 'The four answers.',
    values: {
      DEFINITELY: { value: 'definitely', description: 'For every date that the evidence allows.' },
      POSSIBLY: { value: 'possibly', description: 'For some of them.' },
      NO: {
        value: 'no',
        description: 'An event that can be seen for certain excludes the date; said of that event alone.',
      },
      UNKNOWN: { value: 'unknown', description: 'What can be seen does not say.' },
    } as const,
  })
}

export type CertaintyRef = ReturnType<typeof addCertainty>

/**
 * When an item holds: of the claims that say it is there, the dating of one that gives its answer; a lasting one
 * before an attestation, and the narrowest of those.
 */
export function whenOf({ item }: ItemAtPoint): Dated | null {
  const claims = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const answering = claims.filter(({ answer }) => answer === item.existence.answer)
  const [best] = (answering.length > 0 ? answering : claims).sort(
    (a, b) => attestedLast(a) - attestedLast(b) || width(a) - width(b),
  )
  return best === undefined ? null : datedOf(best)
}

/** A standing's bounds, with the words they were read from unless something narrowed them. */
export function datedOf({ bounds, event }: Standing): Dated {
  const own = sameBounds(bounds, event)
  return { bounds, written: own ? event.event.valid : undefined }
}

function sameBounds({ begin, end }: Standing['bounds'], { valid }: RecordedEvent): boolean {
  return (
    begin.earliest === valid.begin.earliest &&
    begin.latest === valid.begin.latest &&
    end.earliest === valid.end.earliest &&
    end.latest === valid.end.latest
  )
}

function attestedLast({ claim }: Standing): number {
  return claim.aspect === 'attested' ? 1 : 0
}

function width({ bounds }: Standing): number {
  return bounds.begin.latest - bounds.begin.earliest
}
