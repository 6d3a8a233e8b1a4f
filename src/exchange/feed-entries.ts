import {
  aheadInPlainWords,
  changeSections,
  chronicleTitle,
  citeSource,
  type Domain,
  kindNamed,
  type Line,
  labelOf,
  nameOf,
  sayIn,
  sourceLabel,
  whenInPlainWords,
  windowInWords,
} from '../domain/index.ts'
import type { Snapshot } from '../engine/index.ts'
import { InvalidInput } from '../errors.ts'
import { kindOf, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { AtPoint } from '../graphql/index.ts'
import {
  type Change,
  changeSteps,
  type Item,
  knownOf,
  notedIn,
  type State,
  type Steps,
  sorted,
  withPremises,
} from '../state/index.ts'
import type { Answer, Instant, Interval } from '../time/index.ts'
import type { VisibleEvent } from '../visibility/index.ts'
import type { ExportRequest } from './format.ts'
import { uuidIri } from './rdf.ts'

/** What one batch says of one thing, in words: the same words whenever they are asked for from the same point. */
export type FeedEntry = {
  /** A UUID of the chronicle, the subject and the batch. */
  readonly id: string
  readonly subject: Subject
  /** A line that can be read alone. */
  readonly headline: string
  /** What became known, line by line. */
  readonly lines: readonly string[]
  readonly recordedAt: Instant
  /** The last of its events in the ledger. */
  readonly position: number
  /** When the public could know it; undefined where it rests on no source. */
  readonly known: Interval | undefined
  /** Whether the thing stands. */
  readonly certainty: Answer
  /** The labels of the sources that say it. */
  readonly sources: readonly string[]
  /** What kind of thing it is, in words. */
  readonly tags: readonly string[]
  /** Where a person reads about it; of what is no item, about all. */
  readonly page: string
}

export type Feed = {
  readonly title: string
  readonly entries: readonly FeedEntry[]
  readonly next?: string
}

/** The events of one batch that speak of one subject, in their order. */
type Group = {
  readonly id: string
  readonly subject: Subject
  readonly recordedAt: Instant
  readonly events: readonly RecordedEvent[]
  readonly known: Interval | undefined
}

/** How many events are looked at in one step. */
const STEP = 10

const MS_A_DAY = 86_400_000

/**
 * What became known, a thing and a batch an entry, one page of them. The newest batch comes first, and of one batch what was
 * known last; with `order=known-desc` what was known last comes first, whenever it was recorded. Each visible event is behind
 * one entry. An entry is read as of the day of its batch, or of the request’s date where that is earlier. Throws E_CURSOR.
 */
export async function feedOf(request: ExportRequest): Promise<Feed> {
  const { page, inSteps, at, domain } = request
  const groups = await inSteps(groupsOf(request, await request.events()))
  const from = page.after === undefined ? 0 : groups.findIndex(({ id }) => id === page.after) + 1
  if (page.after !== undefined && from === 0) throw noSuchEntry(page.after)
  const shown = groups.slice(from, from + page.first)
  const entries = await inSteps(entriesOf(request, shown))
  const last = entries.at(-1)
  return {
    title: chronicleTitle(domain, at.chronicle.name),
    entries,
    ...(last !== undefined && from + shown.length < groups.length && { next: last.id }),
  }
}

function noSuchEntry(cursor: string): InvalidInput {
  const message = `"${cursor.slice(0, 80)}": expected the id of an entry of this feed`
  return new InvalidInput([{ code: 'E_CURSOR', message, place: { argument: 'after' } }])
}

function* groupsOf({ at, order }: ExportRequest, events: readonly VisibleEvent[]): Steps<readonly Group[]> {
  const byKey = new Map<string, RecordedEvent[]>()
  for (const [index, { recorded }] of events.entries()) {
    if (index % STEP === 0) yield
    byKey.getOrInsertComputed(`${recorded.recordedAt} ${recorded.event.subject}`, () => []).push(recorded)
  }
  const groups: Group[] = []
  for (const group of byKey.values()) {
    yield
    const [first] = group
    if (first === undefined) continue
    const { recordedAt, event } = first
    const id = uuidIri('entry', at.chronicle.name, event.subject, `${recordedAt}`)
    groups.push({
      id,
      subject: event.subject,
      recordedAt,
      events: group.toSorted((a, b) => a.position - b.position),
      known: yield* knownOfAll(at, group),
    })
  }
  const byKnown = order?.startsWith('known') === true
  const isReversed = order?.endsWith('asc') === true
  const inOrder = yield* sorted(
    groups,
    (a, b) => (byKnown ? 0 : b.recordedAt - a.recordedAt) || newest(b) - newest(a) || (a.id < b.id ? -1 : 1),
  )
  return isReversed ? inOrder.toReversed() : inOrder
}

/** Where it comes by when it was known: what is not known by any date comes last. */
function newest({ known }: Group): number {
  return known === undefined || !Number.isFinite(known.earliest) ? Number.MIN_SAFE_INTEGER : known.earliest
}

/** When the last of what these events and their premises rest on could be known. In steps. */
function* knownOfAll(
  { chronicle, state }: AtPoint,
  events: readonly RecordedEvent[],
): Steps<Interval | undefined> {
  const behind = withPremises(
    state.view,
    events.map(({ id }) => id),
  )
  let last: Interval | undefined
  for (const [index, id] of behind.entries()) {
    if (index % STEP === STEP - 1) yield
    const event = chronicle.event(id)
    const known = event && knownOf(state, event)
    if (known === undefined) continue
    last = {
      earliest: Math.max(last?.earliest ?? -Infinity, known.earliest),
      latest: Math.max(last?.latest ?? -Infinity, known.latest),
    }
  }
  return last
}

function* entriesOf(request: ExportRequest, groups: readonly Group[]): Steps<readonly FeedEntry[]> {
  const entries: FeedEntry[] = []
  for (const group of groups) {
    yield
    entries.push(yield* entryOf(request, group))
  }
  return entries
}

function* entryOf({ at, domain, address }: ExportRequest, group: Group): Steps<FeedEntry> {
  const { id, subject, recordedAt, events, known } = group
  const [before, after] = statesAround(at.chronicle, at.state, group)
  const words =
    kindOf(subject) === 'source' ? sourceWords(after, group) : yield* itemWords(domain, before, after, group)
  const versions = events.flatMap(({ id: event }) => after.view.versions(event))
  const cited = new Set(versions.flatMap(({ event }) => sourcesOf(event.event)))
  const sources = [...cited].map((source) => sourceLabel(after.view, source))
  const kind = kindNamed(domain, kindOf(subject))
  const since = known === undefined ? [] : [`Known: ${windowInWords(known)}`]
  const named = sources.length === 0 ? [] : [`Source: ${sources.join(', ')}`]
  return {
    id,
    subject,
    headline: words.headline,
    lines: [...words.lines, ...since, ...named],
    recordedAt,
    position: events.at(-1)?.position ?? 0,
    known,
    certainty: words.certainty,
    sources,
    tags: [kind?.heading ?? HEADINGS.get(kindOf(subject)) ?? kindOf(subject)],
    page: kindOf(subject) === 'disagreement' ? address.pageOf() : address.pageOf(subject),
  }
}

/** What those subjects are of which no domain has a kind. */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ['source', 'Sources'],
  ['disagreement', 'Notes of readers'],
])

/** The states before a batch and after it, as of its day, as far as the request’s point reaches. */
function statesAround(
  chronicle: Snapshot,
  { point }: State,
  { recordedAt }: Group,
): readonly [before: State, after: State] {
  const before = chronicle.positionAt(recordedAt - 1, point.position)
  const last = chronicle.positionAt(recordedAt, point.position)
  const { knownAt, trusting } = point
  const date = Math.min(point.date, Math.floor(recordedAt / MS_A_DAY))
  const shared = { date, trusting, ...(knownAt !== undefined && { knownAt }) }
  return [chronicle.asOf({ ...shared, position: before }), chronicle.asOf({ ...shared, position: last })]
}

type Words = { readonly headline: string; readonly lines: readonly string[]; readonly certainty: Answer }

function sourceWords({ view }: State, { subject, events }: Group): Words {
  const label = sourceLabel(view, subject)
  const registration = view.sourceCouldBeKnown(subject) ? view.registrationOf(subject) : undefined
  const certainty = view.source(subject)
  const isNew = events.some(({ event }) => event.type === 'SourceRegistered')
  const headline = `${isNew ? 'Source' : 'Changes to source'} ${label}`
  return {
    headline,
    lines: registration === undefined ? [] : [citeSource(view, subject, registration).footnote],
    certainty,
  }
}

function* itemWords(domain: Domain, before: State, after: State, { subject }: Group): Steps<Words> {
  const [was, is] = [yield* before.itemSteps(subject), yield* after.itemSteps(subject)]
  const [change] = yield* changeSteps([subject], before, after)
  const [state, item] = is === undefined ? [before, was] : [after, is]
  if (item === undefined) return noteWords(after, subject)
  return {
    headline: `${is === undefined ? 'Retracted: ' : ''}${labelOf(domain, state, item)}`,
    lines: linesOf(domain, { before, after, state }, item, { change, was }),
    certainty: is?.existence.answer ?? 'no',
  }
}

/** Of what is no item: a disagreement that a reader noted, or what is no longer on the record. */
function noteWords(after: State, subject: Subject): Words {
  const note = notedIn(after).find((each) => each.subject === subject)
  const headline = note?.summary ?? subject.replaceAll(/[/-]/g, ' ')
  const lines = [note === undefined ? 'No longer on the record' : `A ${note.kind} that a reader noted`]
  return { headline, lines, certainty: note?.certainty ?? 'unknown' }
}

type States = { readonly before: State; readonly after: State; readonly state: State }
type How = { readonly change: Change | undefined; readonly was: Item | undefined }

/** What an entry says of an item: what it is where it is new, else what changed, or that it is reported again. */
function linesOf(
  domain: Domain,
  { before, after, state }: States,
  item: Item,
  { change, was }: How,
): readonly string[] {
  if (change?.change === 'changed' || change?.change === 'gone' || change?.change === 'unattested') {
    const of = (name: string) => (name === item.kind.kind ? [change] : [])
    const sections = changeSections({ from: before, to: after, changes: of }, domain, true)
    const lines = sections.flatMap((section) => section.lines)
    const [first, ...rest] = lines.map(textOf)
    return change.change === 'changed' ? rest : [first ?? '', ...rest]
  }
  const now = factsOf(domain, state, item)
  if (was === undefined) return now
  const then = factsOf(domain, before, was)
  const [gone, come] = [
    then.filter((each) => !now.includes(each)),
    now.filter((each) => !then.includes(each)),
  ]
  if (gone.length + come.length === 0) return [`Reported again: ${now[0] ?? ''}`, ...now.slice(1)]
  return [
    `Changed: ${gone.join('; ') || 'nothing'} → ${come.join('; ') || 'no longer on the record'}`,
    ...now,
  ]
}

/** What an entry says of an item that is new: its name, when it was or how it is planned, and what its kind shows. */
function factsOf(domain: Domain, state: State, item: Item): readonly string[] {
  const kind = kindNamed(domain, item.kind.kind)
  if (kind === undefined) return []
  const ahead = kind.ahead?.words(item)
  const when = whenInPlainWords(kind, item)
  const shown = kind.shown(item, state, sayIn(domain, state))
  const facts = [nameOf(domain, state, item), ahead === undefined ? when : aheadInPlainWords(ahead), ...shown]
  return facts.filter((words) => words !== '' && words !== 'undated')
}

function textOf({ pieces }: Line): string {
  const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : ''))
  return texts.join('').trim()
}
