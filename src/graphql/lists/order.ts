import { type ListOrder, ofEach, type Steps, sorted } from '../../state/index.ts'
import type { Builder } from '../builder.ts'

/** What a list can be ordered by. */
export type OrderBy = 'valid' | 'known' | 'recorded' | 'subject'
export type Order = `${OrderBy}-${'asc' | 'desc'}`

const ORDER_BY: readonly OrderBy[] = ['valid', 'known', 'recorded', 'subject']

/** Every order. */
export const ORDERS: readonly Order[] = ORDER_BY.flatMap((by) => [`${by}-asc`, `${by}-desc`] as const)

const ORDER_DESCRIPTIONS: Readonly<Record<OrderBy, string>> = {
  valid: 'By the first possible day; undated entries come first',
  known:
    'By the first day on which one of its sources may have been published; entries without a dated source come first',
  recorded: 'By the position of its first event in the ledger',
  subject: 'By its key, `kind/name`',
}

/** The enum type of an order that is restricted to `by`. */
export function addOrder(builder: Builder, name: string, description: string, by: readonly OrderBy[]) {
  const values = by.flatMap((each) => [
    enumValue(`${each}-asc`, `${ORDER_DESCRIPTIONS[each]}.`),
    enumValue(`${each}-desc`, `${ORDER_DESCRIPTIONS[each]}; reversed.`),
  ])
  return builder.enumType(name, { description, values: Object.fromEntries(values) })
}

function enumValue(value: Order, description: string) {
  return [value.replace('-', '_').toUpperCase(), { value, description }] as const
}

/** An order as what it goes by, and whether it is reversed. */
export function listOrder(order: Order): ListOrder {
  const by = ORDER_BY.find((each) => order.startsWith(each)) ?? 'valid'
  return { by, reverse: order.endsWith('desc') }
}

/** Where an entry comes in an order: `key` is compared first, then `tie`, which is unique. */
export type Rank = { readonly key: number | string; readonly tie: number | string }

/** The list in order; descending is the exact reverse of ascending. In steps. Cost: each entry is ranked once. */
export function* inOrder<T>(
  list: readonly T[],
  order: Order,
  rankOf: (each: T, by: OrderBy) => Rank,
): Steps<readonly T[]> {
  const { by, reverse } = listOrder(order)
  const ranked = yield* ofEach(list, STEP, (each) => [{ each, rank: rankOf(each, by) }])
  const ascending = yield* sorted(
    ranked,
    (a, b) => compare(a.rank.key, b.rank.key) || compare(a.rank.tie, b.rank.tie),
  )
  const all = ascending.map(({ each }) => each)
  return reverse ? all.reverse() : all
}

/** How many entries are ranked in one step. */
const STEP = 50

function compare<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}
