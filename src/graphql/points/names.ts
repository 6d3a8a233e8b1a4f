/**
 * Checks the names of the vocabulary that a caller gives. An unknown name is refused with the names that exist and the
 * nearest one: each function throws InvalidInput, or adds to the faults that it is given.
 */
import { domainOf } from '../../domain/index.ts'
import type { Snapshot } from '../../engine/index.ts'
import { InvalidInput } from '../../errors.ts'
import { kindOf } from '../../event/index.ts'
import { fieldsOf } from '../../state/index.ts'
import { Faults, notOneOf, quoted } from '../faults.ts'

/** A kind of item, from its key or its `__typename`. E_KIND. */
export function checkedKind(chronicle: Snapshot, given: string, argument = 'kind'): string {
  const { kinds } = chronicle.vocabulary
  const kind = keyOfKind(chronicle, given)
  if (kinds.has(kind)) return kind
  throw refused('E_KIND', argument, notOneOf(given, kinds.keys()))
}

/** The key of the kind whose `__typename` is given; anything else as it is. */
function keyOfKind(chronicle: Snapshot, given: string): string {
  return domainOf(chronicle)?.kinds.find(({ type }) => type === given)?.name ?? given
}

/** Kinds of items, each once; every kind of the vocabulary where none is given. Adds E_KIND for each unknown one. */
export function checkedKinds(
  chronicle: Snapshot,
  kinds: readonly string[] | null | undefined,
  faults: Faults,
): readonly string[] {
  if (kinds == null) return [...chronicle.vocabulary.kinds.keys()]
  const checked = kinds.flatMap((kind) => faults.from(() => checkedKind(chronicle, kind, 'kinds')) ?? [])
  return [...new Set(checked)]
}

/** Kinds of subjects; undefined where none is given. Adds E_KIND for each kind that no event can be about. */
export function checkedSubjectKinds(
  chronicle: Snapshot,
  given: readonly string[] | null | undefined,
  faults: Faults,
): readonly string[] | undefined {
  if (given == null) return undefined
  const all = subjectKinds(chronicle)
  const kinds = given.map((kind) => keyOfKind(chronicle, kind))
  for (const kind of kinds) if (!all.has(kind)) faults.add('E_KIND', 'kinds', notOneOf(kind, all))
  return kinds
}

/** A subject's key, if events can be about its kind; it need not be visible anywhere. E_KIND. */
export function checkedSubject(chronicle: Snapshot, subject: string, argument = 'subject'): string {
  const kinds = subjectKinds(chronicle)
  if (kinds.has(kindOf(subject))) return subject
  const expected = `is not kind/name with a kind of ${[...kinds].sort().join(', ')}`
  throw refused('E_KIND', argument, `${quoted(subject)} ${expected}`)
}

/** Every kind of subject that an event can be about. */
function subjectKinds({ vocabulary }: Snapshot): ReadonlySet<string> {
  const ofEvents = [...vocabulary.catalogue.values()].flatMap(({ kinds }) => (kinds === 'any' ? [] : kinds))
  return new Set([...ofEvents, ...vocabulary.kinds.keys()])
}

/** Event types of the catalogue. E_TYPE for each unknown one. */
export function checkedTypes(
  { vocabulary: { catalogue } }: Snapshot,
  types: readonly string[],
): readonly string[] {
  const faults = new Faults()
  for (const type of types)
    if (!catalogue.has(type)) faults.add('E_TYPE', 'types', notOneOf(type, catalogue.keys()))
  faults.check()
  return types
}

/** The name of a field, if the subject's kind has it. E_FIELD. */
export function checkedField({ vocabulary }: Snapshot, subject: string, field: string): string {
  const kind = vocabulary.kinds.get(kindOf(subject))
  const names = kind === undefined ? [] : fieldsOf(kind).map(({ name }) => name)
  if (names.includes(field)) return field
  throw refused('E_FIELD', 'field', notOneOf(field, names))
}

function refused(code: string, argument: string, message: string): InvalidInput {
  return new InvalidInput([{ code, message, place: { argument } }])
}
