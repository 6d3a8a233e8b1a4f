import { type Builder, enumValues, type Facet } from '../../../graphql/index.ts'
import { type GRADES, type Status, undertakingFields } from '../undertaking/index.ts'

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

/** How far an undertaking binds and what may have become of it, and lists narrowed by either. */
export function addGrades(builder: Builder) {
  const grade = builder.enumType('Grade', {
    description: 'How far a side bound itself: as its source grades it, never promoted.',
    values: enumValues(GRADE_MEANINGS),
  })
  const status = builder.enumType('UndertakingStatus', {
    description:
      'What became of it, as far as can be seen. OPEN, ANSWERED and PARTLY_FULFILLED are still to be done.',
    values: enumValues(STATUS_MEANINGS),
  })
  const facets: readonly Facet[] = [
    {
      type: 'words',
      name: 'grade',
      description: 'Only those of one of these grades.',
      accepts: { enum: grade },
      code: 'E_GRADE',
      reads: new Map([['undertaking', (said) => said(undertakingFields.grade)]]),
    },
    {
      type: 'words',
      name: 'status',
      description: 'Only those that may have one of these at the point; of events, those that bring one.',
      accepts: { enum: status },
      code: 'E_STATUS',
      standing: true,
      reads: new Map([['undertaking', (said) => said(undertakingFields.status).map(({ status }) => status)]]),
    },
  ]
  return { grade, status, facets }
}
