import type { Dated, ItemAtPoint } from '../../../graphql/index.ts'
import { type Bound, readValid } from '../../../time/index.ts'
import { dueOf, undertakingFields as fields, GRADES, isOpen } from '../undertaking/index.ts'
import { addDue, beyondRecord, dueFor } from './due.ts'
import { addChanges, itemsOfList, listArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { addStatusValue } from './status-value.ts'
import type { Terms } from './terms.ts'
import { firstItem, items, many, one, printed } from './values.ts'

/** Undertakings: what was bound how far, by whom, by when, and what became of it. */
export function addUndertaking(kit: Kit, { place }: Terms): void {
  const { builder, refs, item, validTime, words } = kit
  const { grade, status } = words
  const standingStatus = addStatusValue(kit)
  const due = addDue(kit)

  refs.undertaking.implement({
    description: 'What a side agreed to, promised, asked for or hoped.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      grade: t.field({
        type: grade,
        nullable: true,
        description: 'How far they bound themselves; null where that cannot be seen.',
        resolve: (each) => GRADES.find((one) => printed(each, fields.grade)[0] === one),
      }),
      content: t.string({
        description: 'In our own words.',
        resolve: (each) => printed(each, fields.content).join(' / '),
      }),
      by: t.stringList({
        description: 'Whose it is: sides like `jp`, or persons by their keys.',
        resolve: (each) => many(each, fields.by),
      }),
      to: t.stringList({
        description: 'To whom it is addressed: sides like `jp`, or persons by their keys.',
        resolve: (each) => many(each, fields.to),
      }),
      checkable: t.boolean({
        nullable: true,
        description:
          'Whether it has a deliverable that a later source could report; null where sources differ.',
        resolve: (each) => one(each, fields.checkable),
      }),
      deliverable: t.string({
        nullable: true,
        description:
          'What a later source could report, in our own words; null where there is nothing, or sources differ.',
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
        description: 'By when it is to be done; null where no date is given, or sources differ.',
        resolve: (each) => dueFor(each),
      }),
      window: t.field({
        type: validTime.ref,
        nullable: true,
        description: 'When what it announces would be; null where no source says, or they differ.',
        resolve: (each) => datedOf(one(each, fields.window)),
      }),
      place: t.field({
        type: place,
        nullable: true,
        description: 'Where what it announces would be; null where no source says, or they differ.',
        resolve: (each) => one(each, fields.place),
      }),
      level: t.string({
        nullable: true,
        description:
          'Of what rank those would be whom it concerns, like `ministerial`; null where no source says, or they differ.',
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
        description: 'The meeting that it announces; null where it announces none.',
        resolve: (each) => firstItem(each, fields.meeting),
      }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting at which it was made; null where no source says.',
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
        ...listArgs(kit, STANDING, 'undertaking'),
        open: t.arg.boolean({
          required: false,
          description: 'Only those that may (true) or cannot (false) still be open.',
        }),
        checkable: t.arg.boolean({
          required: false,
          description: 'Only those with (true) or without (false) a deliverable that could be reported.',
        }),
        hasDue: t.arg.boolean({
          required: false,
          description: 'Only those with (true) or without (false) a due date.',
        }),
        overdue: t.arg.boolean({
          required: false,
          description: 'Only those that are (true) or are not (false) overdue on the record.',
        }),
      },
      resolve: (stand, { open, checkable, hasDue, overdue, ...args }) =>
        itemsOfList(kit, stand, 'undertaking', args)
          .filter(({ item }) => open == null || openOf(item) === open)
          .filter((each) => checkable == null || one(each, fields.checkable) === checkable)
          .filter((each) => hasDue == null || (dueFor(each) !== null) === hasDue)
          .filter(({ item }) => overdue == null || (dueOf(item).standing === 'overdue') === overdue),
    }),
  )
  addChanges(kit, 'undertakings', 'undertaking', refs.undertaking)
}

function datedOf(bound: Bound | null): Dated | null {
  return bound === null ? null : { bounds: readValid(bound), written: bound }
}

function openOf(item: ItemAtPoint['item']): boolean {
  return item.get(fields.status).values.some(({ value }) => isOpen(value.status))
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list
}
