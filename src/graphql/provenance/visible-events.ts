import { type RecordedEvent, sourcesOf } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import type { ValidBounds } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import { inOrder, type Order, type Rank } from '../lists/order.ts'
import { firstKnown } from '../lists/published.ts'
import { couldBeKnown } from './could-be-known.ts'

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
          return { key: firstKnown(view, sourcesSeen(view, event)), tie }
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
  const recorded = view.annals.events.slice(0, view.sight.position).flatMap((event): VisibleEvent[] => {
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

function sourcesSeen(view: View, { recorded }: VisibleEvent): readonly string[] {
  return [...new Set(view.versions(recorded.id).flatMap(({ event }) => sourcesOf(event.event)))]
}
