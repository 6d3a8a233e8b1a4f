import type { RecordedEvent } from '../event/index.ts'
import type { State } from '../projection/index.ts'
import type { ValidBounds } from '../time/index.ts'
import type { View } from '../timeline/index.ts'
import { couldBeKnown } from './could-be-known.ts'

/** An event that can be seen, with every subject and date that it may read as having. */
export type VisibleEvent = {
  readonly recorded: RecordedEvent
  readonly subjects: readonly string[]
  readonly bounds: readonly ValidBounds[]
}

type Ordered = Readonly<Record<'valid' | 'recorded', readonly VisibleEvent[]>>

const seen = new WeakMap<View, Ordered>()

/**
 * The events that can be seen from a state, by position or by the first day that they may be of (undated ones
 * first). Worked out once for each view, which a chronicle keeps for the points asked last: O(n log n) of the
 * events recorded for the first page from somewhere, nothing for the next.
 */
export function visibleEvents({ view }: State): Ordered {
  const known = seen.get(view)
  if (known !== undefined) return known
  const recorded = view.annals.events.slice(0, view.sight.position).flatMap((event): VisibleEvent[] => {
    const versions = view.versions(event.id)
    if (versions.length === 0 || !couldBeKnown(view, event)) return []
    const subjects = [...new Set(versions.map((version) => version.event.event.subject))]
    return [{ recorded: event, subjects, bounds: versions.map(({ bounds }) => bounds) }]
  })
  const ordered = { recorded, valid: recorded.toSorted(byValidTime) }
  seen.set(view, ordered)
  return ordered
}

function byValidTime(a: VisibleEvent, b: VisibleEvent): number {
  const [one, other] = [firstDay(a), firstDay(b)]
  return one === other ? a.recorded.position - b.recorded.position : one < other ? -1 : 1
}

function firstDay({ bounds }: VisibleEvent): number {
  return bounds.reduce((first, { begin }) => Math.min(first, begin.earliest), Infinity)
}
