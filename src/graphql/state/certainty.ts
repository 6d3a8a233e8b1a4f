import type { Builder } from '../builder.ts'

/** The four answers, as the schema has them. */
export function addCertainty(builder: Builder) {
  return builder.enumType('Certainty', {
    description: 'The four answers.',
    values: {
      DEFINITELY: { value: 'definitely', description: 'For every date that the evidence allows.' },
      POSSIBLY: { value: 'possibly', description: 'For some of them.' },
      NO: {
        value: 'no',
        description: 'An event that can be seen for certain excludes the date; said of that event alone.',
      },
      UNKNOWN: { value: 'unknown', description: 'What can be seen does not say.' },
    } as const,
  })
}

export type CertaintyRef = ReturnType<typeof addCertainty>
