import { evidenceFor, type ItemAtPoint } from '../../../graphql/index.ts'
import type { Bound, CivilDay } from '../../../time/index.ts'
import { type Due, dueOf, undertakingFields as fields } from '../undertaking/index.ts'
import type { Kit } from './refs.ts'
import { one } from './values.ts'

type StandingDue = ItemAtPoint & { readonly due: Due; readonly bound: Bound }

/** The type of a due date. */
export function addDue({ builder, item, validTime, provenance }: Kit) {
  const dueStanding = builder.enumType('DueStanding', {
    description: 'How an undertaking stands to its due date.',
    values: {
      SETTLED: { value: 'settled', description: 'It is no longer open.' },
      DUE: { value: 'due', description: 'The due date has not passed.' },
      POSSIBLY_OVERDUE: {
        value: 'possibly-overdue',
        description: 'The due date may have passed, or it may be settled.',
      },
      OVERDUE: {
        value: 'overdue',
        description: 'The due date has passed and nothing on the record settles it.',
      },
      NONE: { value: 'none', description: 'It has no due date.' },
    } as const,
  })
  return builder.objectRef<StandingDue>('Due').implement({
    description: 'A due date and how the undertaking stands to it at the point.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        description: 'As it was read from the source.',
        resolve: ({ bound }) => bound.edtf,
      }),
      date: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last day on which it is not overdue; null where the due date has no last day.',
        resolve: ({ due }) => due.label && due.label.latest - 1,
      }),
      basis: t.field({
        type: validTime.basis,
        description: 'How it was come by.',
        resolve: ({ bound }) => bound.basis,
      }),
      reading: t.string({
        nullable: true,
        description: 'How the words became this date, in a line; null where that needs no telling.',
        resolve: ({ bound }) => bound.reading,
      }),
      standing: t.field({
        type: dueStanding,
        description: 'How it stands by what is on the record.',
        resolve: ({ due }) => due.standing,
      }),
      inDays: t.int({
        nullable: true,
        description:
          'Days from the point’s date to the last of the due date; negative once that is past, null where it has none.',
        resolve: ({ due }) => due.inDays,
      }),
      overdueSince: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day after the due date (this day is in); null unless it is overdue, or may be.',
        resolve: ({ due }) =>
          due.standing === 'overdue' || due.standing === 'possibly-overdue' ? due.overdueSince : null,
      }),
      onTheRecord: t.boolean({
        description:
          'True where being overdue, or still open, is read from silence: nothing reported, up to `recordEnds`.',
        resolve: ({ due }) => due.standing !== 'settled',
      }),
      certainty: t.field({
        type: item.certainty,
        description:
          'Of the standing on the record. UNKNOWN once the date lies beyond the newest source: nothing can tell whether it was done.',
        resolve: ({ due, state }) =>
          due.standing !== 'settled' && beyondRecord(state.horizon, state.point.date)
            ? 'unknown'
            : due.certainty,
      }),
      recordEnds: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The day of the newest dated source that can be seen for certain; null where there is none.',
        resolve: ({ state }) => state.horizon,
      }),
      evidence: t.field({
        type: [provenance.evidence],
        description: 'Where the sources give it.',
        args: provenance.evidenceArgs,
        resolve: ({ chronicle, state, item }, args) =>
          evidenceFor({ chronicle, state }, item.get(fields.due).because, args),
      }),
    }),
  })
}

/** The due date of an undertaking, if it has just one. */
export function dueFor(each: ItemAtPoint): StandingDue | null {
  const bound = one(each, fields.due)
  return bound === null ? null : { ...each, due: dueOf(each.item), bound }
}

/** Whether a date lies after the newest source, where silence is no sign. */
export function beyondRecord(horizon: CivilDay | undefined, date: CivilDay): boolean {
  return horizon === undefined || date > horizon
}
