import type { EventId, Subject } from '../event/index.ts'
import {
  type Differences,
  differenceIn,
  differencesAmong,
  differencesBetween,
  subjectsBetween,
} from './differences.ts'
import type { Item } from './kind.ts'
import type { State } from './state.ts'
import { ofEach, type Steps, sorted } from './steps.ts'

/** An item of one list with its counterpart in the other; `joined` are the identities that differ between them. */
export type Pair = {
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly joined: readonly EventId[]
}

/**
 * The pairs of items that may differ between two states, kind by kind; with `only`, of no other subjects. In the order of the
 * later list, then what is gone, in that of the earlier. In steps.
 */
export function pairsBetween(
  from: State,
  to: State,
): (kind: string, only?: ReadonlySet<Subject>) => Steps<readonly Pair[]> {
  const among = subjectsBetween(from, to)
  const differences = from.view === to.view ? differencesBetween(from, to) : undefined
  return function* (kind, only) {
    if (differences !== undefined && only === undefined)
      return yield* pairsOf(yield* differences(kind), from, to)
    const subjects = new Set(yield* among(kind))
    return yield* differingPairs(only?.intersection(subjects) ?? subjects, from, to)
  }
}

/** The same of some subjects; one is a step. */
export function* differingPairs(subjects: Iterable<Subject>, from: State, to: State): Steps<readonly Pair[]> {
  if (from.view === to.view) return yield* pairsOf(yield* differencesAmong(subjects, from, to), from, to)
  const pairs: Pair[] = []
  const linked = new Set<Subject>()
  for (const subject of new Set(subjects)) {
    yield
    const was = yield* from.viewOnce(subject)
    const is = yield* to.viewOnce(subject)
    if (was?.isAlone === false || is?.isAlone === false) linked.add(subject)
    else if (was !== is || (was && (yield* differenceIn(was, from, to)) !== undefined))
      pairs.push({ was: was && from.itemOf(was), is: is && to.itemOf(is), joined: [] })
  }
  return yield* inOrder(pairs, linked, from, to)
}

function* pairsOf({ bySubject, linked }: Differences, from: State, to: State): Steps<readonly Pair[]> {
  const pairs: Pair[] = []
  for (const [subject, { was, is }] of bySubject) {
    yield
    pairs.push({ was: from.item(subject, was), is: to.item(subject, is), joined: [] })
  }
  return yield* inOrder(pairs, linked, from, to)
}

/** These pairs, and those of subjects on which identities bear. */
function* inOrder(
  pairs: readonly Pair[],
  linked: ReadonlySet<Subject>,
  from: State,
  to: State,
): Steps<readonly Pair[]> {
  const joined = linked.size === 0 ? [] : yield* pairsByKey(linked, from, to)
  return yield* sorted([...pairs, ...joined], byFirst)
}

function byFirst(one: Pair, other: Pair): number {
  if (one.is === undefined || other.is === undefined) {
    if (one.is !== undefined) return -1
    if (other.is !== undefined) return 1
  }
  const [a, b] = [one.is ?? one.was, other.is ?? other.was]
  if (a === undefined || b === undefined) return 0
  return a.first - b.first || (a.subject < b.subject ? -1 : 1)
}

/** How many things are looked at in one step. */
const STEP = 200

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
