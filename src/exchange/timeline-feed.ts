import type { ReadModel } from '../engine/index.ts'
import { type RecordedEvent, sourcesOf } from '../event/index.ts'
import type { State } from '../state/index.ts'
import { type Answer, formatDay, formatInstant, formatInterval } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'

/** A JSON Feed 1.1 (jsonfeed.org) of what can be seen from a point; `_regesta` is its extension. */
export type TimelineFeed = {
  readonly version: 'https://jsonfeed.org/version/1.1'
  readonly title: string
  readonly description: string
  readonly feed_url: string
  readonly items: readonly TimelineFeedItem[]
  /** The point, resolved. */
  readonly _regesta: { readonly date: string; readonly knownAt: string | null; readonly position: number }
}

export type TimelineFeedItem = {
  readonly id: string
  readonly title: string
  readonly content_text: string
  readonly date_published: string
  readonly tags: readonly string[]
  readonly _regesta: {
    readonly subject: string
    readonly position: number
    /** When it happened or began, in EDTF, as corrections and inferences leave it. */
    readonly begin: string
    /** Whether it can be seen from the point in any case, or only possibly. */
    readonly certainty: Answer
    readonly sources: readonly string[]
  }
}

/**
 * The newest recorded events first, `limit` at most: those that can be seen from the state's point and may have
 * happened, or begun, by its date. `date_published` is when this ledger took an event in. Cost: one look at each
 * event that can be seen.
 */
export function timelineFeed(chronicle: ReadModel, state: State, feedUrl: string, limit = 100): TimelineFeed {
  const { date, knownAt, position } = state.point
  const items = state.view.visibleEvents
    .toReversed()
    .flatMap(({ recorded }) => versionBy(state, recorded) ?? [])
    .slice(0, limit)
    .map((version) => itemOf(version, state.view.exists(version.root.id)))
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: chronicle.name,
    description: `What was recorded of ${chronicle.name}, the newest first`,
    feed_url: feedUrl,
    items,
    _regesta: {
      date: formatDay(date),
      knownAt: knownAt === undefined ? null : formatDay(knownAt),
      position,
    },
  }
}

/** The first way in which an event may read that may have begun by the state's date. */
function versionBy({ view, point }: State, { id }: RecordedEvent): Version | undefined {
  return view.versions(id).find(({ bounds }) => bounds.begin.earliest <= point.date)
}

function itemOf({ root, event: { event }, bounds }: Version, certainty: Answer): TimelineFeedItem {
  const begin = formatInterval(bounds.begin)
  const sources = sourcesOf(event)
  return {
    id: root.id,
    title: `${event.type} ${event.subject}`,
    content_text: `${begin}: ${event.type}, ${event.subject}, by ${sources.join(' and ') || 'inference'}`,
    date_published: formatInstant(root.recordedAt),
    tags: [event.type],
    _regesta: { subject: event.subject, position: root.position, begin, certainty, sources },
  }
}
