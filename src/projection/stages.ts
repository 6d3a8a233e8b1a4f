import type { EventId } from '../event/index.ts'
import type { Standing } from './standing.ts'

/** A claim's place among the others, from the lowest up; equal where neither comes before the other. */
export type Order = (standing: Standing) => number

/**
 * The order of a lifecycle's claims, made of all that can be seen, whether it stands or not: by rank, and one
 * that comes after an event right above the highest that this claims. A circle is cut where it comes round.
 */
export function orderOf(standings: readonly Standing[], rankOf: (standing: Standing) => number): Order {
  const byEvent = Map.groupBy(standings, ({ event }) => event.id)
  const keyOf = (standing: Standing, seen: ReadonlySet<EventId>): readonly number[] => {
    const { after } = standing.claim
    const passed = new Set(seen).add(standing.event.id)
    const before = after === undefined || passed.has(after) ? [] : (byEvent.get(after) ?? [])
    const highest = before.map((each) => keyOf(each, passed)).reduce(higher, [])
    return [...highest, rankOf(standing)]
  }
  const keys = new Map(standings.map((standing) => [standing, keyOf(standing, new Set())]))
  const sorted = [...keys.values()].sort(compareKeys)
  const places = new Map<string, number>()
  sorted.forEach((key, place) => {
    if (!places.has(key.join())) places.set(key.join(), place)
  })
  return (standing) => places.get(keys.get(standing)?.join() ?? '') ?? -1
}

function higher(a: readonly number[], b: readonly number[]): readonly number[] {
  return compareKeys(a, b) >= 0 ? a : b
}

/** Step by step; of two that go the same way, the longer is the higher. */
function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let step = 0; step < Math.min(a.length, b.length); step += 1) {
    const difference = (a[step] ?? 0) - (b[step] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
