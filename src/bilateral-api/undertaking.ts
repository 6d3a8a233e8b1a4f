import { cites, type Dated, evidenceFor, itemsBySubject, type StandingItem } from '../api/index.ts'
import {
  type Due,
  dueOf,
  undertakingFields as fields,
  GRADES,
  isOpen,
  STATUSES,
  type Status,
} from '../bilateral/index.ts'
import { type Bound, readValid } from '../time/index.ts'
import { addChanges, listArgs, listItems, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import type { Terms } from './terms.ts'
import { firstItem, items, many, one, printed } from './values.ts'

type StandingDue = StandingItem & { readonly due: Due; readonly bound: Bound }
type StandingStatus = StandingItem & { readonly status: Status }

export function addUndertaking(kit: Kit, { place }: Terms): void {
  const { builder, refs, item, validTime, provenance } = kit

  const grade = builder.enumType('Grade', {
    description: 'How far a side bound itself: as its source grades it, never promoted.',
    values: Object.fromEntries(GRADES.map((value) => [screaming(value), { value }])) as Record<
      string,
      { value: (typeof GRADES)[number] }
    >,
  })
  const status = builder.enumType('UndertakingStatus', {
    description:
      'What became of it, as far as can be seen. OPEN, ANSWERED and PARTLY_FULFILLED are still to be done.',
    values: Object.fromEntries(STATUSES.map((value) => [screaming(value), { value }])) as Record<
      string,
      { value: Status['status'] }
    >,
  })
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
  const due = builder.objectRef<StandingDue>('Due').implement({
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
        description: 'The last day on which it is not overdue.',
        resolve: ({ due }) => due.label && due.label.latest - 1,
      }),
      basis: t.field({
        type: validTime.basis,
        description: 'How it was come by.',
        resolve: ({ bound }) => bound.basis,
      }),
      reading: t.string({
        nullable: true,
        description: 'How the words became this date.',
        resolve: ({ bound }) => bound.reading,
      }),
      standing: t.field({
        type: dueStanding,
        description: 'How it stands by what is on the record.',
        resolve: ({ due }) => due.standing,
      }),
      inDays: t.int({
        nullable: true,
        description: 'Days from the date to the due date; negative once it is past.',
        resolve: ({ due }) => due.inDays,
      }),
      overdueSince: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day after the due date, where it is overdue.',
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
        description: 'The day of the newest dated source that can be seen.',
        resolve: ({ state }) => state.horizon,
      }),
      evidence: t.field({
        type: [provenance.evidence],
        description: 'Where the sources give it.',
        args: provenance.evidenceArgs,
        resolve: ({ chronicle, state, item }, args) =>
          evidenceFor({ chronicle, state }, item.get(fields.due).because).filter(cites(args)),
      }),
    }),
  })
  const standingStatus = builder.objectRef<StandingStatus>('StatusValue').implement({
    description: 'A status that may stand, and what brought it.',
    fields: (t) => ({
      status: t.field({
        type: status,
        description: 'What may have become of it.',
        resolve: ({ status }) => status.status,
      }),
      by: t.field({
        type: item.item,
        nullable: true,
        description: 'What answered or fulfilled it.',
        resolve: ({ status, ...standing }) =>
          status.by === undefined ? null : itemsBySubject(standing, [status.by])[0],
      }),
    }),
  })

  refs.undertaking.implement({
    description: 'What a side agreed to, promised, asked for or hoped.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      grade: t.field({
        type: grade,
        nullable: true,
        description: 'How far they bound themselves.',
        resolve: (each) => GRADES.find((one) => printed(each, fields.grade)[0] === one),
      }),
      content: t.string({
        description: 'In our own words.',
        resolve: (each) => printed(each, fields.content).join(' / '),
      }),
      by: t.stringList({ description: 'Sides or persons.', resolve: (each) => many(each, fields.by) }),
      to: t.stringList({
        description: 'Sides or persons to whom it is addressed.',
        resolve: (each) => many(each, fields.to),
      }),
      checkable: t.boolean({
        nullable: true,
        description: 'Whether it has a deliverable that a later source could report.',
        resolve: (each) => one(each, fields.checkable),
      }),
      deliverable: t.string({
        nullable: true,
        description: 'What a later source could report, in our own words.',
        resolve: (each) => one(each, fields.deliverable),
      }),
      status: t.field({
        type: status,
        nullable: true,
        description: 'Null where more than one may stand; see `statuses`.',
        resolve: (each) => one(each, fields.status)?.status,
      }),
      statuses: t.field({
        type: [standingStatus],
        description: 'Every status that may stand.',
        resolve: (each) => many(each, fields.status).map((status) => ({ ...each, status })),
      }),
      statusCertainty: t.field({
        type: item.certainty,
        description: 'How sure the status is by what is on the record.',
        resolve: ({ item }) => item.get(fields.status).answer,
      }),
      onTheRecord: t.boolean({
        description:
          'True where its being open is read from silence alone, for a date after the newest source.',
        resolve: ({ item, state }) => openOf(item) && beyondRecord(state.horizon, state.point.date),
      }),
      due: t.field({
        type: due,
        nullable: true,
        description: 'By when it is to be done; null where no date is given.',
        resolve: (each) => dueFor(each),
      }),
      window: t.field({
        type: validTime.ref,
        nullable: true,
        description: 'When what it announces would be.',
        resolve: (each) => datedOf(one(each, fields.window)),
      }),
      place: t.field({
        type: place,
        nullable: true,
        description: 'Where what it announces would be.',
        resolve: (each) => one(each, fields.place),
      }),
      level: t.string({
        nullable: true,
        description: 'Of what rank those would be whom it concerns.',
        resolve: (each) => one(each, fields.level),
      }),
      heads: t.field({
        type: [refs.person],
        nullable: true,
        description: 'Who would head it; null where it is not told.',
        resolve: (each) => orNull(items(each, fields.heads)),
      }),
      meeting: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting that it announces.',
        resolve: (each) => firstItem(each, fields.meeting),
      }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting at which it was made.',
        resolve: (each) => firstItem(each, fields.occasion),
      }),
      topics: t.stringList({
        description: 'What it is about.',
        resolve: (each) => many(each, fields.topics),
      }),
    }),
  })

  builder.objectField(kit.root.state, 'undertakings', (t) =>
    t.field({
      type: [refs.undertaking],
      description: 'Everything that was undertaken, asked or hoped for by the date, whatever became of it.',
      args: {
        ...listArgs(kit, STANDING),
        status: t.arg({
          type: [status],
          required: false,
          description: 'Only those that may have one of these.',
        }),
        open: t.arg.boolean({
          required: false,
          description: 'Only those that may (true) or cannot (false) still be open.',
        }),
        grade: t.arg({ type: [grade], required: false, description: 'Only those of these grades.' }),
        checkable: t.arg.boolean({
          required: false,
          description: 'Only those with (true) or without (false) a deliverable that could be reported.',
        }),
        by: t.arg.string({ required: false, description: 'Only those of this side or person.' }),
        topic: t.arg.string({ required: false, description: 'Only those on this topic.' }),
        hasDue: t.arg.boolean({
          required: false,
          description: 'Only those with (true) or without (false) a due date.',
        }),
        overdue: t.arg.boolean({
          required: false,
          description: 'Only those that are (true) or are not (false) overdue on the record.',
        }),
      },
      resolve: (stand, { status, open, grade, checkable, by, topic, hasDue, overdue, ...args }) =>
        listItems(stand, 'undertaking', args)
          .filter(
            (each) => status == null || many(each, fields.status).some((one) => status.includes(one.status)),
          )
          .filter(({ item }) => open == null || openOf(item) === open)
          .filter(
            (each) =>
              grade == null ||
              printed(each, fields.grade).some((one) => grade.some((wanted) => wanted === one)),
          )
          .filter((each) => checkable == null || one(each, fields.checkable) === checkable)
          .filter((each) => by == null || many(each, fields.by).includes(by))
          .filter((each) => topic == null || many(each, fields.topics).includes(topic))
          .filter((each) => hasDue == null || (dueFor(each) !== null) === hasDue)
          .filter(({ item }) => overdue == null || (dueOf(item).standing === 'overdue') === overdue),
    }),
  )
  addChanges(kit, 'undertakings', 'undertaking', refs.undertaking)
}

function dueFor(each: StandingItem): StandingDue | null {
  const bound = one(each, fields.due)
  return bound === null ? null : { ...each, due: dueOf(each.item), bound }
}

function datedOf(bound: Bound | null): Dated | null {
  return bound === null ? null : { bounds: readValid(bound), written: bound }
}

function openOf(item: StandingItem['item']): boolean {
  return item.get(fields.status).values.some(({ value }) => isOpen(value.status))
}

function beyondRecord(horizon: number | undefined, date: number): boolean {
  return horizon === undefined || date > horizon
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list
}

function screaming(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}
