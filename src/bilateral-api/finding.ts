import { eventsOf, evidenceFor, type Stand, type StandingItem } from '../api/index.ts'
import {
  heldOn,
  INSTRUMENT_KINDS,
  instrumentFields,
  MEETING_KINDS,
  meetingFields,
} from '../bilateral/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { ofKind } from './kinds.ts'
import { listArgs, listItems, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { isCalled } from './search.ts'

const KINDS = [...MEETING_KINDS, ...INSTRUMENT_KINDS]

type Finding = Stand & { readonly found: readonly Found[] }
type Found = { readonly each: StandingItem; readonly answer: Answer }

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
  const { certainty: _, subject: __, search: ___, ...described } = listArgs(kit, STANDING)
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
          defaultValue: ['meeting', 'instrument', 'visit'],
          description: 'Only among these.',
        }),
        kind: t.arg.stringList({
          required: false,
          description: 'Only meetings or instruments of these kinds, like `summit` or `memorandum`.',
        }),
        search: t.arg.string({
          required: false,
          description:
            'Only what has all these words in its key, a name or a title: a topic that was spoken of did not happen.',
        }),
        on: t.arg({
          type: 'Date',
          required: false,
          description: 'Only what may have happened on that very day.',
        }),
      },
      resolve: (stand, { among, kind, on, search, ...args }) => ({
        ...stand,
        found: among
          .flatMap((one) => listItems(stand, one, { ...args, certainty: STANDING }))
          .filter(({ item }) => search == null || isCalled(item, search))
          .filter(ofKind(kind, KINDS, meetingFields.kind, instrumentFields.kind))
          .map((each) => ({ each, answer: answerOf(each, on ?? undefined) }))
          .filter(({ answer }) => STANDING.includes(answer)),
      }),
    }),
  )
}

function answerOf({ item }: StandingItem, on: CivilDay | undefined): Answer {
  return on === undefined ? item.existence.answer : heldOn(item, on).answer
}

function reasons(found: readonly Found[]): string[] {
  return [...new Set(found.flatMap(({ each }) => each.item.existence.because))]
}
