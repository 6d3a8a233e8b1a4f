import { datesInWords, domainOf, labelOf } from '../domain/index.ts'
import type { ReadModel } from '../engine/index.ts'
import { type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import { inOneGo, type State, type Steps } from '../state/index.ts'
import { type Answer, formatDay, formatInstant, formatInterval } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'
import type { ExportRequest, Format, Written } from './format.ts'

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
    /** The days on which it may have happened or begun, in EDTF, as corrections and inferences leave it. */
    readonly begin: string
    /** Whether it can be seen from the point in any case, or only possibly. */
    readonly certainty: Answer
    readonly sources: readonly string[]
  }
}

/**
 * The newest recorded events first, `limit` at most: those that can be seen from the state's point and may have
 * happened, or begun, by its date. `date_published` is when this ledger took an event in. Cost: one look at each
 * event that is no older than they.
 */
export function timelineFeed(...question: Parameters<typeof feedSteps>): TimelineFeed {
  return inOneGo(feedSteps(...question))
}

/** How many events are looked at in one step. */
const STEP = 100

/** The same in steps. */
function* feedSteps(chronicle: ReadModel, state: State, feedUrl: string, limit = 100): Steps<TimelineFeed> {
  const { date, knownAt, position } = state.point
  const items: TimelineFeedItem[] = []
  const labels = new Map<Subject, string | undefined>()
  for (let at = position; at > 0 && items.length < limit; at -= 1) {
    if (at % STEP === 0) yield
    const recorded = chronicle.eventAt(at)
    const seen = recorded && state.view.visibleEvent(recorded.id)
    const version = seen && versionBy(state, seen.recorded)
    if (version === undefined) continue
    yield
    const title = yield* titleOf(chronicle, state, version, labels)
    items.push(itemOf(version, state.view.exists(version.root.id), title))
  }
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

/** The first version of an event that may have begun by the state's date. */
function versionBy({ view, point }: State, { id }: RecordedEvent): Version | undefined {
  return view.versions(id).find(({ bounds }) => bounds.begin.earliest <= point.date)
}

/** `MeetingHeld` and what it is about, in words where the chronicle’s domain has some. `labels` are those known already. */
function* titleOf(
  { vocabulary }: ReadModel,
  state: State,
  { event: { event } }: Version,
  labels: Map<Subject, string | undefined>,
): Steps<string> {
  const { type, subject } = event
  if (!labels.has(subject)) {
    const [domain, item] = [domainOf({ vocabulary }), yield* state.itemSteps(subject)]
    labels.set(subject, domain && item && labelOf(domain, state, item))
  }
  const label = labels.get(subject)
  if (label === undefined) return `${type} ${subject}`
  return `${type.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${label}`
}

function itemOf(
  { root, event: { event }, bounds, datedBy }: Version,
  certainty: Answer,
  title: string,
): TimelineFeedItem {
  const begin = formatInterval(bounds.begin)
  const written = datedBy.length === 0 ? event.valid : undefined
  const when = datesInWords({ bounds, written })
  const sources = sourcesOf(event)
  return {
    id: root.id,
    title,
    content_text: `${when}: ${event.type}, ${event.subject}, by ${sources.join(' and ') || 'inference'}`,
    date_published: formatInstant(root.recordedAt),
    tags: [event.type],
    _regesta: { subject: event.subject, position: root.position, begin, certainty, sources },
  }
}

export const jsonFeedFormat: Format = {
  name: 'json',
  path: '.json',
  type: 'application/feed+json',
  says: 'What was recorded, the newest first, as a JSON Feed',
  load: async () => writeJsonFeed,
}

async function writeJsonFeed({ at, address, inSteps }: ExportRequest): Promise<Written> {
  const feed = await inSteps(feedSteps(at.chronicle, at.state, address.self))
  return { body: JSON.stringify(feed) }
}
