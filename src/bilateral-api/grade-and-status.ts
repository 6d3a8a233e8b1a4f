import { enumValues, itemsBySubject, type StandingItem } from '../api/index.ts'
import { type GRADES, type Status, undertakingFields } from '../bilateral/index.ts'
import type { Kit } from './refs.ts'

type StandingStatus = StandingItem & { readonly status: Status }

const GRADE_MEANINGS: Readonly<Record<(typeof GRADES)[number], string>> = {
  agreement: 'Both sides agreed on it.',
  pledge: 'A side gave its word for it.',
  'confirmed-cooperation': 'The sides confirmed that they work together on it.',
  'shared-intent': 'The sides share the intent, and neither gave its word.',
  plan: 'A side plans it.',
  request: 'A side asked the other for it.',
  invitation: 'A side invited the other to it.',
  suggestion: 'A side put it forward.',
  hope: 'A side hopes for it.',
  'intent-to-consider': 'A side means to think about it, and no more.',
}

const STATUS_MEANINGS: Readonly<Record<Status['status'], string>> = {
  open: 'Nothing on the record answers, does or ends it.',
  answered: 'A request or invitation was answered, which does not perform it.',
  'partly-fulfilled': 'Part of it was done.',
  fulfilled: 'It was done.',
  withdrawn: 'It was taken back.',
  lapsed: 'It was reported as come to nothing.',
  denied: 'A side said that it never undertook this.',
}

/** How far an undertaking binds, and what may have become of it. */
export function addGradeAndStatus({ builder, item }: Kit) {
  const grade = builder.enumType('Grade', {
    description: 'How far a side bound itself: as its source grades it, never promoted.',
    values: enumValues(GRADE_MEANINGS),
  })
  const status = builder.enumType('UndertakingStatus', {
    description:
      'What became of it, as far as can be seen. OPEN, ANSWERED and PARTLY_FULFILLED are still to be done.',
    values: enumValues(STATUS_MEANINGS),
  })
  const standingStatus = builder.objectRef<StandingStatus>('StatusValue').implement({
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
  return { grade, status, standingStatus }
}
