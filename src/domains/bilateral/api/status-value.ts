import { type ItemAtPoint, itemsBySubject } from '../../../graphql/index.ts'
import { type Status, undertakingFields } from '../undertaking/index.ts'
import type { Kit } from './refs.ts'

type StandingStatus = ItemAtPoint & { readonly status: Status }

/** The type of what may have become of an undertaking. */
export function addStatusValue({ builder, item, words: { status } }: Kit) {
  return builder.objectRef<StandingStatus>('StatusValue').implement({
    description: 'A status that may stand, and what brought it.',
    fields: (t) => ({
      status: t.field({
        type: status,
        description: 'What may have become of it.',
        resolve: ({ status }) => status.status,
      }),
      inferred: t.boolean({
        description: 'Whether no source says so: it was worked out from other events, its premises.',
        resolve: ({ status, item }) =>
          item
            .get(undertakingFields.status)
            .values.filter(({ value }) => value.status === status.status)
            .every(({ standings }) => standings.every(({ event }) => event.event.premises !== undefined)),
      }),
      by: t.field({
        type: item.item,
        nullable: true,
        description: 'What answered it, or did it wholly or in part; null where no event names that.',
        resolve: ({ status, ...standing }) =>
          status.by === undefined ? null : itemsBySubject(standing, [status.by])[0],
      }),
    }),
  })
}
