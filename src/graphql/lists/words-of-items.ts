import type { Item, Steps } from '../../state/index.ts'
import { enumName } from '../builder.ts'
import { type Faults, notOneOf } from '../faults.ts'
import { type AtPoint, itemsOf } from '../points/at-point.ts'
import { appliesTo, type Facet, type WordFacet } from './facet.ts'
import { type ListEntries, type ListEntry, valuesAt } from './list-entry.ts'
import type { Spelling } from './spelling.ts'

/** The words of an item, as an argument of lists takes them; its item is looked at where what stands at the point counts. */
export type WordReader = (entry: ListEntry, itemOf: () => Item | undefined) => ReadonlySet<string>

/** The facet of words by its argument; adds E_WORDS where lists of these kinds have no such argument. */
export function wordFacetOf(
  facets: readonly Facet[],
  kinds: readonly string[],
  argument: string,
  faults: Faults,
): WordFacet | undefined {
  const those = facets.filter((each) => each.type === 'words').filter((each) => appliesTo(each, kinds))
  const found = those.find(({ name }) => name === argument)
  const names = those.map(({ name }) => name)
  if (found === undefined) faults.add('E_WORDS', 'of', notOneOf(argument, names))
  return found
}

/**
 * Reads of each item the words by which the facet would find it: of a place also those that it lies in. In steps.
 * Cost: the items of the kinds that others lie in.
 */
export function* wordReader(
  at: AtPoint,
  facet: WordFacet,
  entries: ListEntries,
  spelling: Spelling,
): Steps<WordReader> {
  const { accepts, standing, reads } = facet
  const around = yield* whatTheyLieIn(at, facet, entries, spelling)
  const wordsOf = (value: string) =>
    'like' in accepts
      ? [value, ...around(value)].filter((each) => accepts.like.test(each))
      : ['choice' in accepts ? enumName(value) : value]
  return (entry, itemOf) => {
    const item = standing === true ? itemOf() : undefined
    const values = item === undefined ? entry.values : valuesAt(item)
    return new Set(reads.get(entry.kind)?.(values).flatMap(wordsOf))
  }
}

/** By a key or a name, all that it lies in, at any depth. */
function* whatTheyLieIn(
  at: AtPoint,
  { within = new Map(), named = new Map() }: WordFacet,
  entries: ListEntries,
  spelling: Spelling,
): Steps<(value: string) => ReadonlySet<string>> {
  const outer = new Map<string, string[]>()
  for (const [kind, withinOf] of within)
    for (const each of yield* itemsOf(at, kind)) {
      const { values } = entries.ofItem(each)
      const names = (named.get(kind)?.(values) ?? []).map((print) => spelling.nameOf(print))
      for (const name of new Set([...each.item.identity.keys, ...names]))
        outer.getOrInsertComputed(name, () => []).push(...withinOf(values))
    }
  const outerOf = (value: string) => [value, spelling.nameOf(value)].flatMap((name) => outer.get(name) ?? [])
  return (value) => {
    const found = new Set(outerOf(value))
    // A set is walked on into what is added meanwhile.
    for (const each of found) for (const outer of outerOf(each)) found.add(outer)
    return found
  }
}
