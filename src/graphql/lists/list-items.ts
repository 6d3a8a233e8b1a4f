import type { Answer } from '../../time/index.ts'
import { Faults } from '../faults.ts'
import { type AtPoint, type ItemAtPoint, itemsOf } from '../points/at-point.ts'
import { firstKnown } from '../points/sources.ts'
import { whenOf } from '../valid-time.ts'
import type { Filter } from './filter.ts'
import type { FilterArgs } from './filter-args.ts'
import { inOrder, type Order, type OrderBy, type Rank } from './order.ts'

/** What of a list of items one wants to see, and in what order. */
export type ListArgs = FilterArgs & { readonly certainty: readonly Answer[]; readonly order: Order }

/**
 * The items of these kinds that the arguments ask for, in order; `held` are the kinds that the list can hold, if one of
 * its arguments narrowed them. Throws InvalidInput with every fault, those that were gathered before among them. Cost: a look at each item of the kinds; what is told of it is found out
 * once for each place looked from.
 */
export function listItems(
  at: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: ListArgs,
  faults = new Faults(),
  held: readonly string[] = kinds,
): ItemAtPoint[] {
  const matches = itemMatcher(at, filter, held, args, faults)
  faults.check()
  const items = kinds
    .flatMap((kind) => itemsOf(at, kind))
    .filter(({ item }) => args.certainty.includes(item.existence.answer))
    .filter(matches)
  return inOrder(items, args.order, (each, by) => rankOf(each, by, filter))
}

/** Whether an item is one that the arguments ask for, its certainty apart. */
export function itemMatcher(
  at: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: FilterArgs,
  faults: Faults,
): (each: ItemAtPoint) => boolean {
  const matches = filter.matcher(at, kinds, args, faults)
  return (each) => matches(filter.entries.ofItem(each), each.item)
}

/** Where an item comes in an order; of two that come together, by key. */
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
