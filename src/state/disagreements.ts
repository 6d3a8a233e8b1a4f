import {
  type DisagreementPayload,
  disagreementNoted,
  type EventId,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourcesOf,
} from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import { type Contested, type Identity, identityOf, type Version, type View } from '../visibility/index.ts'
import { evaluateAt, type Field, type Standing } from './field.ts'
import type { Item } from './kind.ts'
import { eventsOfStandings, lastDayOf, sourcesOfAll } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, ofEach, type Steps } from './steps.ts'

/**
 * Different values for one field (rule 8): a `conflict` where two of them may speak of one day, a `tension`
 * where they are of different times, unless the values of the field may follow one another. The same value in
 * other spelling is agreement, as are two that name one subject, and nobody wins by being later. Two readings of
 * one event are no disagreement. Definite if two events that can be seen in any case, each in one version only,
 * disagree so. Where sameness of two subjects is both asserted and denied, that is a conflict of the field
 * {@link IDENTITY}.
 */
export type Disagreement = {
  readonly kind: 'conflict' | 'tension'
  readonly subject: Subject
  readonly field: string
  readonly certainty: Answer
  readonly sides: readonly Contention[]
  readonly because: readonly EventId[]
}

/** One of the values, with those who claim it. */
export type Contention = {
  readonly value: unknown
  readonly spelling: string
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** What the field of a conflict about sameness is called. */
export const IDENTITY = 'identity'

/**
 * The disagreements on these items, each once: on their single-valued fields, among what was claimed of times up to the
 * point's date, and on who is the same.
 */
export function disagreementsIn(state: State, items: readonly Item[]): readonly Disagreement[] {
  return inOneGo(disagreementSteps(state, items))
}

/** The same in steps. */
export function disagreementSteps(state: State, items: readonly Item[]): Steps<readonly Disagreement[]> {
  const contested = new Set<string>()
  return ofEach(items, STEP, (item) => [
    ...item.kind.fields.flatMap((field) => (field.single ? disagreementOn(state, item, field) : [])),
    ...item.identity.contested.flatMap((each) => {
      const pair = each.pair.join(' ')
      if (contested.has(pair) || !each.pair.every((key) => isSpokenOf(state.item(key)))) return []
      contested.add(pair)
      return [contestedIdentity(state, item, each)]
    }),
  ])
}

/** How many items are looked at in one step. */
const STEP = 20

function disagreementOn(state: State, item: Item, field: Field<never>): readonly Disagreement[] {
  const claimed = item.standings.filter(
    ({ claim, bounds }) => claim.field === field.name && bounds.begin.earliest <= item.point.date,
  )
  if (new Set(claimed.map(({ claim }) => claim.spelling)).size < 2) return []
  const values = valuesOf(claimed, field, (key) => [identityIn(state, key).subject])
  // Of values in turn, one of a later stage takes the place of another: a day to which something was put off.
  const mayDiffer = (a: Standing, b: Standing) => !field.inTurn || a.claim.stage === b.claim.stage
  const overlapping = overlaps(claimed, values, (a, b) => mayDiffer(a, b) && mayOverlap(a, b))
  const sides = field.inTurn ? overlapping : disagreeing(claimed, values)
  if (sides.length === 0) return []
  const sure = claimed.filter((one) => one.of === 1)
  const surely = valuesOf(claimed, field, (key) => possiblyOne(state, key))
  const conflict = overlapping.length > 0
  const definite = conflict
    ? overlaps(sure, surely, (a, b) => mayDiffer(a, b) && (field.inTurn ? mustOverlap : mayOverlap)(a, b))
    : disagreeing(sure, surely)
  return [
    {
      kind: conflict ? 'conflict' : 'tension',
      subject: item.subject,
      field: field.name,
      certainty: definite.length > 0 ? 'definitely' : 'possibly',
      sides: contentionsOf(sides, values),
      because: eventsOfStandings(sides),
    },
  ]
}

/** Also of a key of which nothing is claimed. */
function identityIn(state: State, key: Subject): Identity {
  return state.item(key)?.identity ?? identityOf(state.view, key)
}

/** Every key that is, or may be, of one subject with this one, directly or through others. */
function possiblyOne(state: State, key: Subject): readonly Subject[] {
  const reached = new Set([key])
  for (const each of reached) {
    const { keys, possiblySame } = identityIn(state, each)
    for (const other of [...keys, ...possiblySame.map(({ subject }) => subject)]) reached.add(other)
  }
  return [...reached]
}

/** Whether something claimed of it may have begun by the point's date. */
function isSpokenOf(item: Item | undefined): boolean {
  return item?.standings.some(({ bounds }) => bounds.begin.earliest <= item.point.date) ?? false
}

function contestedIdentity(
  { view }: State,
  { subject }: Item,
  { pair, answer, asserted, denied }: Contested,
): Disagreement {
  const side = (says: 'same' | 'distinct', because: readonly EventId[]): Contention => {
    const events = because.flatMap((id) => view.versions(id)).map(({ event }) => event.event)
    return {
      value: { [says]: pair },
      spelling: `${says} ${pair.join(' ')}`,
      sources: [...new Set(events.flatMap(sourcesOf))],
      because,
    }
  }
  return {
    kind: 'conflict',
    subject,
    field: IDENTITY,
    certainty: answer,
    sides: [side('same', asserted), side('distinct', denied)],
    because: [...new Set([...asserted, ...denied])],
  }
}

/** By spelling, a name for its value: one for all spellings of values that name one subject. */
type ValueNames = ReadonlyMap<string, string>

/** `subjectsOf` gives every subject with which a key is one. */
function valuesOf(
  claimed: readonly Standing[],
  { names }: Field<never>,
  subjectsOf: (key: Subject) => readonly Subject[],
): ValueNames {
  const values = new Map<string, string>()
  const byName = new Map<Subject, string>()
  for (const { claim } of claimed) {
    // A claim was put in under this very field, by its type.
    const named = names === undefined ? [] : subjectsOf(names(claim.value as never))
    const same = [values.get(claim.spelling), ...named.map((subject) => byName.get(subject))]
    const known = new Set(same.filter((each) => each !== undefined))
    const [value = claim.spelling] = known
    values.set(claim.spelling, value)
    for (const subject of named) byName.set(subject, value)
    if (known.size > 1) {
      for (const [spelling, other] of values) if (known.has(other)) values.set(spelling, value)
      for (const [subject, other] of byName) if (known.has(other)) byName.set(subject, value)
    }
  }
  return values
}

/** The claims from which some claim of another event differs. */
function disagreeing(claimed: readonly Standing[], values: ValueNames): readonly Standing[] {
  const speakers = new Map<string | undefined, Set<EventId>>()
  for (const { claim, event } of claimed)
    speakers.getOrInsertComputed(values.get(claim.spelling), () => new Set()).add(event.id)
  return claimed.filter(({ claim, event }) =>
    [...speakers].some(
      ([value, events]) => value !== values.get(claim.spelling) && (events.size > 1 || !events.has(event.id)),
    ),
  )
}

/**
 * Those that speak of one day with one that differs, in the order given. `speakOfOneDay` is asked of those alone that may.
 * Cost: the claims, times those that reach into one another.
 */
function overlaps(
  claimed: readonly Standing[],
  values: ValueNames,
  speakOfOneDay: (a: Standing, b: Standing) => boolean,
): readonly Standing[] {
  const found = new Set<Standing>()
  let speaking: readonly Standing[] = []
  for (const one of claimed.toSorted(byBegin)) {
    speaking = speaking.filter((other) => mayOverlap(other, one))
    for (const other of speaking) {
      const differ =
        one.event.id !== other.event.id && values.get(one.claim.spelling) !== values.get(other.claim.spelling)
      if (differ && speakOfOneDay(other, one)) found.add(one).add(other)
    }
    speaking = [...speaking, one]
  }
  return claimed.filter((one) => found.has(one))
}

/** Whether a claim may reach the first day on which a later one may begin. */
function mayOverlap(earlier: Standing, later: Standing): boolean {
  return lastDayOf(earlier) >= later.bounds.begin.earliest
}

/** Whether both hold in any case on the first day by which both have begun. */
function mustOverlap(a: Standing, b: Standing): boolean {
  const day = Math.max(a.bounds.begin.latest, b.bounds.begin.latest) - 1
  return Number.isFinite(day) && [a, b].every((one) => evaluateAt(one, day).answer === 'definitely')
}

function byBegin({ bounds: { begin: a } }: Standing, { bounds: { begin: b } }: Standing): number {
  return a.earliest === b.earliest ? 0 : a.earliest < b.earliest ? -1 : 1
}

function contentionsOf(claimed: readonly Standing[], values: ValueNames): readonly Contention[] {
  const groups = Map.groupBy(claimed, ({ claim }) => values.get(claim.spelling) ?? claim.spelling)
  return [...groups].map(([spelling, group]) => ({
    value: group[0]?.claim.value,
    spelling,
    sources: sourcesOfAll(group),
    because: eventsOfStandings(group),
  }))
}

/** A disagreement or gap that a reader noted, since no field shows it: what it is about, the chief subject first. */
export type NotedDisagreement = Omit<DisagreementPayload, 'kind'> & {
  /** As noted; but a tension needs two sources: with fewer it is a `remark`. */
  readonly kind: DisagreementPayload['kind'] | 'remark'
  readonly event: EventId
  readonly subject: Subject
  readonly certainty: Answer
  /** The note, what shaped its words, and the events that it rests on. */
  readonly because: readonly EventId[]
}

/**
 * What was noted, in the order of the ledger, as far as it can be seen: a note only where all that it rests on can
 * be, and once each of those may have begun by the point's date. Definite if it is seen in any case and in one
 * version. Cost: the notes of the chronicle.
 */
export function notedIn({ view, point }: State): readonly NotedDisagreement[] {
  const mayHaveBegun = (id: EventId) =>
    view.versions(id).some(({ bounds }) => bounds.begin.earliest <= point.date)
  return view.eventIndex.ofType(disagreementNoted).flatMap((number) => {
    const id = view.eventIndex.idOf(number)
    const { versions, absent } = view.see(id)
    const [version, ...others] = versions
    if (version === undefined || !premisesOf(version).every(mayHaveBegun)) return []
    const { event, by } = version
    const payload = payloadOf(disagreementNoted, event.event)
    const alone = payload.kind === 'tension' && citedBehind(view, event, new Set()).size < 2
    return [
      {
        ...payload,
        kind: alone ? 'remark' : payload.kind,
        event: id,
        subject: event.event.subject,
        certainty: absent || others.length > 0 ? 'possibly' : 'definitely',
        because: [...new Set([...by, ...premisesOf(version)])],
      } satisfies NotedDisagreement,
    ]
  })
}

/** The sources that an event cites, by itself and by all that it rests on, as they read. */
function citedBehind(view: View, { id, event }: RecordedEvent, seen: Set<EventId>): ReadonlySet<Subject> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const premises = (event.premises ?? []).flatMap((each) => view.versions(each))
  return new Set([
    ...sourcesOf(event),
    ...premises.flatMap((premise) => [...citedBehind(view, premise.event, seen)]),
  ])
}

function premisesOf({ event }: Version): readonly EventId[] {
  return event.event.premises ?? []
}
