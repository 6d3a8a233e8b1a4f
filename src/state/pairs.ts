import { type EventId, kindOf, type Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { affectedEvents, basisOf, eventsTurningBetween, subjectsLinkedBy } from '../visibility/index.ts'
import type { Item } from './kind.ts'
import type { State } from './state.ts'
import { doneOnce, ofEach, type Steps, sorted } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import { isSameWriting } from './written.ts'

/** An item of one list with its counterpart in the other; `joined` are the identities that differ between them. */
export type Pair = {
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly joined: readonly EventId[]
}

/**
 * The pairs of items of some subjects that may differ between two states. In the order of the later list, then what is
 * gone, in that of the earlier. In steps.
 */
export function* differingPairs(subjects: Iterable<Subject>, from: State, to: State): Steps<readonly Pair[]> {
  const isOneBasis = from.view === to.view
  const pairs: Pair[] = []
  const linked: Subject[] = []
  let looked = 0
  for (const subject of new Set(subjects)) {
    if (++looked % SEEN_A_STEP === 0) yield
    const was = yield* from.viewOnce(subject)
    const is = isOneBasis ? was : yield* to.viewOnce(subject)
    if (isLinked(was) || isLinked(is)) linked.push(subject)
    else if (was !== is || (was && !(yield* isAlike(was, from, to))))
      pairs.push({ was: from.item(subject), is: to.item(subject), joined: [] })
  }
  const joined = linked.length === 0 ? [] : yield* pairsByKey(linked, from, to)
  return yield* sorted([...pairs, ...joined], inOrder)
}

/** How many subjects are looked up in one step. */
const SEEN_A_STEP = 10

/** Whether any identity bears on it. */
function isLinked(view: SubjectView | undefined): boolean {
  return view !== undefined && !view.isAlone
}

/** Whether what is seen of a subject from both states comes to the same on both dates. */
function* isAlike(view: SubjectView, from: State, to: State): Steps<boolean> {
  const was = yield* view.writtenAt(from.point.date, () => from.itemOf(view))
  return isSameWriting(was, yield* view.writtenAt(to.point.date, () => to.itemOf(view)))
}

function inOrder(one: Pair, other: Pair): number {
  if (one.is === undefined || other.is === undefined) {
    if (one.is !== undefined) return -1
    if (other.is !== undefined) return 1
  }
  const [a, b] = [one.is ?? one.was, other.is ?? other.was]
  if (a === undefined || b === undefined) return 0
  return a.first - b.first || (a.subject < b.subject ? -1 : 1)
}

/** Pairs the items that share a key, each item once; where there is a choice, by the first shared key of the alphabet. */
function* pairsByKey(subjects: Iterable<Subject>, from: State, to: State): Steps<readonly Pair[]> {
  const [before, after] = [yield* from.amongSteps(subjects), yield* to.amongSteps(subjects)]
  const [wasBy, isBy] = [yield* byKey(before), yield* byKey(after)]
  const counterparts = new Map<Item, Item>()
  for (const key of yield* sorted([...wasBy.keys()], (a, b) => (a < b ? -1 : 1))) {
    const [was, is] = [wasBy.get(key), isBy.get(key)]
    if (was === undefined || is === undefined || counterparts.has(was) || counterparts.has(is)) continue
    counterparts.set(was, is).set(is, was)
  }
  const pair = (was: Item | undefined, is: Item | undefined): Pair => ({
    was,
    is,
    joined: identitiesBetween(holders(was, is, wasBy), holders(is, was, isBy)),
  })
  const left = before.values().filter((was) => !counterparts.has(was))
  return [
    ...(yield* ofEach(after, STEP, (is) => [pair(counterparts.get(is), is)])),
    ...(yield* ofEach(left, STEP, (was) => [pair(was, undefined)])),
  ]
}

function* byKey(items: readonly Item[]): Steps<ReadonlyMap<string, Item>> {
  const keyed = yield* ofEach(items, STEP, (item) => item.identity.keys.map((key) => [key, item] as const))
  return new Map(keyed)
}

/** Who holds, on this side, any key of the pair. */
function holders(
  own: Item | undefined,
  other: Item | undefined,
  keys: ReadonlyMap<string, Item>,
): ReadonlySet<Item> {
  const held = other?.identity.keys.flatMap((key) => keys.get(key) ?? []) ?? []
  return new Set(own === undefined ? held : [own, ...held])
}

/** What joins or parts the keys on one side and not on the other. */
function identitiesBetween(was: ReadonlySet<Item>, is: ReadonlySet<Item>): readonly EventId[] {
  if (keysOf(was) === keysOf(is)) return []
  const [before, after] = [identityEvents(was), identityEvents(is)]
  return [...before.symmetricDifference(after)]
}

function keysOf(items: ReadonlySet<Item>): string {
  return [...items]
    .map(({ identity }) => identity.keys.join())
    .sort()
    .join('\n')
}

function identityEvents(items: ReadonlySet<Item>): Set<EventId> {
  return new Set(
    [...items].flatMap(({ identity: { by, distinct } }) => [...by, ...distinct.flatMap((other) => other.by)]),
  )
}

/**
 * Of each kind, the subjects of which two states may say something different: none is missing, some may prove to
 * be the same. In steps; worked out at the first call. Cost: the events that lie between the two points on any clock, and
 * those that rest on them; not the ledger.
 */
export function subjectsBetween(from: State, to: State): (kind: string) => Steps<Iterable<Subject>> {
  const found = doneOnce(() => touched(from, to))
  const turnsUnknown = (kind: string) =>
    from.point.date !== to.point.date &&
    from.projection.vocabulary.kinds.get(kind)?.derived?.some(({ turns }) => turns === undefined)
  return function* (kind) {
    if (turnsUnknown(kind)) return from.projection.subjectsOf(kind)
    return (yield* found()).get(kind) ?? []
  }
}

/** How many events are asked for their subjects in one step. */
const STEP = 200

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
      if (++looked % STEP === 0) yield
      for (const name of projection.namesSpokenOf(event)) names.add(name)
      if (events !== seen) continue
      for (const subject of subjectsLinkedBy(eventIndex, event)) names.add(eventIndex.names.find(subject))
    }
  // One that is joined to itself alone has no name there: nothing speaks of it.
  names.delete(-1)
  const subjects = new Map<string, Set<Subject>>()
  for (const name of names) {
    if (++looked % STEP === 0) yield
    const subject = eventIndex.names.at(name)
    subjects.getOrInsertComputed(kindOf(subject), () => new Set<Subject>()).add(subject)
  }
  return subjects
}

/** The earlier and the later of two dates. */
function daysBetween({ point: one }: State, { point: other }: State): readonly [CivilDay, CivilDay] {
  return [Math.min(one.date, other.date), Math.max(one.date, other.date)]
}
