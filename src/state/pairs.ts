import type { EventId } from '../event/index.ts'
import type { Item } from './state.ts'

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
