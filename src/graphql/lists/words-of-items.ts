import type { Item, Steps } from '../../state/index.ts'
import { isKey } from '../../state/index.ts'
import { enumName } from '../builder.ts'
import { type Faults, notOneOf } from '../faults.ts'
import { type AtPoint, itemsOf } from '../points/at-point.ts'
import { appliesTo, type Facet, type NameFacet, type WordFacet } from './facet.ts'
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

/** What an item names, by what finds it; and how that is written. */
type NameReader = {
  readonly namesOf: (entry: ListEntry) => ReadonlySet<string>
  /** A name as some item that was read writes it, the first of the alphabet; keys as they are. */
  readonly written: (name: string) => string
}

/**
 * Reads of each item the names by which the facet would find it: the keys of the subjects that it names, by key or by any of their
 * names; names that no visible subject has, each once in whatever spelling; and of either, the side that it acts for and what it
 * lies in. In steps. Cost: the items of the kinds that can be named.
 */
export function* nameReader(
  at: AtPoint,
  { reads, named = new Map(), sides = new Map(), within = new Map() }: NameFacet,
  entries: ListEntries,
  spelling: Spelling,
): Steps<NameReader> {
  const subjectOf = new Map<string, string>()
  const byName = new Map<string, Set<string>>()
  const [sidesOf, around] = [new Map<string, readonly string[]>(), new Map<string, readonly string[]>()]
  for (const kind of new Set([...named.keys(), ...sides.keys(), ...within.keys()]))
    for (const each of yield* itemsOf(at, kind)) {
      yield
      const { subject, identity } = each.item
      const { values } = entries.ofItem(each)
      for (const key of identity.keys) subjectOf.set(key, subject)
      for (const print of named.get(kind)?.(values) ?? [])
        byName.getOrInsertComputed(spelling.nameOf(print), () => new Set<string>()).add(subject)
      sidesOf.set(subject, sides.get(kind)?.(values) ?? [])
      around.set(subject, within.get(kind)?.(values) ?? [])
    }
  const writings = new Map<string, string>()
  const namesIn = (value: string): Iterable<string> => {
    if (isKey(value)) return [subjectOf.get(value) ?? value]
    const name = spelling.nameOf(value)
    const before = writings.get(name)
    if (before === undefined || value < before) writings.set(name, value)
    return byName.get(name) ?? [name]
  }
  return {
    namesOf: (entry) => {
      const values = reads.get(entry.kind)?.(entry.values) ?? []
      const acting = values.filter(isKey).flatMap((key) => sidesOf.get(subjectOf.get(key) ?? key) ?? [])
      const names = new Set([...values, ...acting].flatMap((value) => [...namesIn(value)]))
      // A set is walked on into what is added meanwhile.
      for (const name of names)
        for (const value of around.get(name) ?? []) for (const outer of namesIn(value)) names.add(outer)
      return names
    },
    written: (name) => writings.get(name) ?? name,
  }
}
