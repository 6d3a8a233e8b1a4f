import { type AtPoint, itemsBySubject } from '../../../graphql/index.ts'
import type { Announcement } from '../meeting.ts'
import type { Kit } from './refs.ts'
import type { Terms } from './terms.ts'

type StandingAnnouncement = AtPoint & { readonly announcement: Announcement }

/** The type of what was told of a meeting beforehand. */
export function addAnnouncement({ builder, refs }: Kit, { place }: Terms) {
  return builder.objectRef<StandingAnnouncement>('MeetingAnnouncement').implement({
    description: 'What was announced of a meeting before it was held.',
    fields: (t) => ({
      undertaking: t.field({
        type: refs.undertaking,
        nullable: true,
        description: 'The undertaking that announced it; null where that cannot be seen from the point.',
        resolve: ({ announcement, ...stand }) => itemsBySubject(stand, [announcement.undertaking])[0],
      }),
      place: t.field({
        type: place,
        nullable: true,
        description: 'Where it would be; null where that was not told.',
        resolve: ({ announcement }) => announcement.place,
      }),
      level: t.string({
        nullable: true,
        description:
          'Of what rank those who meet would be, like `ministerial`; null where that was not told.',
        resolve: ({ announcement }) => announcement.level,
      }),
      heads: t.stringList({
        nullable: true,
        description: 'Who would head it, by their keys; null where that was not told.',
        resolve: ({ announcement }) => announcement.heads && [...announcement.heads],
      }),
    }),
  })
}
