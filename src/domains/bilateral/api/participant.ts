import { type AtPoint, type ItemAtPoint, itemsBySubject } from '../../../graphql/index.ts'
import { meetingFields as fields, type Participant } from '../meeting.ts'
import type { Kit } from './refs.ts'
import type { Terms } from './terms.ts'
import { many } from './values.ts'

export type StandingParticipant = AtPoint & {
  readonly participant: Participant
  readonly titles: readonly string[]
}

/** The type of someone at a meeting. */
export function addParticipant({ builder, refs }: Kit, { role }: Terms) {
  return builder.objectRef<StandingParticipant>('Participant').implement({
    description: 'Someone at a meeting, in one role.',
    fields: (t) => ({
      person: t.string({
        description: 'Who it was, by key: also where no item tells more of them.',
        resolve: ({ participant }) => participant.person,
      }),
      who: t.field({
        type: refs.person,
        nullable: true,
        description: 'As an item of the state; null where nothing that can be seen names them.',
        resolve: ({ participant, ...stand }) => itemsBySubject(stand, [participant.person])[0],
      }),
      side: t.string({
        description:
          'The country for which they were there, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`.',
        resolve: ({ participant }) => participant.side,
      }),
      role: t.field({
        type: role,
        description: 'In what part they were there.',
        resolve: ({ participant }) => participant.role,
      }),
      titles: t.stringList({
        description: 'Every form of title that a source prints there.',
        resolve: ({ titles }) => [...titles],
      }),
    }),
  })
}

/** Who was at a meeting, each with the titles that sources print there. */
export function participantsOf(each: ItemAtPoint): StandingParticipant[] {
  const titles = many(each, fields.titles)
  return many(each, fields.participants).map((participant) => ({
    chronicle: each.chronicle,
    state: each.state,
    participant,
    titles: titles.filter(({ person }) => person === participant.person).map(({ title }) => title),
  }))
}
