import {
  type AtPoint,
  daysOf,
  eventsOf,
  evidenceFor,
  Faults,
  type ItemAtPoint,
  type ListArgs,
  listItems,
  textsIn,
} from '../../../graphql/index.ts'
import type { Item } from '../../../state/index.ts'
import { type Answer, and, type CivilDay, type Interval, oneDay } from '../../../time/index.ts'
import { heldDuring } from '../held-on.ts'
import { instrumentFields } from '../instrument.ts'
import { meetingFields } from '../meeting.ts'
import { listArgs, onArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'

const HAPPENINGS = ['meeting', 'instrument', 'visit'] as const

type Finding = AtPoint & { readonly found: readonly Found[] }
type Found = { readonly each: ItemAtPoint; readonly answer: Answer }

/**
 * Whether anything of such a description happened: the question of which an empty list would be no honest answer,
 * since what no source tells may have happened all the same.
 */
export function addFinding(kit: Kit): void {
  const { builder, item, provenance } = kit
  const happening = builder.enumType('Happening', {
    description: 'What can be said to have happened.',
    values: {
      MEETING: { value: 'meeting', description: 'A meeting was held.' },
      INSTRUMENT: { value: 'instrument', description: 'A document was signed.' },
      VISIT: { value: 'visit', description: 'Someone was on the other side’s soil.' },
    } as const,
  })
  const finding = builder.objectRef<Finding>('Finding').implement({
    description: 'Whether anything of a description happened, and what tells so.',
    fields: (t) => ({
      certainty: t.field({
        type: item.certainty,
        description:
          'DEFINITELY, POSSIBLY or UNKNOWN. Never NO: that is said of one item, never of all of its kind.',
        resolve: ({ found }) =>
          STANDING.find((answer) => found.some((one) => one.answer === answer)) ?? 'unknown',
      }),
      items: t.field({
        type: [item.item],
        description: 'What definitely or possibly happened so.',
        resolve: ({ found }) => found.map(({ each }) => each),
      }),
      evidence: t.field({
        type: [provenance.evidence],
        description: 'Where the sources say that it happened.',
        args: provenance.evidenceArgs,
        resolve: ({ chronicle, state, found }, args) =>
          evidenceFor({ chronicle, state }, reasons(found), args),
      }),
      because: t.field({
        type: [provenance.event],
        description: 'The events that say that it happened.',
        resolve: ({ chronicle, state, found }) => eventsOf({ chronicle, state }, reasons(found)),
      }),
    }),
  })
  const { certainty: _, subject: __, search: ___, ...described } = listArgs(kit, STANDING, ...HAPPENINGS)
  builder.objectField(kit.root.state, 'happened', (t) =>
    t.field({
      type: finding,
      description:
        'Whether anything of such a description happened by the date. What is only promised, asked or hoped for is an undertaking and did not happen.',
      args: {
        ...described,
        among: t.arg({
          type: [happening],
          required: true,
          defaultValue: [...HAPPENINGS],
          description: 'Only among these.',
        }),
        search: t.arg.string({
          required: false,
          description:
            'Only what has all these words, in any spelling, in its key, a name or a title: a topic that was spoken of did not happen.',
        }),
        ...onArgs(kit),
      },
      resolve: (stand, args) => ({ ...stand, found: findingOf(kit, stand, args) }),
    }),
  )
}

type FindingArgs = Omit<ListArgs, 'certainty' | 'subject'> & {
  readonly among: readonly (typeof HAPPENINGS)[number][]
  readonly on?: CivilDay | null | undefined
}

function findingOf({ lists: { filter } }: Kit, stand: AtPoint, args: FindingArgs): Found[] {
  const { among, search, on, ...others } = args
  const faults = new Faults()
  const isCalled = filter.searchTest({ search }, faults)
  const days = [daysOf('valid', args.valid, new Faults()), on == null ? undefined : oneDay(on)]
  const asked = { ...others, certainty: STANDING }
  return listItems(stand, filter, [...new Set(among)], asked, faults, HAPPENINGS)
    .filter(({ item }) => isCalled?.({ texts: filter.entries.searchable(() => namesOf(item)) }) ?? true)
    .map((each) => ({ each, answer: answerOf(each, days) }))
    .filter(({ answer }) => STANDING.includes(answer))
}

/** Whether it happened by the date, and on all the days that are asked about, as far as each is. */
function answerOf({ item }: ItemAtPoint, days: readonly (Interval | undefined)[]): Answer {
  return days
    .filter((each) => each !== undefined)
    .map((each) => heldDuring(item, each).answer)
    .reduce(and, item.existence.answer)
}

/** What an item is called: its keys, names and titles. */
function namesOf({ identity: { keys }, standings }: Item): readonly string[] {
  const called = standings.filter(({ claim }) => NAMES.has(claim.field))
  return [...keys, ...called.flatMap(({ claim }) => textsIn(claim.value))]
}

const NAMES: ReadonlySet<string> = new Set([meetingFields.name.name, instrumentFields.title.name])

function reasons(found: readonly Found[]): string[] {
  return [...new Set(found.flatMap(({ each }) => each.item.existence.because))]
}
