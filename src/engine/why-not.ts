import {
  citedText,
  type EventId,
  type Evidence,
  eventCorrected,
  eventRetracted,
  isSpan,
  type RecordedEvent,
  type Span,
  type Subject,
  sourcesOf,
} from '../event/index.ts'
import {
  type Claim,
  fieldNamed,
  type Item,
  ofEach,
  type Projection,
  type Standing,
  type State,
  type Steps,
  sorted,
} from '../state/index.ts'
import { standingAt } from '../time/index.ts'
import { asWritten, isOfPublisher, type Version, type View } from '../visibility/index.ts'

/** An event with a claim of a subject, and every blocker that keeps the claim from being certain. */
export type WhyNot = { readonly event: RecordedEvent; readonly hiddenBy: readonly Blocker[] }

/** The question, and its point, which is that of `state`; the two views see all that is recorded today. */
export type WhyNotQuestion = {
  readonly subject: Subject
  /** Only events with a claim of this field. */
  readonly field: string
  readonly state: State
  readonly projection: Projection
  /** With the point's clock of knowledge and its trust. */
  readonly recordedToday: View
  /** With everything known and everyone trusted. */
  readonly allKnown: View
}

/** What the subject holds at the point. */
type Held = {
  /** Of the field, by event. */
  readonly standings: ReadonlyMap<EventId, readonly Standing[]>
  /** How the values are spelled that the field may have there, and the first of the events that answer. */
  readonly spellings: ReadonlySet<string>
  readonly through: EventId | undefined
}

/**
 * The events that speak of one field of a subject, or would, and what keeps each from making it so for certain at the
 * point; in order of position, in steps. On purpose it names what is not visible from there. Cost: the events of the subject.
 */
export function* whyNot(question: WhyNotQuestion): Steps<readonly WhyNot[]> {
  const { subject, state, projection } = question
  const { eventIndex } = state.view
  yield* state.reading(subject) ?? []
  const item = state.item(subject)
  const keys = item?.identity.keys ?? [subject]
  const head = question.recordedToday.basis.position
  const ids = [...new Set(keys.flatMap((key) => projection.eventsOf(key)))]
  const recorded = ids.filter((id) => eventIndex.positionOf(id) <= head)
  const inOrder = yield* sorted(recorded, (a, b) => eventIndex.positionOf(a) - eventIndex.positionOf(b))
  yield
  const held = heldIn(item, question.field)
  return yield* ofEach(inOrder, STEP, (id) => {
    const event = eventIndex.event(id)
    if (event === undefined) return []
    const hiddenBy = blockersOf(event, keys, held, question) ?? []
    return hiddenBy.length === 0 ? [] : [{ event, hiddenBy }]
  })
}

function heldIn(item: Item | undefined, name: string): Held {
  const own = (item?.standings ?? []).filter(({ claim }) => claim.field === name)
  const field = item && fieldNamed(item.kind, name)
  const resolved = field && item.get(field)
  const answering = resolved?.values.flatMap(({ standings }) => standings) ?? []
  return {
    standings: Map.groupBy(own, ({ event }) => event.id),
    spellings: new Set(answering.map(({ claim }) => claim.spelling)),
    through: resolved?.because[0],
  }
}

/** How many events are looked at in one step. */
const STEP = 20

/** Undefined where the event, however it reads, makes no claim of the field. */
function blockersOf(
  event: RecordedEvent,
  keys: readonly Subject[],
  held: Held,
  question: WhyNotQuestion,
): readonly Blocker[] | undefined {
  const { state, allKnown } = question
  const written: Version = asWritten(event)
  const asItReads = allKnown.versions(event.id)[0] ?? written
  const claimsOf = (version: Version) => claimsIn(version, keys, question)
  const speaking = [asItReads, written].find((version) => claimsOf(version).length > 0)
  if (speaking === undefined) return undefined
  const seen = state.view.versions(event.id)
  const grounds = hiddenByGrounds(speaking.event, state.view, question.recordedToday)
  const act = retractionOf(event, state.view)
  const silent = seen.find((version) => claimsOf(version).length === 0)
  const lasting = seen.filter((version) => claimsOf(version).length > 0)
  return [
    ...grounds,
    ...(act === undefined ? [] : [{ by: 'retracted', through: act } as const]),
    ...(silent === undefined && speaking === asItReads ? [] : [correctedBy(silent ?? asItReads)]),
    ...(seen.some(({ early }) => early) ? [{ by: 'reportedEarly' } as const] : []),
    ...byDate(held.standings.get(event.id) ?? [], lasting.length > 0 ? lasting : [speaking], claimsOf, state),
    ...outdoneBy(lasting.flatMap(claimsOf), held),
  ]
}

function claimsIn(
  version: Version,
  keys: readonly Subject[],
  { field, projection }: WhyNotQuestion,
): readonly Claim[] {
  return keys.flatMap((key) => projection.claimsOf(key, version)).filter((claim) => claim.field === field)
}

/** The retraction that stands last among the acts in force. */
function retractionOf({ id }: RecordedEvent, view: View): EventId | undefined {
  const last = view.eventIndex
    .actsOn(id)
    .filter((act) => act.event.type !== eventCorrected.type && view.inForce(act) !== 'no')
    .at(-1)
  return last?.event.type === eventRetracted.type ? last.id : undefined
}

/** A version without a claim of the field: by its last correction, where it has one. */
function correctedBy({ by }: Version): Blocker {
  const through = by.at(-1)
  return by.length > 1 && through !== undefined ? { by: 'corrected', through } : { by: 'corrected' }
}

/** How its dates exclude the point's date, or leave it open: by the claim that comes nearest to holding then. */
function byDate(
  held: readonly Standing[],
  versions: readonly Version[],
  claimsOf: (version: Version) => readonly Claim[],
  { point: { date } }: State,
): readonly Blocker[] {
  // After its own days it may hold by what attests it since.
  if (held.some(({ answer }) => answer === 'definitely')) return []
  if (held.some(({ answer }) => answer === 'possibly')) return [{ by: 'mayBeOtherwise' }]
  const standings = versions.flatMap((version) =>
    claimsOf(version).map(({ aspect }) => ({
      answer: standingAt(aspect, version.bounds, date),
      bounds: version.bounds,
    })),
  )
  if (standings.some(({ answer }) => answer === 'definitely')) return []
  if (standings.some(({ answer }) => answer === 'possibly')) return [{ by: 'mayBeOtherwise' }]
  const excluding = standings.find(({ answer }) => answer === 'no')
  if (excluding === undefined) return [{ by: 'otherDays' }]
  return [{ by: date < excluding.bounds.begin.earliest ? 'notYet' : 'over' }]
}

/** That others took the place of what this says, though it stands. */
function outdoneBy(claims: readonly Claim[], { spellings, through }: Held): readonly Blocker[] {
  if (claims.length === 0 || spellings.size === 0) return []
  if (claims.some(({ spelling }) => spellings.has(spelling))) return []
  return [through === undefined ? { by: 'outdone' } : { by: 'outdone', through }]
}

/**
 * What keeps an event from making something so at a point. `notRecorded`: it has a later position. Of one of its
 * sources: `unregistered` there, `notKnown` yet or only `possiblyKnown`, `notTrusted`, `withdrawn`. `retracted`,
 * `corrected`: by an act. `premiseMissing`: what it was inferred from cannot be seen for certain. `notYet`, `over`: its
 * date excludes the point's; `mayBeOtherwise`: it allows others; `reportedEarly`: its sources came out before it; `otherDays`: it speaks of other days alone. `outdone`:
 * it stands, and others took the place of what it says.
 */
export const BLOCKERS = [
  'notRecorded',
  'unregistered',
  'notKnown',
  'possiblyKnown',
  'notTrusted',
  'withdrawn',
  'premiseMissing',
  'retracted',
  'corrected',
  'notYet',
  'over',
  'mayBeOtherwise',
  'reportedEarly',
  'otherDays',
  'outdone',
] as const

export type Blocker = {
  readonly by: (typeof BLOCKERS)[number]
  /** The registration, withdrawal, premise or act through which it is so; none where it follows from the event alone. */
  readonly through?: EventId
}

/** What hides an event, as it reads, from a view: by its place, its sources and its premises, each by itself. */
export function hiddenByGrounds(event: RecordedEvent, view: View, recordedToday: View): readonly Blocker[] {
  const { position, event: words } = event
  return [
    ...(position > view.basis.position ? [{ by: 'notRecorded' } as const] : []),
    ...sourcesOf(words).flatMap((source) => hiddenBySource(event, source, view, recordedToday)),
    ...(words.evidence ?? []).flatMap((evidence) => hiddenByRevision(event, evidence, view, recordedToday)),
    ...(words.premises ?? [])
      .filter((premise) => view.exists(premise) !== 'definitely')
      .map((premise) => ({ by: 'premiseMissing', through: premise }) as const),
  ]
}

/** That no visible registration or revision brings the text that evidence names. */
function hiddenByRevision(
  event: RecordedEvent,
  evidence: Evidence,
  view: View,
  recordedToday: View,
): readonly Blocker[] {
  if (citedText(evidence) === undefined || isOfPublisher(event.event)) return []
  const bringing = view.eventIndex.sources.bringing(evidence)
  if (bringing.some(({ id }) => view.exists(id) === 'definitely')) return []
  const [first] = bringing
  if (first === undefined) return [{ by: 'unregistered' }]
  const through = first.id
  const { known } = clocksNow(first, [first], view, recordedToday)
  if (known === 'no') return [{ by: 'notKnown', through }]
  if (known === 'possibly') return [{ by: 'possiblyKnown', through }]
  const isLater = first.position > view.basis.position
  return [{ by: isLater ? 'unregistered' : 'premiseMissing', through }]
}

function hiddenBySource(
  event: RecordedEvent,
  source: Subject,
  view: View,
  recordedToday: View,
): readonly Blocker[] {
  const registration = view.eventIndex.sources.registrationOf(source)
  if (registration === undefined || registration.position > recordedToday.basis.position)
    return [{ by: 'unregistered' }]
  const through = registration.id
  const evidence = event.event.evidence?.filter((each) => each.source === source) ?? []
  const ofAnyText = evidence.map((each) => (isSpan(each) ? withoutText(each) : each))
  const alone = { ...event, event: { ...event.event, evidence: ofAnyText } }
  const { known, trusted } = clocksNow(alone, [event, registration], view, recordedToday)
  const withdrawal = view.eventIndex.sources
    .withdrawalsOf(source)
    .find(({ id }) => view.versions(id).some((version) => version.event.event.subject === source))
  const blockers: readonly Blocker[] = [
    ...(registration.position > view.basis.position && event.position <= view.basis.position
      ? [{ by: 'unregistered', through } as const]
      : []),
    ...(known === 'no' ? [{ by: 'notKnown', through } as const] : []),
    ...(known === 'possibly' ? [{ by: 'possiblyKnown', through } as const] : []),
    ...(trusted ? [] : [{ by: 'notTrusted', through } as const]),
    ...(withdrawal === undefined ? [] : [{ by: 'withdrawn', through: withdrawal.id } as const]),
  ]
  if (blockers.length > 0 || registration.position > view.basis.position) return blockers
  const registrations = view.eventIndex.sources.registrationsOf(source)
  return registrations.some(({ id }) => view.exists(id) === 'definitely')
    ? []
    : [{ by: 'unregistered', through }]
}

/** As the point has it where all this is recorded by then, and else as it is recorded today. */
function clocksNow(
  event: RecordedEvent,
  all: readonly RecordedEvent[],
  view: View,
  recordedToday: View,
): ReturnType<View['clocksOf']> {
  const isRecorded = all.every(({ position }) => position <= view.basis.position)
  return (isRecorded ? view : recordedToday).clocksOf(event)
}

function withoutText({ text: _, ...span }: Span): Span {
  return span
}
