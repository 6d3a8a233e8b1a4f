import type { Subject } from '../../event/index.ts'
import { type Item, Listing, ranksOfItem, type Steps, sorted } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import { isIndexing, itemFinder } from '../lists/list-items.ts'
import { wordFacetOf } from '../lists/words-of-items.ts'
import type { AtPoint } from '../points/at-point.ts'
import { checkedKinds } from '../points/names.ts'
import { type Counted, type Dimension, dimensionOf, type Key } from './facet-dimensions.ts'
import type { CountRef, StateApi } from './state.ts'

/** Adds the counts of a state's items by what they have in common. */
export function addFacets(
  builder: Builder,
  { state, anyState }: StateApi,
  count: CountRef,
  lists: FilterApi,
): void {
  const group = builder.objectRef<Group>('FacetCount').implement({
    extensions: assume({ things: 50 }),
    description: 'A group of items, and how many of it hold.',
    fields: (t) => ({
      key: t.string({
        nullable: true,
        description: 'What they have in common. Null for those that have no such day, side or word.',
        resolve: ({ keys: [key] }) => key,
      }),
      count: t.field({ type: count, description: 'How many hold.', resolve: (each) => each.count }),
    }),
  })
  const severalGroup = builder.objectRef<Group>('FacetGroup').implement({
    description: 'A group of items by one or two things that they have in common, and how many of it hold.',
    fields: (t) => ({
      keys: t.stringList({
        nullable: { list: false, items: true },
        description:
          'What they have in common, in the order in which it was asked for. A null stands for having no such day, side, word or name.',
        resolve: ({ keys }) => [...keys],
      }),
      count: t.field({ type: count, description: 'How many hold.', resolve: (each) => each.count }),
    }),
  })
  const facets = builder.objectRef<Facets>('Facets').implement({
    description: 'How many items there are, by what they have in common. Groups without any are left out.',
    fields: (t) => ({
      by: t.field({
        type: [severalGroup],
        extensions: assume({ most: MOST_GROUPS }),
        description:
          'By one thing or by two at once: `kinds`, `months`, `years`, `sides`, `sources`, `certainty`, an argument that lists of these kinds take (`topic`, `actor`, `place`, `level` …), or a value derived at the point (`dueStanding`). Days come in their order, kinds as given, others the most first. An item may be in several groups. Of a name, the key of whom it is, if a visible subject has it; it counts what the argument with that key finds.',
        args: {
          what: t.arg.stringList({ required: true, description: 'One name, or two. Any other is refused.' }),
          first: t.arg.int({
            required: true,
            defaultValue: GROUPS,
            description: `The number of groups, 1 to ${MOST_GROUPS.toLocaleString('en')}; the others are left out.`,
          }),
        },
        resolve: (each, { what, first }, { budget }) => inSteps(budget, groupsBy(each, what, first)),
      }),
      total: t.field({ type: count, description: 'How many in all.', resolve: ({ total }) => total }),
      kinds: t.field({
        type: [group],
        description: 'By kind, the part of a key before the slash.',
        resolve: (each, _, { budget }) => inSteps(budget, each.by(['kinds'])),
      }),
      months: t.field({
        type: [group],
        description:
          'By the month, `YYYY-MM`, of the first possible day, as lists are ordered by `VALID_ASC`; undated ones first, with no key.',
        resolve: (each, _, { budget }) => inSteps(budget, each.by(['months'])),
      }),
      years: t.field({
        type: [group],
        description: 'The same by the year, `YYYY`.',
        resolve: (each, _, { budget }) => inSteps(budget, each.by(['years'])),
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
        resolve: (each, _, { budget }) => inSteps(budget, each.by(['sides'])),
      }),
      sources: t.field({
        type: [group],
        description:
          'By the keys of the visible sources that say anything about them; the most first. An item may be in several groups.',
        resolve: (each, _, { budget }) => inSteps(budget, each.by(['sources'])),
      }),
    }),
  })
  const description =
    'Counts the items that `items` lists with the same arguments, by what they have in common, without listing them.'
  builder.interfaceField(anyState, 'facets', (t) =>
    t.field({
      type: facets,
      description,
      args: { kinds: lists.filterArgs.kinds, ...lists.filterArgs.common },
    }),
  )
  builder.objectField(state, 'facets', (t) =>
    t.field({
      type: facets,
      description,
      args: { kinds: lists.filterArgs.kinds, ...lists.filterArgs.of(lists.kinds) },
      resolve: (at, args, { budget, texts }) =>
        inSteps(budget, Facets.of(at, lists, { ...args, texts }), isIndexing(at)),
    }),
  )
}

/** How many hold. */
type Count = { definite: number; possible: number }

/** Items by what they have in common, one key for each thing; and how many of them hold. */
type Group = { readonly keys: readonly Key[]; readonly count: Count }

/** How many groups there are by default, and at most. */
const GROUPS = 50
const MOST_GROUPS = 1_000

function* groupsBy(facets: Facets, what: readonly string[], first: number): Steps<readonly Group[]> {
  const faults = new Faults()
  if (what.length < 1 || what.length > 2)
    faults.add('E_WHAT', 'what', `expected one or two, got ${what.length}`)
  if (first < 1 || first > MOST_GROUPS)
    faults.add('E_PAGE_SIZE', 'first', `expected 1…${MOST_GROUPS}, got ${first}`)
  return (yield* facets.by(what.slice(0, 2), faults)).slice(0, first)
}

type FacetsArgs = FilterArgs & { readonly kinds?: readonly string[] | null | undefined }

/** The answers of what holds. */
const COUNTED = ['definitely', 'possibly'] as const satisfies readonly Answer[]

const COUNTS = { definitely: 'definite', possibly: 'possible' } as const

/** How many rows of an index are counted in one step. */
const ROWS = 1_000

/** How many items are counted in one step of which the claims may be read. */
const STEP = 20

type Found = readonly Item[] | Listing<Item>

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
    const args = { ...others, certainty: COUNTED, order: 'valid-asc' } as const
    const find = yield* itemFinder({ at, filter, canHold, args }, faults)
    const found = new Map<string, Found>()
    for (const kind of among) found.set(kind, yield* find([kind]))
    return new Facets(at, filter, found)
  }

  /** Cost: logarithmic where the kinds have indexes, else the items that were found. */
  get total(): Count {
    const total = { definite: 0, possible: 0 }
    for (const { count } of this.#kinds()) for (const of of Object.values(COUNTS)) total[of] += count[of]
    return total
  }

  /**
   * By one thing that they have in common, or by the first two of several: see {@link dimensionOf}. Days come in their order, kinds as they
   * are given, all others the most first. Throws InvalidInput with the faults given and with its own. In steps. Cost: of kinds
   * alone, as of the total; of days, certainties and kinds, the rows of the indexes; of others, the items, and the claims of each,
   * the first time for a basis.
   */
  *by(names: readonly string[], faults = new Faults()): Steps<readonly Group[]> {
    const dimensions: Dimension[] = []
    for (const name of names) {
      const found = yield* dimensionOf(this.#at, this.#filter, [...this.#found.keys()], name, faults)
      if (found !== undefined) dimensions.push(found)
    }
    faults.check()
    if (names.length === 1 && names[0] === 'kinds') return this.#kinds()
    const [one, other] = dimensions
    if (one === undefined) return []
    const groups = new Groups()
    const reads = one.reads || other?.reads === true
    let looked = 0
    let subject: Subject = ''
    const entryOf = () => this.#filter.entries.ofSubject(this.#at, subject)
    const itemOf = () => this.#at.state.item(subject)
    for (const counted of this.#items()) {
      if (++looked % (reads ? STEP : ROWS) === 0) yield
      ;({ subject } = counted)
      if (reads) yield* this.#at.state.reading(subject) ?? []
      for (const key of one.keysOf(counted, entryOf, itemOf))
        if (other === undefined) groups.add([key], counted.answer)
        else
          for (const second of other.keysOf(counted, entryOf, itemOf))
            groups.add([key, second], counted.answer)
    }
    return yield* sorted(groups.written(dimensions), inOrderOf(dimensions))
  }

  /** By the words of an argument of lists alone; throws InvalidInput where none of the kinds has it. */
  *words(argument: string): Steps<readonly Group[]> {
    const faults = new Faults()
    wordFacetOf(this.#filter.facets, [...this.#found.keys()], argument, faults)
    faults.check()
    return yield* this.by([argument])
  }

  #kinds(): readonly Group[] {
    const groups = new Groups()
    for (const [kind, found] of this.#found)
      for (const answer of COUNTED) groups.add([kind], answer, countOf(found, answer))
    return groups.written([])
  }

  *#items(): Iterable<Counted> {
    const { view } = this.#at.state
    for (const found of this.#found.values())
      for (const answer of COUNTED)
        if (found instanceof Listing)
          for (const { name, firstDay } of found.tally(answer)) yield { subject: name, answer, firstDay }
        else
          for (const item of found)
            if (item.existence.answer === answer)
              yield { subject: item.subject, answer, firstDay: Number(ranksOfItem(view, item).valid) }
  }
}

class Groups {
  /** By the one key, or by both in writing. */
  readonly #groups = new Map<Key, Group>()

  add(keys: readonly Key[], answer: Counted['answer'], more = 1): void {
    if (more === 0) return
    const [key = null] = keys
    const name = keys.length === 1 ? key : JSON.stringify(keys)
    const made = () => ({ keys, count: { definite: 0, possible: 0 } })
    this.#groups.getOrInsertComputed(name, made).count[COUNTS[answer]] += more
  }

  /** All of them, their keys as these write them. */
  written(dimensions: readonly Dimension[]): readonly Group[] {
    const write = (key: Key, nth: number) => (key === null ? null : (dimensions[nth]?.written?.(key) ?? key))
    return [...this.#groups.values()].map(({ keys, count }) => ({ keys: keys.map(write), count }))
  }
}

/** Groups that have a place come in their places, others the most first; equal ones by their keys. */
function inOrderOf(dimensions: readonly Dimension[]): (one: Group, other: Group) => number {
  const places = dimensions.flatMap(({ place }, nth) => (place === undefined ? [] : [{ place, nth }]))
  const sizeOf = ({ count: { definite, possible } }: Group) => definite + possible
  return (one, other) => {
    for (const { place, nth } of places) {
      const [a, b] = [place(one.keys[nth] ?? null), place(other.keys[nth] ?? null)]
      if (a !== b) return a < b ? -1 : 1
    }
    const more = sizeOf(other) - sizeOf(one)
    if (more !== 0) return more
    for (const [nth, key] of one.keys.entries()) {
      const [a, b] = [key ?? '', other.keys[nth] ?? '']
      if (a !== b) return a < b ? -1 : 1
    }
    return 0
  }
}

function countOf(found: Found, answer: Answer): number {
  if (found instanceof Listing) return found.count(answer)
  return found.filter(({ existence }) => existence.answer === answer).length
}
