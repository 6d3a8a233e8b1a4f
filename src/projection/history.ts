import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import { sourcesOf } from '../event/index.ts'
import type { CivilDay, Interval } from '../time/index.ts'
import type { Item, State } from './state.ts'

/** One event in a subject's history: where it lies on all three clocks, and what was done to it. */
export type HistoryEntry = {
  readonly event: RecordedEvent
  readonly valid: RecordedEvent['valid']
  readonly known: Interval | undefined
  readonly acts: readonly EventId[]
}

/** Every event that can be seen and speaks of the item, in order of position. */
export function historyOf(state: State, item: Item): readonly HistoryEntry[] {
  const events = new Map(item.standings.map((standing) => [standing.event.id, standing]))
  return [...events.values()]
    .sort((a, b) => a.event.position - b.event.position)
    .map(({ event, bounds, because }) => ({
      event,
      valid: bounds,
      known: knownOf(state, event),
      acts: because.filter((id) => id !== event.id),
    }))
}

/** When the public could know an event: when the last of its sources could be. */
export function knownOf(state: State, { event }: RecordedEvent): Interval | undefined {
  const published = sourcesOf(event).flatMap((source) => state.view.publishedOf(source) ?? [])
  if (published.length === 0) return undefined
  return {
    earliest: Math.max(...published.map(({ earliest }) => earliest)),
    latest: Math.max(...published.map(({ latest }) => latest)),
  }
}

/** What was held of a subject throughout `[from, to)`, by the point's knowledge. */
export type Period = { readonly from: CivilDay; readonly to: CivilDay; readonly item: Item | undefined }

/**
 * A subject's valid time cut where its answer may change, as seen from one point: half-open periods that tile
 * the line from -∞ to ∞. `at` gives the state at another date of the same view.
 */
export function periodsOf(
  subject: Subject,
  item: Item | undefined,
  at: (date: CivilDay) => State,
): readonly Period[] {
  const cuts = new Set<CivilDay>()
  for (const { bounds } of item?.standings ?? [])
    for (const cut of [
      bounds.begin.earliest,
      bounds.begin.latest - 1,
      bounds.begin.latest,
      bounds.end.earliest,
      bounds.end.earliest + 1,
      bounds.end.latest,
    ])
      if (Number.isFinite(cut)) cuts.add(cut)
  const starts = [-Infinity, ...[...cuts].sort((a, b) => a - b)]
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? Infinity
    return { from, to, item: at(Number.isFinite(from) ? from : to === Infinity ? 0 : to - 1).item(subject) }
  })
}
