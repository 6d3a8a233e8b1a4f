import {
  dateInferred,
  type EventId,
  identityAsserted,
  identityDenied,
  type Subject,
  sourceRegistered,
  sourceRetracted,
} from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Annals } from './annals.ts'
import { type Sight, type Trust, trusts } from './point.ts'

/**
 * The events that two sights may see otherwise: whether, in which words, or how dated. None is missing, and some
 * may prove to be seen alike. Cost: the events that rest on what lies between the two, and where they differ in
 * trust, the sources.
 */
export function seenOtherwise(annals: Annals, one: Sight, other: Sight): ReadonlySet<EventId> {
  const events = new Set<EventId>([
    ...recordedBetween(annals, one.position, other.position),
    ...publishedBetween(annals, one.knownAt ?? Infinity, other.knownAt ?? Infinity),
    ...trustedByOne(annals, one.trusting, other.trusting),
  ])
  for (const id of events) for (const dependant of dependantsOf(annals, id)) events.add(dependant)
  return events
}

/** The events that may stand otherwise on one date than on another, to whoever sees them alike. */
export function datedOtherwise(annals: Annals, one: CivilDay, other: CivilDay): ReadonlySet<EventId> {
  if (one === other) return new Set()
  const [first, last] = inOrder(one, other)
  const events = new Set(annals.bearings.datedWithin(first, last))
  for (const id of events) for (const dated of datedBy(annals, id)) events.add(dated)
  return events
}

/** The subjects that an event joins or keeps apart, in any of its readings; of other events, none. */
export function joinedBy(annals: Annals, id: EventId): readonly Subject[] {
  return [...annals.readingsOf(id)].flatMap(({ type, payload }) => {
    if (type === identityAsserted.type) return identityAsserted.payload.safeParse(payload).data?.same ?? []
    if (type === identityDenied.type) return identityDenied.payload.safeParse(payload).data?.distinct ?? []
    return []
  })
}

function recordedBetween({ events }: Annals, one: number, other: number): readonly EventId[] {
  const [first, last] = inOrder(one, other)
  return events.slice(first, last).map(({ id }) => id)
}

function publishedBetween({ bearings }: Annals, one: CivilDay, other: CivilDay): Iterable<EventId> {
  const [first, last] = inOrder(one, other)
  return first === last ? [] : bearings.publishedWithin(first + 1, last)
}

/** What cites the sources that are trusted by one only, as any of their registrations may read. */
function trustedByOne(annals: Annals, one: Trust, other: Trust): readonly EventId[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return []
  return annals.sources
    .filter((source) =>
      annals
        .registrationsOf(source)
        .flatMap(({ id }) => [...annals.readingsOf(id)])
        .some(({ payload: { side } }) => trusts(one, source, side) !== trusts(other, source, side)),
    )
    .flatMap((source) => annals.bearings.citing(source))
}

/** What an event bears on directly: what rests on it, what it acts on, what it dates, and what cites its source. */
function* dependantsOf(annals: Annals, id: EventId): Iterable<EventId> {
  yield* annals.bearings.restingOn(id)
  yield* datedBy(annals, id)
  const target = annals.event(id)?.event.target
  if (target !== undefined) yield target.event
  for (const { type, subject } of annals.readingsOf(id))
    if (type === sourceRegistered.type || type === sourceRetracted.type)
      yield* annals.bearings.citing(subject)
}

function* datedBy(annals: Annals, id: EventId): Iterable<EventId> {
  for (const { type, payload } of annals.readingsOf(id))
    if (type === dateInferred.type) yield* dateInferred.payload.safeParse(payload).data?.of ?? []
}

function inOrder(one: number, other: number): readonly [number, number] {
  return one < other ? [one, other] : [other, one]
}
