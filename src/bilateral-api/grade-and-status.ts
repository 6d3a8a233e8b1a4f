import { itemsBySubject, type StandingItem } from '../api/index.ts'
import { GRADES, STATUSES, type Status } from '../bilateral/index.ts'
import type { Kit } from './refs.ts'

type StandingStatus = StandingItem & { readonly status: Status }

/** How far an undertaking binds, and what may have become of it. */
export function addGradeAndStatus({ builder, item }: Kit) {
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
  return { grade, status, standingStatus }
}

function screaming(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}
