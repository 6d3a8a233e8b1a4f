import {
  datedListing,
  type Item,
  type Kind,
  Listing,
  listingOf,
  ofEach,
  ranksOfItem,
  type Steps,
  searchedItems,
} from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import { Faults } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import type { AtPoint, ItemAtPoint } from '../points/at-point.ts'
import type { Filter, Matcher } from './filter.ts'
import type { FilterArgs } from './filter-args.ts'
import { listOrder, type Order, type OrderBy, type Rank } from './order.ts'
import { type PagedList, pagedArray } from './page.ts'

/** The arguments of a list of items. */
export type ListArgs = FilterArgs & { readonly certainty: readonly Answer[]; readonly order: Order }

/** Which items a list has: those of these kinds that match the arguments. `canHold` are the kinds that the arguments may speak of. */
export type Listed = {
  readonly at: AtPoint
  readonly filter: Filter
  readonly kinds: readonly string[]
  readonly canHold?: readonly string[]
  readonly args: ListArgs
}

/**
 * The items of a list, in order. Throws InvalidInput with every fault, those given among them. Cost: the items of the
 * kinds; of a search, a source or a subject those alone that may match it.
 */
export async function listItems(
  listed: Listed,
  budget: Budget,
  faults = new Faults(),
): Promise<ItemAtPoint[]> {
  const { at, filter, kinds, canHold = kinds, args } = listed
  const matches = await inSteps(budget, itemMatcher(at, filter, canHold, args, faults))
  faults.check()
  return allItems(listed, budget, matches)
}

async function allItems(
  { at, filter, kinds, args }: Listed,
  budget: Budget,
  matches: (each: ItemAtPoint) => boolean,
): Promise<ItemAtPoint[]> {
  const only = await inSteps(budget, filter.candidates.subjects(at, args))
  const listing = await inSteps(budget, listingOf(at.state, kindsNamed(at, kinds), only), isIndexing(at))
  const items = listing.inOrder([...new Set(args.certainty)], listOrder(args.order))
  return inSteps(budget, matchingOf(itemsAt(at, items), matches))
}

/** Finds the items of some kinds: those of a list as they are, or a listing where an index gives those alone that match. */
export type FindItems = (kinds: readonly string[]) => Promise<readonly Item[] | Listing<Item>>

/** What finds the items of lists with these arguments. Adds the faults of the arguments, and throws all of them. */
export async function itemFinder(
  listed: Omit<Listed, 'kinds'> & { readonly canHold: readonly string[] },
  budget: Budget,
  faults: Faults,
): Promise<FindItems> {
  const { at, filter, canHold, args } = listed
  const test = await inSteps(budget, filter.matcher(at, canHold, args, faults))
  faults.check()
  const matches = matcherOf(filter, test)
  const rows = filter.isSearchAlone(args)
    ? await inSteps(budget, filter.candidates.common(at, args))
    : undefined
  return async (kinds) => {
    const named = kindsNamed(at, kinds)
    if (rows !== undefined) {
      const isFound = (item: Item) => matches({ ...at, item })
      return inSteps(budget, searchedItems(at.state, named, { rows, isFound }), isIndexing(at))
    }
    const dates = filter.datesAlone(args)
    if (dates !== undefined)
      return inSteps(
        budget,
        datedListing(at.state, named, dates, (item) => matches({ ...at, item })),
      )
    if (test === undefined) return inSteps(budget, listingOf(at.state, named), isIndexing(at))
    return (await allItems({ ...listed, kinds }, budget, matches)).map(({ item }) => item)
  }
}

/**
 * The list to be cut into pages. Cost: what lies on a page; by dates alone a look at the columns of every event; of a list with
 * other filters what {@link listItems} costs.
 */
export async function pagedItems(listed: Listed, budget: Budget, faults: Faults): Promise<PagedList<Item>> {
  const { kinds, canHold = kinds, args } = listed
  const find = await itemFinder({ ...listed, canHold }, budget, faults)
  const found = await find(kinds)
  if (!(found instanceof Listing)) return pagedArray(found, ({ subject }) => subject)
  return pagedListing(found, args, (item, key) => item.subject === key && kinds.includes(item.kind.kind))
}

/**
 * A listing to be cut into pages: those with one of the certainties, in the order that is asked for. `isNamed` says whether
 * what is found under a name is called so.
 */
export function pagedListing<T>(
  listing: Listing<T>,
  { certainty, order }: Pick<ListArgs, 'certainty' | 'order'>,
  isNamed: (thing: T, name: string) => boolean,
): PagedList<T> {
  const answers = [...new Set(certainty)]
  const { by, reverse } = listOrder(order)
  return {
    totalCount: () => answers.reduce((sum, answer) => sum + listing.count(answer), 0),
    find: (name) => {
      const thing = listing.find(name, answers)
      return thing !== undefined && isNamed(thing, name) ? thing : undefined
    },
    behind: (thing, backwards) => listing.inOrder(answers, { by, reverse: reverse !== backwards }, thing),
    compare: (one, other) => listing.compare(one, other, { by, reverse }),
  }
}

function* itemsAt(at: AtPoint, items: Iterable<Item>): Iterable<ItemAtPoint> {
  for (const item of items) yield { ...at, item }
}

/** How many items are matched in one step. */
const STEP = 10

/** Those of some entries that match, in steps. */
export function matchingOf<E>(entries: Iterable<E>, matches: (entry: E) => boolean): Steps<E[]> {
  return ofEach(entries, STEP, (each) => (matches(each) ? [each] : []))
}

/** Whether the indexes that lists wait for are being made. */
export function isIndexing({ state }: AtPoint): () => boolean {
  return () => state.isIndexing
}

function kindsNamed({ chronicle }: AtPoint, names: readonly string[]): readonly Kind[] {
  return [...new Set(names)].flatMap((name) => chronicle.vocabulary.kinds.get(name) ?? [])
}

/** A test of items by the arguments, except certainty; in steps. */
export function* itemMatcher(
  at: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: FilterArgs,
  faults: Faults,
): Steps<(each: ItemAtPoint) => boolean> {
  return matcherOf(filter, yield* filter.matcher(at, kinds, args, faults))
}

function matcherOf({ entries }: Filter, test: Matcher | undefined): (each: ItemAtPoint) => boolean {
  return (each) => test?.(entries.ofItem(each), each.item) ?? true
}

/** The rank of an item in an order; ties are broken by key. */
export function rankOf({ state: { view }, item }: ItemAtPoint, by: OrderBy): Rank {
  const { [by]: key, tie } = ranksOfItem(view, item)
  return { key, tie }
}
