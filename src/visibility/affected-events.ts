import { type EventId, isOfType, type Subject, sourceRegistered, sourcesOf } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import { type Basis, type Trust, trusts } from './point.ts'
import { datedBy, isOfPublisher, linkIn } from './wording.ts'

/** How many events are looked at in one step. */
const STEP = 200

/**
 * The numbers of the events that two bases may see otherwise: whether, in which words, or how dated. None is missing, and
 * some may prove to be seen alike. In steps. Cost: the events that rest on what lies between the two, and where they differ in
 * trust, the sources.
 */
export function* affectedEvents(
  eventIndex: EventIndex,
  one: Basis,
  other: Basis,
): Generator<undefined, ReadonlySet<number>> {
  const between = [
    recordedBetween(eventIndex, one.position, other.position),
    publishedBetween(eventIndex, one.knownAt ?? Infinity, other.knownAt ?? Infinity),
    trustedByOne(eventIndex, one.trusting, other.trusting),
  ]
  const events = new Set<number>()
  let looked = 0
  for (const numbers of between)
    for (const number of numbers) {
      if (++looked % STEP === 0) yield
      if (number !== undefined) events.add(number)
    }
  for (const event of events) {
    if (++looked % STEP === 0) yield
    for (const dependant of dependantsOf(eventIndex, event)) events.add(dependant)
  }
  return events
}

/** An event with all that depend on it: what it bears on, what those bear on, and so on. By number. */
export function eventsRestingOn(eventIndex: EventIndex, number: number): ReadonlySet<number> {
  const events = new Set([number])
  for (const event of events) for (const dependant of dependantsOf(eventIndex, event)) events.add(dependant)
  return events
}

/** The numbers of the events whose answer may differ between two dates, seen from the same basis; in steps. */
export function* eventsTurningBetween(
  eventIndex: EventIndex,
  one: CivilDay,
  other: CivilDay,
): Generator<undefined, ReadonlySet<number>> {
  if (one === other) return new Set()
  const [first, last] = inOrder(one, other)
  const { dependents } = eventIndex
  const events = new Set<number>()
  let looked = 0
  for (const event of dependents.datedWithin(first, last)) {
    if (++looked % STEP === 0) yield
    events.add(event)
  }
  // What a source reports happened by its publication, or a day later, which means nothing where it happened before.
  for (const registration of dependents.publishedWithin(first - 1, last)) {
    if (++looked % STEP === 0) yield
    for (const { event, published } of eventIndex.wordingsOf(eventIndex.idOf(registration))) {
      const from = isOfPublisher(event) || published === undefined ? -Infinity : published.latest
      for (const citing of dependents.citing(event.subject))
        if (dependents.mayBeginFrom(citing, from)) events.add(citing)
    }
  }
  for (const event of events) {
    if (++looked % STEP === 0) yield
    for (const dated of datedIn(eventIndex, event)) events.add(dated)
  }
  return events
}

/**
 * The nearest day after one, or with `back` up to it, on which some answer may be another than on the day before, seen from one
 * basis: what {@link eventsTurningBetween} finds turns on such a day. Infinite where there is none.
 */
export function nearestTurn({ dependents }: EventIndex, day: CivilDay, back: boolean): CivilDay {
  const after = (nearest: (from: CivilDay) => CivilDay, grace: number) =>
    back ? Math.min(day, nearest(day) + grace) : Math.max(day + 1, nearest(day + 1 - grace))
  // A bound turns on its day or on the next; what a source reports, a day later still.
  const turns = [
    after((from) => dependents.nearestDated(from, back), 1),
    after((from) => dependents.nearestPublished(from, back), 2),
  ]
  return back ? Math.max(...turns) : Math.min(...turns)
}

/** The subjects that an event joins or keeps apart, in any of its readings; of other events, none. */
export function subjectsLinkedBy(eventIndex: EventIndex, number: number): readonly Subject[] {
  if (!eventIndex.isOfKernel(number)) return []
  return eventIndex.wordingsOf(eventIndex.idOf(number)).flatMap((wording) => linkIn(wording)?.pair ?? [])
}

function* recordedBetween({ count }: EventIndex, one: number, other: number): Iterable<number> {
  const [first, last] = inOrder(Math.min(one, count), Math.min(other, count))
  for (let number = first; number < last; number += 1) yield number
}

function publishedBetween({ dependents }: EventIndex, one: CivilDay, other: CivilDay): Iterable<number> {
  const [first, last] = inOrder(one, other)
  return first === last ? [] : dependents.publishedWithin(first + 1, last)
}

/**
 * What cites the sources that are trusted by one only, as any of their registrations may read; and the publishers' acts that
 * cite those that are trusted by one only by their name, which counts while they are not out. Undefined for each that
 * neither does.
 */
function* trustedByOne(eventIndex: EventIndex, one: Trust, other: Trust): Iterable<number | undefined> {
  if (JSON.stringify(one) === JSON.stringify(other)) return
  const { sources, dependents } = eventIndex
  const differsOn = (source: Subject, side: unknown) =>
    trusts(one, source, side) !== trusts(other, source, side)
  for (const source of sources.all) {
    const differs = sources
      .registrationsOf(source)
      .flatMap(({ id }) => eventIndex.wordingsOf(id))
      .some(({ event }) => isOfType(sourceRegistered, event) && differsOn(source, event.payload.side))
    if (differs) yield* dependents.citing(source)
    else yield undefined
  }
  for (const { id } of eventIndex.publishersActs) {
    const cited = eventIndex.wordingsOf(id).flatMap(({ event }) => sourcesOf(event))
    yield cited.some((source) => differsOn(source, undefined)) ? eventIndex.numberOf(id) : undefined
  }
}

/** What an event bears on directly: what rests on it, what it acts on, what it dates, and what cites its source. */
function* dependantsOf(eventIndex: EventIndex, number: number): Iterable<number> {
  const { dependents } = eventIndex
  yield* dependents.restingOn(number)
  if (!eventIndex.isOfKernel(number)) return
  yield* datedIn(eventIndex, number)
  const { id, event: written } = eventIndex.at(number)
  if (written.target !== undefined) yield* recordedOf(eventIndex, [written.target.event])
  for (const { event } of eventIndex.wordingsOf(id))
    if (event.type === sourceRegistered.type || isOfPublisher(event)) {
      yield* dependents.citing(event.subject)
      // No revision or withdrawal is known before what it is of.
      for (const act of [
        ...eventIndex.sources.revisionsOf(event.subject),
        ...eventIndex.sources.withdrawalsOf(event.subject),
      ])
        yield eventIndex.numberOf(act.id)
    }
}

/** The events that an event dates, in any of its readings. */
function datedIn(eventIndex: EventIndex, number: number): readonly number[] {
  if (!eventIndex.isOfKernel(number)) return []
  return recordedOf(eventIndex, eventIndex.wordingsOf(eventIndex.idOf(number)).flatMap(datedBy))
}

function recordedOf(eventIndex: EventIndex, ids: readonly EventId[]): readonly number[] {
  return ids.map((id) => eventIndex.numberOf(id)).filter((number) => number >= 0)
}

function inOrder(one: number, other: number): readonly [number, number] {
  return one < other ? [one, other] : [other, one]
}
