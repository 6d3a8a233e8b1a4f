import { type RecordedEvent, sourcesOf } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import type { ValidBounds } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import { couldBeKnown } from '../points/at-point.ts'
import { firstKnown } from '../points/sources.ts'

/** By what a list may be put in order. */
export type OrderBy = 'valid' | 'known' | 'recorded' | 'subject'
export type Order = `${OrderBy}-${'asc' | 'desc'}`

const ORDER_DESCRIPTIONS: Readonly<Record<OrderBy, string>> = {
  valid: 'By the first day that it may be of, what is undated first',
  known: 'By the first day on which a source of it may have come out, what has no dated source first',
  recorded: 'By the place in the ledger of the first event that tells it',
  subject: 'By its key, `kind/name`',
}

/** The orders of a list: with `by`, only those. */
export function addOrder(builder: Builder, name: string, description: string, by: readonly OrderBy[]) {
  const values = by.flatMap((each) => [
    enumValue(`${each}-asc`, `${ORDER_DESCRIPTIONS[each]}.`),
    enumValue(`${each}-desc`, `${ORDER_DESCRIPTIONS[each]}, the other way round.`),
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

/** An event that can be seen, with every subject and date that it may read as having. */
export type VisibleEvent = {
  readonly recorded: RecordedEvent
  readonly subjects: readonly string[]
  readonly bounds: readonly ValidBounds[]
}

type Seen = {
  readonly recorded: readonly VisibleEvent[]
  readonly ordered: Map<Order, readonly VisibleEvent[]>
}

const seen = new WeakMap<View, Seen>()

/**
 * The events that can be seen from a state, by position. Worked out once for each view, which a chronicle keeps for the
 * points asked last. Cost: O(n) of the events recorded for the first from somewhere, nothing for the next.
 */
export function visibleEvents({ view }: State): readonly VisibleEvent[] {
  return seenFrom(view).recorded
}

/** The same in any order; what is undated, or of no source that is, comes first. Cost: that of sorting, once each. */
export function eventsInOrder({ view }: State, order: Order): readonly VisibleEvent[] {
  const { recorded, ordered } = seenFrom(view)
  const sorted =
    ordered.get(order) ??
    inOrder(recorded, order, (event, by): Rank => {
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
    })
  ordered.set(order, sorted)
  return sorted
}

function seenFrom(view: View): Seen {
  const known = seen.get(view)
  if (known !== undefined) return known
  const recorded = view.eventIndex.events.slice(0, view.basis.position).flatMap((event): VisibleEvent[] => {
    const versions = view.versions(event.id)
    if (versions.length === 0 || !couldBeKnown(view, event)) return []
    const subjects = [...new Set(versions.map((version) => version.event.event.subject))]
    return [{ recorded: event, subjects, bounds: versions.map(({ bounds }) => bounds) }]
  })
  const found = { recorded, ordered: new Map() }
  seen.set(view, found)
  return found
}

function firstDay({ bounds }: VisibleEvent): number {
  return bounds.reduce((first, { begin }) => Math.min(first, begin.earliest), Infinity)
}

function sourcesOfVersions(view: View, { recorded }: VisibleEvent): readonly string[] {
  return [...new Set(view.versions(recorded.id).flatMap(({ event }) => sourcesOf(event.event)))]
}
