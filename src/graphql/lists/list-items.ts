import type { Answer } from '../../time/index.ts'
import { Faults } from '../faults.ts'
import { type AtPoint, type ItemAtPoint, itemsOf } from '../points/at-point.ts'
import { firstKnown } from '../points/sources.ts'
import { whenOf } from '../valid-time.ts'
import type { Filter } from './filter.ts'
import type { FilterArgs } from './filter-args.ts'
import { inOrder, type Order, type OrderBy, type Rank } from './order.ts'

/** The arguments of a list of items. */
export type ListArgs = FilterArgs & { readonly certainty: readonly Answer[]; readonly order: Order }

/**
 * The items of these kinds that match the arguments, in order. `allKinds` are the kinds that the list can hold, where an
 * argument narrowed `kinds`. Throws InvalidInput with every fault, those given among them. Cost: O(n) in the items of the
 * kinds; the entry of an item is computed once for each view.
 */
export function listItems(
  at: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: ListArgs,
  faults = new Faults(),
  allKinds: readonly string[] = kinds,
): ItemAtPoint[] {
  const matches = itemMatcher(at, filter, allKinds, args, faults)
  faults.check()
  const items = kinds
    .flatMap((kind) => itemsOf(at, kind))
    .filter(({ item }) => args.certainty.includes(item.existence.answer))
    .filter(matches)
  return inOrder(items, args.order, (each, by) => rankOf(each, by, filter))
}

/** A test of items by the arguments, except certainty. */
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
