import type { ObjectRef } from '@pothos/core'
import { type Dating, datingOf, datingStanding, type Standing } from '../state/index.ts'
import {
  formatInterval,
  type Interval,
  isExact,
  readValid,
  sameBounds,
  type Valid,
  type ValidBounds,
} from '../time/index.ts'
import type { Builder, SchemaTypes } from './builder.ts'
import { type AtPoint, type EventAtPoint, eventsOf, type ItemAtPoint } from './points/at-point.ts'
import { dayOrNull } from './scalars.ts'

/** A valid time as an answer shows it: its bounds, how they were written, and where they come from besides. */
export type Dated = {
  readonly bounds: ValidBounds
  readonly written?: Valid | undefined
  /** Where it comes from, if not from the words of `written` alone. */
  readonly dating?: Dating
  /** The point at which its `dating` is seen. */
  readonly at?: AtPoint
}

/** The types of imprecise dates. In the code bounds are half-open; in the schema `latest` is the last day, inclusive. */
export function addValidTime(builder: Builder) {
  const basis = builder.enumType('Basis', {
    description: 'Where a date comes from.',
    values: {
      STATED: { value: 'stated', description: 'The source states it.' },
      RELATIVE: {
        value: 'relative',
        description: 'Counted from another date, like a weekday before the dateline.',
      },
      INFERRED: { value: 'inferred', description: 'Inferred from other events.' },
    } as const,
  })
  const range = builder.objectRef<Interval>('DayRange').implement({
    description: 'A range of days that one day lies in. A bound that is null is open.',
    fields: (t) => ({
      earliest: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first possible day (this day is in). Null where it is open.',
        resolve: ({ earliest }) => dayOrNull(earliest),
      }),
      latest: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last possible day (this day is in). Null where it is open.',
        resolve: ({ latest }) => dayOrNull(latest - 1),
      }),
      exact: t.boolean({ description: 'Whether it is a single day.', resolve: (days) => isExact(days) }),
      edtf: t.field({
        type: 'EDTF',
        description:
          'The same in EDTF, as short as possible: `2021-11-21`, `2021-11`, or a set that it is one of, like `[2021-09..2021-11]`.',
        resolve: (days) => formatInterval(days),
      }),
    }),
  })
  const ref = builder.objectRef<Dated>('ValidTime').implement({
    description: 'When something happened or held in the world: four bounds, and how they were read.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        nullable: true,
        description:
          'The whole in EDTF as written, with its marks, sets and times of day (`1984?`, `XXXX-12-25`); `begin` and `end` are the bounds that it means. Of one day that another event corrected or narrowed: its bounds. Null where begin and end are written separately.',
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
        description: 'Its last day. Null where it is the day of its begin.',
        resolve: ({ bounds }) => (bounds.endStatus === 'once' ? null : bounds.end),
      }),
      likely: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The likeliest day of its begin, by an estimate; it moves no bound. Null where there is no estimate.',
        resolve: ({ bounds }) => bounds.likely,
      }),
      basis: t.field({
        type: basis,
        nullable: true,
        description:
          'Where its begin comes from: INFERRED where other events narrowed it, which `because` names, or the day on which it was reported. Null where nothing dates it.',
        resolve: ({ written, dating }) => (dating ?? beginOf(written))?.basis,
      }),
      reading: t.string({
        nullable: true,
        description: 'How it was read or inferred, in one line. Null where that is plain.',
        resolve: ({ written, dating }) => (dating ?? beginOf(written))?.reading,
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
  if (written !== undefined && 'edtf' in written && sameBounds(bounds, readValid(written)))
    return written.edtf
  return bounds.endStatus === 'once' ? formatInterval(bounds.begin) : null
}

/** The enum of the four answers. */
export function addCertainty(builder: Builder) {
  return builder.enumType('Certainty', {
    description: 'The four answers.',
    values: {
      DEFINITELY: { value: 'definitely', description: 'For every date that the evidence allows.' },
      POSSIBLY: { value: 'possibly', description: 'For some of those dates.' },
      NO: {
        value: 'no',
        description: 'A definitely visible event excludes the date; this is about that event alone.',
      },
      UNKNOWN: { value: 'unknown', description: 'What is visible does not say.' },
    } as const,
  })
}

export type CertaintyRef = ReturnType<typeof addCertainty>

/**
 * When an item holds: the valid time of a claim that decides whether it exists; a lasting claim comes before an
 * attestation, then the narrowest. Null where no event claims that it exists.
 */
export function whenOf({ item, ...at }: ItemAtPoint): Dated | null {
  const claims = item.standingsOf(item.kind.existence)
  const dating = datingStanding(claims, item.existence.answer)
  return dating === undefined ? null : datedOf(at, dating)
}

/** The date of a claim, with where it comes from at the point. */
export function datedOf(at: AtPoint, claim: ClaimDate): Dated {
  const { bounds, written } = claim
  return { bounds, written, dating: datingOf(at.state.view, claim), at }
}

type ClaimDate = Pick<Standing, 'event' | 'bounds' | 'written' | 'datedBy'>

/** Adds to valid times the events that they rest on. */
export function addDating(
  builder: Builder,
  { ref }: ValidTimeApi,
  event: ObjectRef<SchemaTypes, EventAtPoint>,
): void {
  builder.objectField(ref, 'because', (t) =>
    t.field({
      type: [event],
      description:
        'The events that date it besides its own words: the inferences, and all that they are based on; of a date that its own event infers, what that is based on. Empty where there are none.',
      resolve: ({ dating, at }) => (at === undefined ? [] : eventsOf(at, dating?.because ?? [])),
    }),
  )
}
