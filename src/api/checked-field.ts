import type { Chronicle } from '../chronicle/index.ts'
import { kindOf } from '../event/index.ts'
import { badArgument, quoted } from './faults.ts'

/** A field's name, if the subject's kind has such a field; throws E_FIELD with those that it has. */
export function checkedField({ vocabulary }: Chronicle, subject: string, field: string): string {
  const kind = vocabulary.kinds.get(kindOf(subject))
  const names = kind === undefined ? [] : [kind.existence, ...kind.fields].map(({ name }) => name)
  if (names.includes(field)) return field
  throw badArgument('E_FIELD', 'field', `${quoted(field)} is not one of ${names.join(', ')}`)
}
