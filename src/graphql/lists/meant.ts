import { checkedSubject } from '../checked-names.ts'
import type { Stand, StandingItem } from '../context.ts'
import type { Faults } from '../errors/faults.ts'
import { itemsBySubject, itemsOf } from '../state/item.ts'
import type { NameFacet } from './facet.ts'
import type { Spelling } from './spelling.ts'
import { isKey, type Telling } from './told.ts'

/** Whom or what a name means at a stand: every key that it may have, and every name that others print for it. */
export type Meant = { readonly keys: ReadonlySet<string>; readonly names: ReadonlySet<string> }

/**
 * What a given name means: by a key, that subject; by any other text, all that is called so, in whatever spelling.
 * What nothing that can be seen is called means itself alone. A key of no kind that there is adds a fault. Cost: the
 * subjects of the kinds that the facet names.
 */
export function meantBy(
  stand: Stand,
  given: string,
  { name: argument, named }: NameFacet,
  telling: Telling,
  spelling: Spelling,
  faults: Faults,
): Meant {
  const printsOf = (each: StandingItem) =>
    (named.get(each.item.kind.kind)?.(telling.ofItem(each).said) ?? []).map((print) => spelling.nameOf(print))
  if (isKey(given)) {
    const key = faults.from(() => checkedSubject(stand.chronicle, given, argument)) ?? given
    return together([key], [], itemsBySubject(stand, [key]), printsOf)
  }
  const name = spelling.nameOf(given)
  const called = [...named.keys()]
    .flatMap((kind) => itemsOf(stand, kind))
    .filter((each) => printsOf(each).includes(name))
  return together([], [name], called, printsOf)
}

/** Whether a value is what is meant. */
export function means({ keys, names }: Meant, value: string, spelling: Spelling): boolean {
  return keys.has(value) || names.has(spelling.nameOf(value))
}

function together(
  keys: readonly string[],
  names: readonly string[],
  items: readonly StandingItem[],
  printsOf: (each: StandingItem) => readonly string[],
): Meant {
  return {
    keys: new Set([...keys, ...items.flatMap(({ item }) => item.identity.keys)]),
    names: new Set([...names, ...items.flatMap(printsOf)]),
  }
}
