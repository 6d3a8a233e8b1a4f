import type { Builder } from '../builder.ts'

/** By what a list may be put in order. */
export type OrderBy = 'valid' | 'known' | 'recorded' | 'subject'
export type Order = `${OrderBy}-${'asc' | 'desc'}`

const MEANINGS: Readonly<Record<OrderBy, string>> = {
  valid: 'By the first day that it may be of, what is undated first',
  known: 'By the first day on which a source of it may have come out, what has no dated source first',
  recorded: 'By the place in the ledger of the first event that tells it',
  subject: 'By its key, `kind/name`',
}

/** The orders of a list: with `by`, only those. */
export function addOrder(builder: Builder, name: string, description: string, by: readonly OrderBy[]) {
  const values = by.flatMap((each) => [
    enumValue(`${each}-asc`, `${MEANINGS[each]}.`),
    enumValue(`${each}-desc`, `${MEANINGS[each]}, the other way round.`),
  ])
  return builder.enumType(name, { description, values: Object.fromEntries(values) })
}

/** What a list is put in order by: `key` is compared first, and where two are alike, `tie`, of which no two are. */
export type Rank = { readonly key: number | string; readonly tie: number | string }

/** The list in order; descending, the very reverse. Cost: each is ranked once. */
export function inOrder<T>(list: readonly T[], order: Order, rankOf: (each: T, by: OrderBy) => Rank): T[] {
  const { by, descending } = readOrder(order)
  const ranked = list
    .map((each) => ({ each, rank: rankOf(each, by) }))
    .sort((a, b) => compared(a.rank.key, b.rank.key) || compared(a.rank.tie, b.rank.tie))
    .map(({ each }) => each)
  return descending ? ranked.reverse() : ranked
}

export function readOrder(order: Order): { readonly by: OrderBy; readonly descending: boolean } {
  const [by] = ORDERED.filter((each) => order.startsWith(each))
  return { by: by ?? 'valid', descending: order.endsWith('desc') }
}

const ORDERED: readonly OrderBy[] = ['valid', 'known', 'recorded', 'subject']

function enumValue(value: Order, description: string) {
  return [value.replace('-', '_').toUpperCase(), { value, description }] as const
}

function compared<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}
