import type { Snapshot } from '../../engine/index.ts'
import { InvalidInput } from '../../errors.ts'
import { kindOf } from '../../event/index.ts'
import { fieldsOf } from '../../state/index.ts'
import { Faults, notOneOf, quoted } from '../faults.ts'
import type { AtPoint } from './at-point.ts'

/**
 * Names of the vocabulary as a caller gives them. One that it does not have is refused with those that it has: throws
 * InvalidInput.
 */

/** A kind of item. E_KIND. */
export function checkedKind({ vocabulary }: Snapshot, kind: string, argument = 'kind'): string {
  if (vocabulary.kinds.has(kind)) return kind
  throw refused('E_KIND', argument, notOneOf(kind, vocabulary.kinds.keys()))
}

/** A subject's key, if events can be about its kind; that anything can be seen of it is not asked. E_KIND. */
export function checkedSubject(chronicle: Snapshot, subject: string, argument = 'subject'): string {
  const kinds = subjectKinds(chronicle)
  if (kinds.has(kindOf(subject))) return subject
  const expected = `is not kind/name with a kind of ${[...kinds].sort().join(', ')}`
  throw refused('E_KIND', argument, `${quoted(subject)} ${expected}`)
}

/** Every kind of subject that an event can be about. */
export function subjectKinds({ vocabulary }: Snapshot): ReadonlySet<string> {
  const told = [...vocabulary.catalogue.values()].flatMap(({ kinds }) => (kinds === 'any' ? [] : kinds))
  return new Set([...told, ...vocabulary.kinds.keys()])
}

/** Event types, each one of the catalogue's. E_TYPE for every one that is none. */
export function checkedTypes(
  { vocabulary: { catalogue } }: Snapshot,
  types: readonly string[],
  argument = 'types',
): readonly string[] {
  const faults = new Faults()
  for (const type of types)
    if (!catalogue.has(type)) faults.add('E_TYPE', argument, notOneOf(type, catalogue.keys()))
  faults.check()
  return types
}

/** A field's name, if the subject's kind has such a field. E_FIELD. */
export function checkedField({ vocabulary }: Snapshot, subject: string, field: string): string {
  const kind = vocabulary.kinds.get(kindOf(subject))
  const names = kind === undefined ? [] : fieldsOf(kind).map(({ name }) => name)
  if (names.includes(field)) return field
  throw refused('E_FIELD', 'field', notOneOf(field, names))
}

function refused(code: string, argument: string, message: string): InvalidInput {
  return new InvalidInput([{ code, message, place: { argument } }])
}

/** The kinds that are asked for, each once; all of them where none is named. */
export function checkedKinds(
  { chronicle }: Pick<AtPoint, 'chronicle'>,
  kinds: readonly string[] | null | undefined,
  faults: Faults,
): readonly string[] {
  if (kinds == null) return [...chronicle.vocabulary.kinds.keys()]
  return [...new Set(kinds)].flatMap((kind) => faults.from(() => checkedKind(chronicle, kind, 'kinds')) ?? [])
}
