import { type RecordedEvent, sourcesOf } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import type { ValidBounds } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import { couldBeKnown, ViewCache } from '../points/at-point.ts'
import { firstKnown } from '../points/sources.ts'

/** What a list can be ordered by. */
export type OrderBy = 'valid' | 'known' | 'recorded' | 'subject'
export type Order = `${OrderBy}-${'asc' | 'desc'}`

const ORDER_BY: readonly OrderBy[] = ['valid', 'known', 'recorded', 'subject']

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

/** Where an entry comes in an order: `key` is compared first, then `tie`, which is unique. */
export type Rank = { readonly key: number | string; readonly tie: number | string }

/** The list in order; descending is the exact reverse of ascending. Cost: each entry is ranked once. */
export function inOrder<T>(list: readonly T[], order: Order, rankOf: (each: T, by: OrderBy) => Rank): T[] {
  const by = ORDER_BY.find((each) => order.startsWith(each)) ?? 'valid'
  const ranked = list
    .map((each) => ({ each, rank: rankOf(each, by) }))
    .sort((a, b) => compare(a.rank.key, b.rank.key) || compare(a.rank.tie, b.rank.tie))
    .map(({ each }) => each)
  return order.endsWith('desc') ? ranked.reverse() : ranked
}

function compare<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** A visible event, with every subject and date that its versions have. */
export type VisibleEvent = {
  readonly recorded: RecordedEvent
  readonly subjects: readonly string[]
  readonly bounds: readonly ValidBounds[]
}

/**
 * The visible events of a state, by position. Computed once for each view. Cost: the first call for a view is O(n) in
 * the recorded events.
 */
export function visibleEvents({ view }: State): readonly VisibleEvent[] {
  return visible.get(view, '', () =>
    view.eventIndex.events.slice(0, view.basis.position).flatMap((event): VisibleEvent[] => {
      const versions = view.versions(event.id)
      if (versions.length === 0 || !couldBeKnown(view, event)) return []
      const subjects = [...new Set(versions.map((version) => version.event.event.subject))]
      return [{ recorded: event, subjects, bounds: versions.map(({ bounds }) => bounds) }]
    }),
  )
}

/** The visible events in an order. Sorted once for each view and order. */
export function eventsInOrder(state: State, order: Order): readonly VisibleEvent[] {
  const { view } = state
  return visible.get(view, order, () =>
    inOrder(visibleEvents(state), order, (event, by): Rank => {
      const tie = event.recorded.position
      switch (by) {
        case 'valid':
          return { key: firstDay(event), tie }
        case 'known':
          return { key: firstKnown(view, sourcesOfVersions(view, event)), tie }
        case 'recorded':
          return { key: tie, tie }
        case 'subject':
          return { key: event.subjects[0] ?? '', tie }
      }
    }),
  )
}

/** The visible events of each view, under the order that they are in; by position under no name. */
const visible = new ViewCache<readonly VisibleEvent[]>()

function firstDay({ bounds }: VisibleEvent): number {
  return bounds.reduce((first, { begin }) => Math.min(first, begin.earliest), Infinity)
}

function sourcesOfVersions(view: View, { recorded }: VisibleEvent): readonly string[] {
  return [...new Set(view.versions(recorded.id).flatMap(({ event }) => sourcesOf(event.event)))]
}
