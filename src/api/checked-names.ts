import type { Snapshot } from '../chronicle/index.ts'
import { kindOf } from '../event/index.ts'
import { fieldsOf } from '../projection/index.ts'
import { badArgument, quoted } from './faults.ts'

/** Names of the vocabulary as a caller gives them. One that it does not have is refused with those that it has. */

/** A kind of subject; throws E_KIND. */
export function checkedKind({ vocabulary }: Snapshot, kind: string): string {
  if (vocabulary.kinds.has(kind)) return kind
  const kinds = [...vocabulary.kinds.keys()].join(', ')
  throw badArgument('E_KIND', 'kind', `${quoted(kind)} is not one of ${kinds}`)
}

/** A subject's key, if events can be about its kind; that anything can be seen of it is not asked. Throws E_KIND. */
export function checkedSubject({ vocabulary }: Snapshot, subject: string): string {
  const kinds = new Set(
    [...vocabulary.catalogue.values()].flatMap(({ kinds }) => (kinds === 'any' ? [] : kinds)),
  )
  for (const kind of vocabulary.kinds.keys()) kinds.add(kind)
  if (kinds.has(kindOf(subject))) return subject
  throw badArgument(
    'E_KIND',
    'subject',
    `${quoted(subject)} is not kind/name with a kind of ${[...kinds].sort().join(', ')}`,
  )
}

/** A field's name, if the subject's kind has such a field; throws E_FIELD. */
export function checkedField({ vocabulary }: Snapshot, subject: string, field: string): string {
  const kind = vocabulary.kinds.get(kindOf(subject))
  const names = kind === undefined ? [] : fieldsOf(kind).map(({ name }) => name)
  if (names.includes(field)) return field
  throw badArgument('E_FIELD', 'field', `${quoted(field)} is not one of ${names.join(', ')}`)
}
