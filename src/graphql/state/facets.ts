import type { Subject } from '../../event/index.ts'
import { type Item, Listing, ranksOfItem, type Steps } from '../../state/index.ts'
import { type Answer, type CivilDay, formatDay } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import type { ListEntry } from '../lists/list-entry.ts'
import { isIndexing, itemFinder } from '../lists/list-items.ts'
import { wordFacetOf, wordReader } from '../lists/words-of-items.ts'
import type { AtPoint } from '../points/at-point.ts'
import { checkedKinds } from '../points/names.ts'
import { readRegistration, sourceOf } from '../points/sources.ts'
import type { CountRef, StateRef } from './state.ts'

/** Adds the counts of a state's items by what they have in common. */
export function addFacets(builder: Builder, state: StateRef, count: CountRef, lists: FilterApi): void {
  const group = builder.objectRef<Group>('FacetCount').implement({
    extensions: assume({ things: 50 }),
    description: 'A group of items, and how many of it hold.',
    fields: (t) => ({
      key: t.string({
        nullable: true,
        description: 'What they have in common. Null for those that have no such day, side or word.',
        resolve: ({ key }) => key,
      }),
      count: t.field({ type: count, description: 'How many hold.', resolve: (each) => each.count }),
    }),
  })
  const facets = builder.objectRef<Facets>('Facets').implement({
    description: 'How many items there are, by what they have in common. Groups without any are left out.',
    fields: (t) => ({
      total: t.field({ type: count, description: 'How many in all.', resolve: ({ total }) => total }),
      kinds: t.field({
        type: [group],
        description: 'By kind, the part of a key before the slash.',
        resolve: ({ kinds }) => [...kinds],
      }),
      months: t.field({
        type: [group],
        description:
          'By the month, `YYYY-MM`, of the first possible day, as lists are ordered by `VALID_ASC`; undated ones first, with no key.',
        resolve: (each, _, { budget }) => inSteps(budget, each.months()),
      }),
      years: t.field({
        type: [group],
        description: 'The same by the year, `YYYY`.',
        resolve: (each, _, { budget }) => inSteps(budget, each.years()),
      }),
      words: t.field({
        type: [group],
        description:
          'By the words that an argument of lists takes, like `level`, `stage` or `country`, where `country` counts what is at a place that lies in one; the most first. An item may be in several groups. Refused: an argument that none of these kinds has.',
        args: { of: t.arg.string({ required: true, description: 'The name of the argument.' }) },
        resolve: (each, { of }, { budget }) => inSteps(budget, each.words(of)),
      }),
      sides: t.field({
        type: [group],
        description:
          'By the sides of the visible sources that say anything about them; the most first. An item may be in several groups.',
        resolve: (each, _, { budget }) => inSteps(budget, each.sides()),
      }),
      sources: t.field({
        type: [group],
        description:
          'By the keys of the visible sources that say anything about them; the most first. An item may be in several groups.',
        resolve: (each, _, { budget }) => inSteps(budget, each.sources()),
      }),
    }),
  })
  builder.objectField(state, 'facets', (t) =>
    t.field({
      type: facets,
      description:
        'Counts the items that `items` lists with the same arguments, by what they have in common, without listing them.',
      args: { kinds: lists.filterArgs.kinds, ...lists.filterArgs.of(lists.kinds) },
      resolve: (at, args, { budget, texts }) =>
        inSteps(budget, Facets.of(at, lists, { ...args, texts }), isIndexing(at)),
    }),
  )
}

/** How many hold. */
type Count = { definite: number; possible: number }

/** Items by what they have in common, null for those that lack it; and how many of them hold. */
type Group = { readonly key: string | null; readonly count: Count }

type FacetsArgs = FilterArgs & { readonly kinds?: readonly string[] | null | undefined }

const COUNTED = [
  ['definitely', 'definite'],
  ['possibly', 'possible'],
] as const satisfies readonly (readonly [Answer, keyof Count])[]

/** How many rows of an index are counted in one step. */
const ROWS = 1_000

/** How many items are counted in one step of which the claims may be read. */
const STEP = 20

type Found = readonly Item[] | Listing<Item>

/** An item by its subject: whether it holds, and the first possible day that lists are ordered by. */
type Counted = { readonly subject: Subject; readonly of: keyof Count; readonly firstDay: CivilDay }

/** The items of a list by what they have in common. Groups are counted when they are asked for. */
export class Facets {
  readonly #at: AtPoint
  readonly #filter: Filter
  readonly #found: ReadonlyMap<string, Found>

  private constructor(at: AtPoint, filter: Filter, found: ReadonlyMap<string, Found>) {
    this.#at = at
    this.#filter = filter
    this.#found = found
  }

  /** Of those items of a state that match the arguments. Throws InvalidInput with every fault of these. In steps. */
  static *of(
    at: AtPoint,
    { filter, kinds: canHold }: Pick<FilterApi, 'filter' | 'kinds'>,
    { kinds, ...others }: FacetsArgs,
  ): Steps<Facets> {
    const faults = new Faults()
    const among = checkedKinds(at.chronicle, kinds, faults)
    const certainty = COUNTED.map(([answer]) => answer)
    const args = { ...others, certainty, order: 'valid-asc' } as const
    const find = yield* itemFinder({ at, filter, canHold, args }, faults)
    const found = new Map<string, Found>()
    for (const kind of among) found.set(kind, yield* find([kind]))
    return new Facets(at, filter, found)
  }

  get total(): Count {
    const total = { definite: 0, possible: 0 }
    for (const { count } of this.kinds) for (const [, of] of COUNTED) total[of] += count[of]
    return total
  }

  /** In the order in which the kinds are given. Cost: logarithmic where they have indexes, else the items that were found. */
  get kinds(): readonly Group[] {
    const groups = new Groups()
    for (const [kind, found] of this.#found)
      for (const [answer, of] of COUNTED) groups.add(kind, of, countOf(found, answer))
    return groups.all
  }

  /** By the month of the first possible day, in that order. Cost: the rows of their indexes. */
  months(): Steps<readonly Group[]> {
    return this.#byDay((day) => day.slice(0, -3))
  }

  years(): Steps<readonly Group[]> {
    return this.#byDay((day) => day.slice(0, -6))
  }

  *#byDay(keyOf: (day: string) => string): Steps<readonly Group[]> {
    const groups = new Groups()
    const days = new Map<string | null, CivilDay>()
    let counted = 0
    for (const { of, firstDay } of this.#items()) {
      if (++counted % ROWS === 0) yield
      const key = Number.isFinite(firstDay) ? keyOf(formatDay(firstDay)) : null
      groups.add(key, of)
      days.set(key, firstDay)
    }
    const dayOf = ({ key }: Group) => days.get(key) ?? -Infinity
    return groups.all.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1))
  }

  /** Cost: the items; and the claims of each, the first time for a basis. */
  sources(): Steps<readonly Group[]> {
    return this.#bySources((source) => source)
  }

  sides(): Steps<readonly Group[]> {
    const sides = new Map<Subject, string | null>()
    const sideOf = (source: Subject) => readRegistration(sourceOf(this.#at, source)).side ?? null
    return this.#bySources((source) => sides.getOrInsertComputed(source, sideOf))
  }

  /** By the words of an argument of lists; throws InvalidInput where none of the kinds has it. Cost: as of sources. */
  *words(argument: string): Steps<readonly Group[]> {
    const faults = new Faults()
    const { facets, entries, spelling } = this.#filter
    const facet = wordFacetOf(facets, [...this.#found.keys()], argument, faults)
    faults.check()
    const read = facet && (yield* wordReader(this.#at, facet, entries, spelling))
    return yield* this.#byKeys((entry, subject) => {
      const words = read?.(entry, () => this.#at.state.item(subject))
      return words === undefined || words.size === 0 ? [null] : words
    })
  }

  #bySources(keyOf: (source: Subject) => string | null): Steps<readonly Group[]> {
    return this.#byKeys(({ sources }) => new Set(sources.map(keyOf)))
  }

  *#byKeys(keysOf: (entry: ListEntry, subject: Subject) => Iterable<string | null>): Steps<readonly Group[]> {
    const groups = new Groups()
    let counted = 0
    for (const { subject, of } of this.#items()) {
      if (++counted % STEP === 0) yield
      yield* this.#at.state.reading(subject) ?? []
      const entry = this.#filter.entries.ofSubject(this.#at, subject)
      for (const key of entry === undefined ? [] : keysOf(entry, subject)) groups.add(key, of)
    }
    const sizeOf = ({ count: { definite, possible } }: Group) => definite + possible
    return groups.all.toSorted((a, b) => sizeOf(b) - sizeOf(a) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
  }

  *#items(): Iterable<Counted> {
    const { view } = this.#at.state
    for (const found of this.#found.values())
      for (const [answer, of] of COUNTED)
        if (found instanceof Listing)
          for (const { name, firstDay } of found.tally(answer)) yield { subject: name, of, firstDay }
        else
          for (const item of found)
            if (item.existence.answer === answer)
              yield { subject: item.subject, of, firstDay: Number(ranksOfItem(view, item).valid) }
  }
}

class Groups {
  readonly #counts = new Map<string | null, Count>()

  add(key: string | null, of: keyof Count, more = 1): void {
    if (more > 0) this.#counts.getOrInsertComputed(key, () => ({ definite: 0, possible: 0 }))[of] += more
  }

  get all(): readonly Group[] {
    return [...this.#counts].map(([key, count]) => ({ key, count }))
  }
}

function countOf(found: Found, answer: Answer): number {
  if (found instanceof Listing) return found.count(answer)
  return found.filter(({ existence }) => existence.answer === answer).length
}
