import { type Domain, filtersOf } from '../../domain/index.ts'
import { type DateTests, type Item, isKey, ofEach, type Steps } from '../../state/index.ts'
import { type Interval, mayFallIn, type ValidBounds } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { type AtPoint, type ItemAtPoint, itemsBySubject, itemsOf } from '../points/at-point.ts'
import { checkedSubject } from '../points/names.ts'
import { quoteOf } from '../points/quotes.ts'
import { sourceIdSteps } from '../points/sources.ts'
import type { CertaintyRef } from '../valid-time.ts'
import { Candidates } from './candidates.ts'
import { daysOf, liesIn, mayLieIn } from './date-range.ts'
import { argumentOf, checkWords, type Facet, type NameFacet } from './facet.ts'
import { addFilterArgs, type Enums, type FilterArgs, type FilterArgsApi } from './filter-args.ts'
import { ListEntries, type ListEntry, valuesAt } from './list-entry.ts'
import { NameHints } from './name-hints.ts'
import { readSearch, type Search, searchTextOf } from './search.ts'
import { Spelling } from './spelling.ts'

/** A test of list entries; `item` is the item of the entry, for facets that look at what stands at the point. */
export type Matcher = (entry: ListEntry, item?: Item) => boolean

/** What a search looks at; without `cited`, at texts alone. */
type Searched = Pick<ListEntry, 'texts'> & Partial<Pick<ListEntry, 'cited'>>

/** A search by which alone a list is narrowed, and its test of entries. */
export type SearchAlone = Search & Pick<FilterArgs, 'texts'> & { readonly test: Matcher }

/** A list is narrowed by no more names that must all match. */
const MOST_NAMES = 20

/** Turns the arguments of lists into tests of entries. There is one for each schema, which caches the entries. */
export class Filter {
  readonly entries: ListEntries
  readonly candidates: Candidates
  /** Why a list is empty that was narrowed by names. */
  readonly hints: NameHints
  readonly facets: readonly Facet[]
  readonly spelling: Spelling

  constructor(facets: readonly Facet[], spelling: Spelling) {
    this.entries = new ListEntries(spelling)
    this.candidates = new Candidates(spelling)
    this.hints = new NameHints(facets, this.entries, spelling)
    this.facets = facets
    this.spelling = spelling
  }

  /**
   * A test by the arguments of a list that can hold these kinds, in steps; undefined where they filter nothing. Adds the
   * faults of the arguments. Cost: a name is matched against the items of its kinds; each test computes the entry once for
   * each view.
   */
  *matcher(
    at: AtPoint,
    kinds: readonly string[],
    args: FilterArgs,
    faults: Faults,
  ): Steps<Matcher | undefined> {
    const tests: (Matcher | undefined)[] = []
    if (args.subject != null) tests.push(yield* subjectTest(at, args.subject, faults))
    if (args.source != null) tests.push(yield* sourceTest(at, String(args.source), faults))
    for (const facet of this.facets) {
      const given = argumentOf(facet, args)
      if (given !== undefined) tests.push(yield* this.#facetTest(at, facet, kinds, given, faults))
    }
    tests.push(datesTest(at, dateTestsOf(args, faults)), this.searchTest(args, faults))
    const given = tests.filter((test) => test !== undefined)
    return given.length === 0 ? undefined : (entry, item) => given.every((test) => test(entry, item))
  }

  /** The search by which a list is narrowed, if by nothing else. Adds its faults. */
  searchAlone(args: FilterArgs, faults: Faults): SearchAlone | undefined {
    const { search, texts } = args
    if (search == null || !this.#isWithout(args, ['subject', 'source', 'valid', 'known'])) return undefined
    const read = readSearch(this.spelling, search, faults)
    return { ...read, texts, test: this.#testOf(read, texts) }
  }

  /** The tests of dates by which a list is narrowed, if by nothing else. */
  datesAlone(args: FilterArgs): DateTests | undefined {
    const isDated = args.valid != null || args.known != null
    if (!isDated || !this.#isWithout(args, ['subject', 'source', 'search'])) return undefined
    return dateTestsOf(args, new Faults())
  }

  #isWithout(args: FilterArgs, names: readonly (keyof FilterArgs)[]): boolean {
    return (
      names.every((name) => args[name] == null) &&
      this.facets.every((facet) => argumentOf(facet, args) === undefined)
    )
  }

  /** A test whether entries have the words of a search; those that they cite are looked at only where theirs are not enough. */
  searchTest({ search, texts }: FilterArgs, faults: Faults): ((entry: Searched) => boolean) | undefined {
    return search == null ? undefined : this.#testOf(readSearch(this.spelling, search, faults), texts)
  }

  #testOf({ isIn }: Search, texts: FilterArgs['texts']): (entry: Searched) => boolean {
    return (entry) => {
      const own = entry.texts()
      if (isIn(own)) return true
      if (entry.cited === undefined || texts === undefined || texts.size === 0) return false
      const quotes = entry.cited().flatMap((span) => quoteOf(span, texts) ?? [])
      return quotes.length > 0 && isIn([...own, ...searchTextOf(this.spelling, new Set(quotes))])
    }
  }

  *#facetTest(
    at: AtPoint,
    facet: Facet,
    kinds: readonly string[],
    given: readonly string[],
    faults: Faults,
  ): Steps<Matcher> {
    if (facet.type !== 'name' || facet.every === undefined)
      return yield* this.#facetTestOf(at, facet, kinds, given, faults)
    if (given.length > MOST_NAMES)
      faults.add('E_WITH', facet.name, `has ${given.length} names; expected ${MOST_NAMES} at most`)
    const tests: Matcher[] = []
    for (const name of given.slice(0, MOST_NAMES))
      tests.push(yield* this.#facetTestOf(at, facet, kinds, [name], faults))
    return (entry, item) => tests.every((test) => test(entry, item))
  }

  *#facetTestOf(
    at: AtPoint,
    facet: Facet,
    kinds: readonly string[],
    given: readonly string[],
    faults: Faults,
  ): Steps<Matcher> {
    const matches = yield* this.#valueMatcher(at, facet, kinds, given, faults)
    const asItStands = facet.type === 'words' && facet.standing === true
    return (entry, item) => {
      const values = asItStands && item !== undefined ? valuesAt(item) : entry.values
      if (facet.type === 'name' && facet.kind !== undefined && entry.mentions().some(matches)) return true
      return facet.reads.get(entry.kind)?.(values).some(matches) ?? false
    }
  }

  *#valueMatcher(
    at: AtPoint,
    facet: Facet,
    kinds: readonly string[],
    given: readonly string[],
    faults: Faults,
  ): Steps<(value: string) => boolean> {
    if (facet.type === 'words') {
      checkWords(facet, kinds, given, faults)
      const words = new Set(given)
      if (facet.within === undefined || facet.within.size === 0) return (value) => words.has(value)
      const inside = yield* this.#withWhatLiesIn(at, facet, { keys: words, names: new Set() })
      return (value) => matchesName(inside, value, this.spelling)
    }
    const matched: NameMatch[] = []
    for (const name of given) {
      const match = yield* nameMatch(at, name, facet, this.entries, this.spelling, faults)
      matched.push(yield* this.#withWhatLiesIn(at, facet, match))
    }
    const { nameOf = itself } = facet
    return (value) =>
      matched.some((each) => [value, nameOf(value)].some((name) => matchesName(each, name, this.spelling)))
  }

  /** A match together with the subjects that lie in what it matches, at any depth. Cost: the items of their kinds, once for each depth. */
  *#withWhatLiesIn(
    at: AtPoint,
    { within = new Map(), named = new Map(), ...facet }: Facet,
    match: NameMatch,
  ): Steps<NameMatch> {
    const { nameOf = itself } = facet.type === 'name' ? facet : {}
    const [keys, names] = [new Set(match.keys), new Set(match.names)]
    const isIn = (value: string) =>
      [value, nameOf(value)].some((each) => matchesName({ keys, names }, each, this.spelling))
    for (const [kind, withinOf] of within) {
      for (let before = -1; before !== keys.size; ) {
        before = keys.size
        const inside = yield* itemsMatching(at, kind, (each) =>
          withinOf(this.entries.ofItem(each).values).some(isIn),
        )
        for (const each of inside) {
          for (const key of each.item.identity.keys) keys.add(key)
          for (const print of named.get(kind)?.(this.entries.ofItem(each).values) ?? [])
            names.add(this.spelling.nameOf(print))
        }
      }
    }
    return { keys, names }
  }
}

function* subjectTest(at: AtPoint, subject: string, faults: Faults): Steps<Matcher> {
  const key = faults.from(() => checkedSubject(at.chronicle, subject)) ?? subject
  yield* at.state.reading(key) ?? []
  const keys = new Set([key, ...(at.state.item(key)?.identity.keys ?? [])])
  return (entry) => entry.keys.some((each) => keys.has(each))
}

function* sourceTest(at: AtPoint, source: string, faults: Faults): Steps<Matcher> {
  const named = yield* sourceIdSteps(at, source, faults)
  return (entry) => entry.sources.some((each) => named.has(each))
}

/** The tests of dates that the arguments give. Adds their faults. */
function dateTestsOf({ valid, known }: FilterArgs, faults: Faults): DateTests {
  const [validDays, knownDays] = [daysOf('valid', valid, faults), daysOf('known', known, faults)]
  return {
    valid: validDays && ((bounds) => mayHoldOn(bounds, validDays, valid?.sure === true)),
    known:
      knownDays && ((out) => (known?.sure === true ? within(out, knownDays) : mayFallIn(out, knownDays))),
  }
}

/** Several versions certainly hold on some days only if each of them does. */
function mayHoldOn(bounds: readonly ValidBounds[], days: Interval, sure: boolean): boolean {
  if (sure) return bounds.length > 0 && bounds.every((each) => liesIn(each, days))
  return bounds.some((each) => mayLieIn(each, days))
}

function datesTest({ state: { view } }: AtPoint, { valid, known }: DateTests): Matcher | undefined {
  if (valid === undefined && known === undefined) return undefined
  const isOut = (source: string) => {
    const out = view.publishedOf(source)
    return out !== undefined && (known?.(out) ?? true)
  }
  return ({ bounds, sources }) => (valid?.(bounds) ?? true) && (known === undefined || sources.some(isOut))
}

function within(inner: Interval, outer: Interval): boolean {
  return outer.earliest <= inner.earliest && inner.latest <= outer.latest
}

/** How the lists of a schema are filtered: the arguments, and the tests that they give. */
export type FilterApi = {
  readonly filterArgs: FilterArgsApi
  readonly filter: Filter
  /** Every kind of item. */
  readonly kinds: readonly string[]
}

const filters = new WeakMap<Domain, Filter>()

/** The filter of a domain’s lists: its schema, its exports and the command line share what it caches. */
export function filterOf(domain: Domain): Filter {
  return filters.getOrInsertComputed(
    domain,
    () => new Filter(filtersOf(domain), new Spelling(domain.variants)),
  )
}

/** Adds the arguments that all lists share. `enums` gives the enum type of each named vocabulary that facets have words of. */
export function addFilter(
  builder: Builder,
  certainty: CertaintyRef,
  kinds: readonly string[],
  filter: Filter,
  enums: Enums | undefined,
): FilterApi {
  return { filterArgs: addFilterArgs(builder, filter.facets, enums, certainty, kinds), filter, kinds }
}

/** What a name refers to at a point: its possible keys, and the names that other subjects print for it. */
type NameMatch = { readonly keys: ReadonlySet<string>; readonly names: ReadonlySet<string> }

/**
 * What a given name refers to: a key refers to that subject, any other text to every subject with that name, in any
 * spelling, and to whoever acts for the side that is called so. A name without a visible subject matches only itself. A key of an unknown kind adds a fault. In steps.
 * Cost: O(n) in the items of the kinds that the facet names.
 */
function* nameMatch(
  at: AtPoint,
  given: string,
  { name: argument, named = new Map(), nameOf = itself, sides = new Map() }: NameFacet,
  entries: ListEntries,
  spelling: Spelling,
  faults: Faults,
): Steps<NameMatch> {
  const namesOf = (each: ItemAtPoint) =>
    (named.get(each.item.kind.kind)?.(entries.ofItem(each).values) ?? []).map((print) =>
      spelling.nameOf(print),
    )
  if (isKey(given)) {
    const key = faults.from(() => checkedSubject(at.chronicle, given, argument)) ?? given
    return nameMatchOf([key], [], itemsBySubject(at, [key]), namesOf)
  }
  const name = spelling.nameOf(given)
  const items: ItemAtPoint[] = []
  for (const kind of named.keys())
    items.push(...(yield* itemsMatching(at, kind, (each) => namesOf(each).includes(name))))
  const officers: ItemAtPoint[] = []
  for (const [kind, sidesOf] of sides) {
    const isOfSide = (each: ItemAtPoint) =>
      sidesOf(entries.ofItem(each).values).some((side) =>
        [side, nameOf(side)].some((called) => spelling.nameOf(called) === name),
      )
    officers.push(...(yield* itemsMatching(at, kind, isOfSide)))
  }
  return nameMatchOf(
    officers.flatMap(({ item }) => item.identity.keys),
    [name],
    items,
    namesOf,
  )
}

/** How many items are matched in one step. */
const STEP = 50

function* itemsMatching(
  at: AtPoint,
  kind: string,
  matches: (each: ItemAtPoint) => boolean,
): Steps<ItemAtPoint[]> {
  return yield* ofEach(yield* itemsOf(at, kind), STEP, (each) => (matches(each) ? [each] : []))
}

function itself(value: string): string {
  return value
}

/** Whether a value is one of the keys or names of a match. */
function matchesName({ keys, names }: NameMatch, value: string, spelling: Spelling): boolean {
  return keys.has(value) || names.has(spelling.nameOf(value))
}

function nameMatchOf(
  keys: readonly string[],
  names: readonly string[],
  items: readonly ItemAtPoint[],
  namesOf: (each: ItemAtPoint) => readonly string[],
): NameMatch {
  return {
    keys: new Set([...keys, ...items.flatMap(({ item }) => item.identity.keys)]),
    names: new Set([...names, ...items.flatMap(namesOf)]),
  }
}
