import { kindOf, type Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import {
  affectedEvents,
  basisOf,
  eventsTurningBetween,
  subjectsLinkedBy,
  type View,
} from '../visibility/index.ts'
import { BYTES } from './cache-bytes.ts'
import type { Written } from './kind.ts'
import type { State } from './state.ts'
import { doneOnce, type Steps } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import { isSameWriting } from './written.ts'

/** What a subject comes to on two dates. */
type Difference = { readonly was: Written; readonly is: Written }

/** What some subjects come to on two dates from one basis: of those that differ, and of no others. */
export type Differences = {
  readonly bySubject: ReadonlyMap<Subject, Difference>
  /** Those on which any identity bears, whether they differ or not. */
  readonly linked: ReadonlySet<Subject>
}

/** The differences that are kept with a view, by their dates and by kind: their bytes are counted with its own. */
const keptWith = new WeakMap<View, Map<string, Map<string, Differences>>>()

/** The differences of some subjects; one is a step. Cost: looking each of them up, on both dates. */
export function* differencesAmong(subjects: Iterable<Subject>, from: State, to: State): Steps<Differences> {
  const bySubject = new Map<Subject, Difference>()
  const linked = new Set<Subject>()
  for (const subject of subjects) {
    yield
    const view = yield* from.viewOnce(subject)
    if (view?.isAlone === false) linked.add(subject)
    if (view?.isAlone !== true) continue
    const difference = yield* differenceIn(view, from, to)
    if (difference !== undefined) bySubject.set(subject, difference)
  }
  return { bySubject, linked }
}

/** How what is seen of a subject from both states differs on their dates; undefined where it does not. */
export function* differenceIn(view: SubjectView, from: State, to: State): Steps<Difference | undefined> {
  const was = yield* view.writtenAt(from.point.date, () => from.itemOf(view))
  const is = yield* view.writtenAt(to.point.date, () => to.itemOf(view))
  return isSameWriting(was, is) ? undefined : { was, is }
}

/**
 * The differences of a kind between two dates of one basis, in steps. What differs between two days differs between some two
 * neighbours among the days on the way, so that what is found of a stretch serves every comparison across it. Cost: the first
 * time, looking up what may differ in each stretch; later, what differs there.
 */
export function differencesBetween(from: State, to: State): (kind: string) => Steps<Differences> {
  const isForward = from.point.date <= to.point.date
  const [first, last] = isForward ? [from, to] : [to, from]
  const stretches = stretchesBetween(first, last)
  return function* (kind) {
    const parts = turnsUnknown(kind, from) ? [unkept(first, last)] : stretches
    const bySubject = new Map<Subject, Difference>()
    const linked = new Set<Subject>()
    const again = new Set<Subject>()
    for (const part of parts) {
      const own = yield* part(kind)
      yield
      for (const [subject, found] of own.bySubject) {
        const before = bySubject.get(subject)
        if (before !== undefined) again.add(subject)
        bySubject.set(subject, before === undefined ? found : { was: before.was, is: found.is })
      }
      for (const subject of own.linked) linked.add(subject)
    }
    for (const subject of again) {
      const found = bySubject.get(subject)
      if (found !== undefined && isSameWriting(found.was, found.is)) bySubject.delete(subject)
    }
    if (!isForward)
      for (const [subject, { was, is }] of bySubject) bySubject.set(subject, { was: is, is: was })
    return { bySubject, linked }
  }
}

/** What gives the differences of a kind in each of the stretches between the dates of two states. */
function stretchesBetween(one: State, other: State): readonly ((kind: string) => Steps<Differences>)[] {
  const { view } = one
  const kept = keptWith.getOrInsertComputed(view, () => new Map<string, Map<string, Differences>>())
  const days = daysOnTheWay(one.point.date, other.point.date)
  return days.slice(1).map((last, nth) => {
    const first = days[nth] ?? last
    const find = unkept(one.at(first), other.at(last))
    const known = kept.getOrInsertComputed(`${first} ${last}`, () => new Map<string, Differences>())
    return function* (kind) {
      const before = known.get(kind)
      if (before !== undefined) return before
      const found = yield* find(kind)
      known.set(kind, found)
      view.grown(0, BYTES.table + found.bySubject.size * BYTES.difference + found.linked.size * BYTES.place)
      return found
    }
  })
}

function unkept(from: State, to: State): (kind: string) => Steps<Differences> {
  const among = subjectsBetween(from, to)
  return function* (kind) {
    return yield* differencesAmong(yield* among(kind), from, to)
  }
}

/**
 * Days from the first to the last, both in. Between any two of them lies a power of two, and each is a multiple of it: so that
 * they are few, and other comparisons come by the same.
 */
function daysOnTheWay(first: CivilDay, last: CivilDay): readonly CivilDay[] {
  const days = [first]
  for (let day = first; day < last; days.push(day)) {
    let size = 1
    while (day % (2 * size) === 0 && day + 2 * size <= last) size *= 2
    day += size
  }
  return days
}

/**
 * Of each kind, the subjects of which two states may say something different: none is missing, some may prove to
 * be the same. In steps; worked out at the first call. Cost: the events that lie between the two points on any clock, and
 * those that rest on them; not the ledger.
 */
export function subjectsBetween(from: State, to: State): (kind: string) => Steps<Iterable<Subject>> {
  const found = doneOnce(() => touched(from, to))
  return function* (kind) {
    if (turnsUnknown(kind, from) && from.point.date !== to.point.date) return from.projection.subjectsOf(kind)
    return (yield* found()).get(kind) ?? []
  }
}

/** Whether no event says on which days what is derived of a kind may turn. */
function turnsUnknown(kind: string, { projection }: State): boolean {
  return projection.vocabulary.kinds.get(kind)?.derived?.some(({ turns }) => turns === undefined) ?? false
}

/** How many events are asked for their subjects in one step. */
const EVENTS_A_STEP = 200

/**
 * Their claims, their identity or what is derived of them may differ. Each item on either side that
 * does not pair with its like has one of these among its keys: where no identity of any key differs, the keys are the
 * same on both sides.
 */
function* touched(from: State, to: State): Steps<ReadonlyMap<string, ReadonlySet<Subject>>> {
  const { view, projection, point } = from
  const { point: other } = to
  const { eventIndex } = view
  const seen = yield* affectedEvents(eventIndex, basisOf(point), basisOf(other))
  const dated = yield* eventsTurningBetween(eventIndex, point.date, other.date)
  const [first, last] = daysBetween(from, to)
  const turning = projection.turningWithin(first + 1, last)
  const names = new Set<number>()
  let looked = 0
  for (const events of [seen, dated, turning])
    for (const event of events) {
      if (++looked % EVENTS_A_STEP === 0) yield
      for (const name of projection.namesSpokenOf(event)) names.add(name)
      if (events !== seen) continue
      for (const subject of subjectsLinkedBy(eventIndex, event)) names.add(eventIndex.names.find(subject))
    }
  // One that is joined to itself alone has no name there: nothing speaks of it.
  names.delete(-1)
  const subjects = new Map<string, Set<Subject>>()
  for (const name of names) {
    if (++looked % EVENTS_A_STEP === 0) yield
    const subject = eventIndex.names.at(name)
    subjects.getOrInsertComputed(kindOf(subject), () => new Set<Subject>()).add(subject)
  }
  return subjects
}

/** The earlier and the later of two dates. */
function daysBetween({ point: one }: State, { point: other }: State): readonly [CivilDay, CivilDay] {
  return [Math.min(one.date, other.date), Math.max(one.date, other.date)]
}
