import { datesInWords, domainOf, labelOf } from '../domain/index.ts'
import type { Chronicle, Chronicles, PointRequest, ReadModel, Snapshot } from '../engine/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { type RecordedEvent, type Subject, sha256Hex, sourcesOf } from '../event/index.ts'
import { FairScheduler, thereAre } from '../graphql/index.ts'
import { inOneGo, type State, type Steps } from '../state/index.ts'
import { type Answer, formatDay, formatInstant, formatInterval, parseDay } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'
import { errorResponse, STATUS_OF } from './error-response.ts'

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

/**
 * Answers `GET /feeds/<chronicle>.json` with the timeline as JSON Feed. `date`, `knownAt` and `position` stand for
 * the point. Errors are JSON, `{ errors: [{ code, category, message, argument }] }`, all of them at once.
 */
export function createFeeds(
  chronicles: Pick<Chronicles, 'keys' | 'get'>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const url = new URL(request.url)
      const chronicle = chronicleAt(url.pathname, chronicles).snapshot()
      const state = chronicle.asOf(pointIn(url.searchParams))
      const feed = await inTurns(feedSteps(chronicle, state, url.href))
      return responseOf(request, JSON.stringify(feed), 'application/feed+json', chronicle)
    } catch (error) {
      if (!(error instanceof RegestaError) || error.category === 'fault') throw error
      return errorResponse(STATUS_OF[error.category], errorsOf(error), { 'cache-control': 'no-store' })
    }
  }
}

/** Does work in steps, among those of requests. */
async function inTurns<T>(steps: Steps<T>): Promise<T> {
  const scheduler = new FairScheduler()
  for (;;) {
    const { done, value } = await scheduler.run(() => steps.next())
    if (done === true) return value
  }
}

/** The chronicle whose feed is at a path. */
export function feedOf(path: string): string | undefined {
  return /^\/feeds\/([^/]+)\.json$/.exec(path)?.[1]
}

function chronicleAt(path: string, chronicles: Pick<Chronicles, 'keys' | 'get'>): Chronicle {
  const name = feedOf(path)
  const chronicle = name === undefined ? undefined : chronicles.get(name)
  if (chronicle !== undefined) return chronicle
  const there = thereAre([...chronicles.keys()].map((each) => `/feeds/${each}.json`))
  throw new RegestaError('E_NOT_FOUND', 'notFound', `no feed is here; ${there}`)
}

function errorsOf(error: RegestaError) {
  const faults: readonly Fault[] = error instanceof InvalidInput ? error.faults : [error]
  return faults.map(({ code, message, place }) => ({
    code,
    category: error.category,
    message,
    ...(place?.argument !== undefined && { argument: place.argument }),
  }))
}

const ARGUMENTS = ['date', 'knownAt', 'position'] as const

/** The point that a query string asks for; throws InvalidInput with every fault, each by its argument. */
function pointIn(query: URLSearchParams): PointRequest {
  const faults: Fault[] = []
  const fault = (code: string, argument: string, message: string) =>
    faults.push({ code, message, place: { argument } })
  const read = <T>(argument: (typeof ARGUMENTS)[number], parse: (text: string) => T): T | undefined => {
    const given = query.get(argument)
    try {
      return given === null ? undefined : parse(given)
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      fault(error.code, argument, error.message)
      return undefined
    }
  }
  for (const name of new Set(query.keys()))
    if (!ARGUMENTS.some((argument) => argument === name))
      fault('E_ARGUMENT', name.slice(0, 80), `expected one of ${ARGUMENTS.join(', ')}`)
    else if (query.getAll(name).length > 1) fault('E_ARGUMENT', name, 'expected once, got it more often')
  const [date, knownAt] = [read('date', parseDay), read('knownAt', parseDay)]
  const position = read('position', parsePosition)
  if (faults.length > 0) throw new InvalidInput(faults)
  return {
    ...(date !== undefined && { date }),
    ...(knownAt !== undefined && { knownAt }),
    ...(position !== undefined && { position }),
  }
}

function parsePosition(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RegestaError('E_POSITION', 'invalid', `"${text.slice(0, 80)}": expected a position: 0, 1, 2 …`)
}

/** A year, in seconds: no cache keeps anything for longer. */
const FOR_EVER = 31_536_000

/**
 * A feed as a response. It may be cached for ever if it depends on nothing but its address; else it is revalidated by its
 * ETag: 304 if the request has the same one.
 */
function responseOf(request: Request, text: string, type: string, { dependsOn }: Snapshot): Response {
  const etag = `"${sha256Hex(text).slice(0, 32)}"`
  const whose = request.headers.has('authorization') ? 'private' : 'public'
  const holds = dependsOn.position || dependsOn.today ? 'no-cache' : `max-age=${FOR_EVER}, immutable`
  const headers = { etag, 'cache-control': `${whose}, ${holds}`, vary: 'authorization' }
  const shown = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (shown.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': type } })
}
