import { GraphQLError } from 'graphql'
import { RegestaError } from '../errors.ts'
import type { Json } from '../event/index.ts'
import { formatDay, formatInstant, parseDay, parseEdtf, parseInstant } from '../time/index.ts'
import type { Builder } from './builder.ts'

/** The scalars of time. A value that cannot be is refused with what arrived, what would do, and a code. */
export function addScalars(builder: Builder): void {
  builder.scalarType('Date', {
    description:
      'A civil day, `YYYY-MM-DD`, from year 1 to 9999: the label of the place where it happened, never an instant.',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
    serialize: formatDay,
    parseValue: (value) => read('Date', 'a day like 2025-05-01', value, parseDay),
  })
  builder.scalarType('DateTime', {
    description: 'An instant in ISO 8601 with `Z` or an offset; answered in UTC with milliseconds.',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
    serialize: formatInstant,
    parseValue: (value) => read('DateTime', 'an instant like 2026-11-21T12:00:00Z', value, parseInstant),
  })
  builder.scalarType('EDTF', {
    description:
      'A date or interval in the Extended Date/Time Format (ISO 8601-2), as precise as it is known.',
    specifiedByURL: 'https://www.loc.gov/standards/datetime/',
    serialize: (text) => text,
    parseValue: (value) => read('EDTF', 'EDTF like 2021-09', value, (text) => parseEdtf(text).text),
  })
  builder.scalarType('JSON', {
    description: 'Any JSON value, as the event has it.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
    serialize: (value) => value,
    parseValue: (value) => value as Json,
  })
}

function read<T>(scalar: string, example: string, value: unknown, parse: (text: string) => T): T {
  if (typeof value !== 'string')
    throw new GraphQLError(`expected ${example} in quotes, got ${JSON.stringify(value)}`, {
      extensions: { code: `E_${scalar.toUpperCase()}`, category: 'invalid' },
    })
  try {
    return parse(value)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    throw new GraphQLError(`${error.message}; expected ${example}`, {
      extensions: { code: error.code, category: error.category },
    })
  }
}
