import type { GridKind } from '../../../src/exchange/read-grid.ts'
import type { ChangeKind, SortedChangeFragment } from '../operations.ts'
import { firstPlace, type Part, type Place } from './row-pages.ts'
import { roughSortOf, SORTS, type Sort, type SortedBy, sortOf } from './sorts.ts'
import type { TwoPoints } from './two-points.ts'

/** How many there are of a kind. */
export type KindCount = { readonly kind: string; readonly count: number }

/** How many changes there are of one sort of the API and kind. */
export type ChangeCount = KindCount & { readonly change: ChangeKind }

/** What differs in one way: how much of which kind, in the order of the page, and where its rows begin. */
export type GroupPlan = {
  readonly sort: Sort
  readonly counts: readonly KindCount[]
  readonly place: Place | undefined
}

/** A kind as far as one orders by it. */
type OrderedKind = Pick<GridKind, 'name' | 'happens'>

/** The groups of what differs, each difference in one of them; none is empty. */
export function groupsOf(
  changes: readonly SortedChangeFragment[],
  by: SortedBy & { readonly kinds: readonly OrderedKind[] },
): readonly GroupPlan[] {
  const bySort = Map.groupBy(changes, (change) => sortOf(change, by))
  return SORTS.flatMap((sort) => {
    const own = bySort.get(sort) ?? []
    if (own.length === 0) return []
    const byKind = Map.groupBy(own, ({ subject }) => subject.split('/')[0] ?? '')
    const counts = [...byKind].map(([kind, { length }]) => ({ kind, count: length }))
    const change = [...new Set(own.map((each) => each.change))]
    const place = firstPlace(
      counts.map(({ kind }) => kind),
      orderOf(sort, by.kinds),
      (kinds): readonly Part[] => [
        {
          change,
          kinds,
          subjects: kinds.flatMap((kind) => byKind.get(kind)?.map(({ subject }) => subject) ?? []),
        },
      ],
    )
    return [{ sort, counts: inOrder(counts, orderOf(sort, by.kinds)), place }]
  })
}

/** The same of so many that they are sorted by where they stand alone: what the world changed is first in each. */
export function roughGroups(
  counts: readonly ChangeCount[],
  points: TwoPoints,
  kinds: readonly OrderedKind[],
): readonly GroupPlan[] {
  const bySort = Map.groupBy(counts, ({ change }) => roughSortOf(change, points))
  return SORTS.flatMap((sort) => {
    const own = bySort.get(sort)
    const change = own?.[0]?.change
    if (own === undefined || change === undefined) return []
    const parts = (of: readonly string[], world?: boolean): Part => ({
      change: [change],
      kinds: of,
      ...(world !== undefined && { world }),
    })
    const mayBeOfWorld = change === 'CHANGED' || change === 'ADDED'
    const place = firstPlace(
      own.map(({ kind }) => kind),
      orderOf(sort, kinds),
      ...(mayBeOfWorld
        ? [(of: readonly string[]) => [parts(of, true)], (of: readonly string[]) => [parts(of, false)]]
        : [(of: readonly string[]) => [parts(of)]]),
    )
    return [{ sort, counts: inOrder(own, orderOf(sort, kinds)), place }]
  })
}

export function totalOf(counts: readonly KindCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}

/** The kinds as the page orders them; where one asks what happened, first those that are what happens. */
function orderOf(sort: Sort, kinds: readonly OrderedKind[]): readonly string[] {
  const isOfEvents = sort === 'happened' || sort === 'learned'
  const ordered = isOfEvents
    ? kinds.toSorted((one, other) => Number(other.happens) - Number(one.happens))
    : kinds
  return ordered.map(({ name }) => name)
}

function inOrder(counts: readonly KindCount[], order: readonly string[]): readonly KindCount[] {
  const rank = ({ kind }: KindCount) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return counts.toSorted((one, other) => rank(one) - rank(other)).map(({ kind, count }) => ({ kind, count }))
}
