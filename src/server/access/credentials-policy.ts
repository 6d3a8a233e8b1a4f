import { bilateral } from '../../domains/index.ts'
import { createSchema, type Policy, policyOf } from '../../graphql/index.ts'

/** Who may have what of the API, as it is without being told otherwise; by coordinate, in the order of the alphabet. */
export function readPolicy(): Policy {
  return new Map([...policyOf(createSchema(bilateral))].sort(([a], [b]) => a.localeCompare(b, 'en')))
}
