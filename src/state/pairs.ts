import { type EventId, kindOf, type Subject } from '../event/index.ts'
import { affectedEvents, basisOf, eventsTurningBetween, subjectsLinkedBy } from '../visibility/index.ts'
import type { Item } from './kind.ts'
import type { State } from './state.ts'

/** An item of one list with its counterpart in the other; `joined` are the identities that differ between them. */
export type Pair = {
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly joined: readonly EventId[]
}

/**
 * Pairs the items that share a key, each item once; where there is a choice, by the first shared key of the
 * alphabet. In the order of the later list, then what is left of the earlier.
 */
export function pairsOf(before: readonly Item[], after: readonly Item[]): readonly Pair[] {
  const [wasBy, isBy] = [byKey(before), byKey(after)]
  const counterparts = new Map<Item, Item>()
  for (const key of [...wasBy.keys()].sort()) {
    const [was, is] = [wasBy.get(key), isBy.get(key)]
    if (was === undefined || is === undefined || counterparts.has(was) || counterparts.has(is)) continue
    counterparts.set(was, is).set(is, was)
  }
  const pair = (was: Item | undefined, is: Item | undefined): Pair => ({
    was,
    is,
    joined: identitiesBetween(holders(was, is, wasBy), holders(is, was, isBy)),
  })
  return [
    ...after.map((is) => pair(counterparts.get(is), is)),
    ...before.flatMap((was) => (counterparts.has(was) ? [] : [pair(was, undefined)])),
  ]
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.flatMap((item) => item.identity.keys.map((key) => [key, item] as const)))
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
 * be the same. Worked out at the first call. Cost: the events that lie between the two points on any clock, and
 * those that rest on them; not the ledger.
 */
export function subjectsBetween(from: State, to: State): (kind: string) => Iterable<Subject> {
  let found: ReadonlyMap<string, readonly Subject[]> | undefined
  const turnsUnknown = (kind: string) =>
    from.point.date !== to.point.date &&
    from.projection.vocabulary.kinds.get(kind)?.derived?.some(({ turns }) => turns === undefined)
  return (kind) => {
    if (turnsUnknown(kind)) return from.projection.subjectsOf(kind)
    found ??= Map.groupBy(touched(from, to), kindOf)
    return found.get(kind) ?? []
  }
}

/**
 * Their claims, their identity or what is derived of them may differ. Each item on either side that
 * does not pair with its like has one of these among its keys: where no identity of any key differs, the keys are the
 * same on both sides.
 */
function touched({ view, projection, point }: State, { point: other }: State): ReadonlySet<Subject> {
  const { eventIndex } = view
  const seen = affectedEvents(eventIndex, basisOf(point), basisOf(other))
  const dated = eventsTurningBetween(eventIndex, point.date, other.date)
  const subjects = new Set<Subject>()
  const [first, last] = [Math.min(point.date, other.date), Math.max(point.date, other.date)]
  const turning = new Set(projection.turningWithin(first + 1, last))
  for (const id of seen.union(dated).union(turning))
    for (const subject of projection.spokenOf(id)) subjects.add(subject)
  for (const id of seen) for (const subject of subjectsLinkedBy(eventIndex, id)) subjects.add(subject)
  return subjects
}
