import { kindOf } from '../../event/index.ts'
import { compareItems, type Item, type ItemOrder, type Kind, listingOf } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import { Faults } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import { type AtPoint, type ItemAtPoint, itemsOf } from '../points/at-point.ts'
import { firstKnown } from '../points/sources.ts'
import { whenOf } from '../valid-time.ts'
import type { Filter } from './filter.ts'
import type { FilterArgs } from './filter-args.ts'
import { inOrder, type Order, type OrderBy, type Rank } from './order.ts'
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

/** The items of a list, in order. Throws InvalidInput with every fault, those given among them. Cost: the items of the kinds. */
export async function listItems(
  listed: Listed,
  budget: Budget,
  faults = new Faults(),
): Promise<ItemAtPoint[]> {
  const { at, filter, kinds, canHold = kinds, args } = listed
  const matches = itemMatcher(at, filter, canHold, args, faults)
  faults.check()
  return allItems(listed, budget, matches)
}

async function allItems(
  { at, filter, kinds, args }: Listed,
  budget: Budget,
  matches: (each: ItemAtPoint) => boolean,
): Promise<ItemAtPoint[]> {
  const order = itemOrder(args.order)
  if (order === undefined) {
    const items = kinds
      .flatMap((kind) => itemsOf(at, kind))
      .filter(({ item }) => args.certainty.includes(item.existence.answer))
      .filter(matches)
    return inOrder(items, args.order, (each, by) => rankOf(each, by, filter))
  }
  const listing = await inSteps(budget, listingOf(at.state, kindsNamed(at, kinds)))
  return inSteps(budget, matching(at, listing.inOrder(args.certainty, order), matches))
}

/** The list to be cut into pages. Cost: what lies on a page; of a list with filters, or in the order of known days, all of it. */
export async function pagedItems(
  listed: Listed,
  budget: Budget,
  faults: Faults,
): Promise<PagedList<ItemAtPoint>> {
  const { at, filter, kinds, canHold = kinds, args } = listed
  const order = itemOrder(args.order)
  const test = filter.matcher(at, canHold, args, faults)
  faults.check()
  if (order === undefined || test !== undefined) {
    const all = await allItems(listed, budget, matcherOf(filter, test))
    return pagedArray(all, ({ item }) => item.subject)
  }
  const listing = await inSteps(budget, listingOf(at.state, kindsNamed(at, kinds)))
  const answers = [...new Set(args.certainty)]
  return {
    totalCount: answers.reduce((sum, answer) => sum + listing.count(answer), 0),
    find: (key) => {
      const item = kinds.includes(kindOf(key)) ? at.state.item(key) : undefined
      const isListed = item?.subject === key && answers.includes(item.existence.answer)
      return isListed ? { ...at, item } : undefined
    },
    behind: (entry, reverse) =>
      itemsAt(at, listing.inOrder(answers, reverse ? reversed(order) : order, entry?.item)),
    compare: (one, other) => compareItems(one.item, other.item, order),
  }
}

function* itemsAt(at: AtPoint, items: Iterable<Item>): Iterable<ItemAtPoint> {
  for (const item of items) yield { ...at, item }
}

/** How many items are matched in one step. */
const STEP = 100

function* matching(
  at: AtPoint,
  items: Iterable<Item>,
  matches: (each: ItemAtPoint) => boolean,
): Generator<undefined, ItemAtPoint[]> {
  const found: ItemAtPoint[] = []
  let looked = 0
  for (const each of itemsAt(at, items)) {
    if (++looked % STEP === 0) yield
    if (matches(each)) found.push(each)
  }
  return found
}

function kindsNamed({ chronicle }: AtPoint, names: readonly string[]): readonly Kind[] {
  return [...new Set(names)].flatMap((name) => chronicle.vocabulary.kinds.get(name) ?? [])
}

/** The order as one that is indexed; undefined for the others. */
function itemOrder(order: Order): ItemOrder | undefined {
  const [by, way] = order.split('-')
  if (by !== 'valid' && by !== 'recorded' && by !== 'subject') return undefined
  return { by, reverse: way === 'desc' }
}

function reversed({ by, reverse }: ItemOrder): ItemOrder {
  return { by, reverse: !reverse }
}

/** A test of items by the arguments, except certainty. */
export function itemMatcher(
  at: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: FilterArgs,
  faults: Faults,
): (each: ItemAtPoint) => boolean {
  return matcherOf(filter, filter.matcher(at, kinds, args, faults))
}

function matcherOf({ entries }: Filter, test: ReturnType<Filter['matcher']>): (each: ItemAtPoint) => boolean {
  return (each) => test?.(entries.ofItem(each), each.item) ?? true
}

/** The rank of an item in an order; ties are broken by key. */
export function rankOf(each: ItemAtPoint, by: OrderBy, { entries }: Filter): Rank {
  const tie = each.item.subject
  switch (by) {
    case 'valid':
      return { key: whenOf(each)?.bounds.begin.earliest ?? -Infinity, tie }
    case 'known':
      return { key: firstKnown(each.state.view, entries.ofItem(each).sources), tie }
    case 'recorded':
      return { key: entries.ofItem(each).position, tie }
    case 'subject':
      return { key: tie, tie }
  }
}
