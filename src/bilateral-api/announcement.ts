import { itemsBySubject, type Stand } from '../api/index.ts'
import type { Announcement } from '../bilateral/index.ts'
import type { Kit } from './refs.ts'
import type { Terms } from './terms.ts'

type StandingAnnouncement = Stand & { readonly announcement: Announcement }

/** The type of what was told of a meeting beforehand. */
export function addAnnouncement({ builder, refs }: Kit, { place }: Terms) {
  return builder.objectRef<StandingAnnouncement>('MeetingAnnouncement').implement({
    description: 'What was announced of a meeting before it was held: null is not told.',
    fields: (t) => ({
      undertaking: t.field({
        type: refs.undertaking,
        nullable: true,
        description: 'The undertaking that announced it.',
        resolve: ({ announcement, ...stand }) => itemsBySubject(stand, [announcement.undertaking])[0],
      }),
      place: t.field({
        type: place,
        nullable: true,
        description: 'Where it would be.',
        resolve: ({ announcement }) => announcement.place,
      }),
      level: t.string({
        nullable: true,
        description: 'Of what rank those who meet would be.',
        resolve: ({ announcement }) => announcement.level,
      }),
      heads: t.stringList({
        nullable: true,
        description: 'Who would head it, by their keys.',
        resolve: ({ announcement }) => announcement.heads && [...announcement.heads],
      }),
    }),
  })
}
