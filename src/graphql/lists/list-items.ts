import type { Subject } from '../../event/index.ts'
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
import { subjectsSpokenOf } from './candidates.ts'
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
  const { at } = listed
  const items = await inSteps(budget, itemsListed(listed, faults), isIndexing(at))
  return items.map((item) => ({ ...at, item }))
}

function* itemsListed(listed: Listed, faults: Faults): Steps<readonly Item[]> {
  const { at, filter, kinds, canHold = kinds, args } = listed
  const test = yield* filter.matcher(at, canHold, args, faults)
  faults.check()
  return yield* itemsMatching(listed, yield* filter.candidates.subjects(at, args), test)
}

/** Those of these subjects, or of any, that a list has. */
function* itemsMatching(
  { at, filter, kinds, args }: Listed,
  only: ReadonlySet<Subject> | undefined,
  test: Matcher | undefined,
): Steps<readonly Item[]> {
  const listing = yield* listingOf(at.state, kindsNamed(at, kinds), only)
  const items = listing.inOrder([...new Set(args.certainty)], listOrder(args.order))
  return yield* matchingOf(items, isFoundBy(filter, at, test))
}

/** Finds the items of some kinds: those of a list as they are, or a listing where an index gives those alone that match. */
export type FindItems = (kinds: readonly string[]) => Steps<readonly Item[] | Listing<Item>>

/** What finds the items of lists with these arguments. Adds the faults of the arguments, and throws all of them. In steps. */
export function* itemFinder(
  listed: Omit<Listed, 'kinds'> & { readonly canHold: readonly string[] },
  faults: Faults,
): Steps<FindItems> {
  const { at, filter, canHold, args } = listed
  const search = filter.searchAlone(args, faults)
  const test = search === undefined ? yield* filter.matcher(at, canHold, args, faults) : search.test
  faults.check()
  const isFound = isFoundBy(filter, at, test)
  const found = search && (yield* filter.candidates.found(at, search))
  if (found !== undefined && 'finds' in found)
    return (kinds) => searchedItems(at.state, kindsNamed(at, kinds), { rows: found, isFound })
  const dates = filter.datesAlone(args)
  if (dates !== undefined) return (kinds) => datedListing(at.state, kindsNamed(at, kinds), dates, isFound)
  if (test === undefined) return (kinds) => listingOf(at.state, kindsNamed(at, kinds))
  const only = found === undefined ? yield* filter.candidates.subjects(at, args) : subjectsSpokenOf(at, found)
  return (kinds) => itemsMatching({ ...listed, kinds }, only, test)
}

/**
 * The list to be cut into pages, in steps. Cost: what lies on a page; by dates alone a look at the columns of every event; of a
 * list with other filters what {@link listItems} costs.
 */
export function* pagedItems(listed: Listed, faults: Faults): Steps<PagedList<Item>> {
  const { kinds, canHold = kinds, args } = listed
  const find = yield* itemFinder({ ...listed, canHold }, faults)
  const found = yield* find(kinds)
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
  const test = yield* filter.matcher(at, kinds, args, faults)
  return (each) => test?.(filter.entries.ofItem(each), each.item) ?? true
}

function isFoundBy({ entries }: Filter, at: AtPoint, test: Matcher | undefined): (item: Item) => boolean {
  return (item) => test?.(entries.ofItem({ ...at, item }), item) ?? true
}

/** The rank of an item in an order; ties are broken by key. */
export function rankOf({ state: { view }, item }: ItemAtPoint, by: OrderBy): Rank {
  const { [by]: key, tie } = ranksOfItem(view, item)
  return { key, tie }
}
