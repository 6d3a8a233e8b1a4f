import { type FloatValueNode, type IntValueNode, type ValueNode, valueFromASTUntyped, visit } from 'graphql'
import { isCut } from '../admission/index.ts'
import { RegestaError } from '../errors.ts'
import type { Json } from '../event/index.ts'
import { type CivilDay, formatDay, formatInstant, parseDay, parseEdtf, parseInstant } from '../time/index.ts'
import type { Builder } from './builder.ts'
import { quoted } from './faults.ts'

/** The scalar types. An invalid value is refused with a code, what arrived and an example. */
export function addScalars(builder: Builder): void {
  builder.scalarType('Date', {
    description:
      'A civil day, `YYYY-MM-DD`, in the calendar of the place where it happened; never an instant. Before year 0 `-YYYY-MM-DD` (`-0043` is 44 BC), beyond 9999 `Y10000-MM-DD`.',
    specifiedByURL: 'https://www.loc.gov/standards/datetime/',
    serialize: formatDay,
    parseValue: (value) => read('Date', 'a day like 2025-05-01', value, parseDay),
  })
  builder.scalarType('DateTime', {
    description: 'An instant in ISO 8601 with `Z` or an offset; returned in UTC with milliseconds.',
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
    parseLiteral: readJson,
  })
}

/** Parses a value. Throws RegestaError with the code of the scalar, which `publicError` shows to the caller. */
function read<T>(scalar: string, example: string, value: unknown, parse: (text: string) => T): T {
  const code = `E_${scalar.toUpperCase()}`
  if (typeof value !== 'string')
    throw new RegestaError(code, 'invalid', `expected ${example} in quotes, got ${shown(value)}`)
  if (value.length > LONGEST)
    throw new RegestaError(code, 'invalid', `${quoted(value)} is too long; expected ${example}`)
  try {
    return parse(value)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    throw new RegestaError(error.code, error.category, `${error.message}; expected ${example}`)
  }
}

/** A literal of JSON. Throws E_NUMBER for a number that would be kept otherwise than it is written. */
function readJson(literal: ValueNode, variables?: Parameters<typeof valueFromASTUntyped>[1]): Json {
  const check = ({ value }: IntValueNode | FloatValueNode) => {
    if (isCut(value)) {
      const message = `${value} cannot be kept exactly; expected a string in quotes`
      throw new RegestaError('E_NUMBER', 'invalid', message)
    }
  }
  visit(literal, { IntValue: check, FloatValue: check })
  return valueFromASTUntyped(literal, variables) as Json
}

/** No valid date is longer. */
const LONGEST = 200

function shown(value: unknown): string {
  return quoted(JSON.stringify(value) ?? String(value)).slice(1, -1)
}

/** A day; null for an open bound, which is infinite. */
export function dayOrNull(day: CivilDay): CivilDay | null {
  return Number.isFinite(day) ? day : null
}

/** A claimed value of any shape, as JSON. */
export function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
