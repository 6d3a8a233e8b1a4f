import type { EventId } from '../event/index.ts'
import type { Standing } from './standing.ts'

/** A claim's place among the others, from the lowest up; equal where neither comes before the other. */
export type Order = (standing: Standing) => number

/**
 * The order of a lifecycle's claims, made of all that can be seen, whether it stands or not: by rank, and one
 * that comes after an event right above the highest that this claims. A circle is cut where it comes round.
 */
export function orderOf(standings: readonly Standing[], rankOf: (standing: Standing) => number): Order {
  if (standings.every(({ claim }) => claim.after === undefined)) return rankOf
  const byEvent = Map.groupBy(standings, ({ event }) => event.id)
  // What no circle was cut in is the same from wherever one comes.
  const known = new Map<Standing, readonly number[]>()
  let cuts = 0
  const keyOf = (standing: Standing, seen: ReadonlySet<EventId>): readonly number[] => {
    const { after } = standing.claim
    if (after === undefined) return [rankOf(standing)]
    const remembered = known.get(standing)
    if (remembered !== undefined) return remembered
    const cutsBefore = cuts
    const passed = new Set(seen).add(standing.event.id)
    if (passed.has(after)) cuts += 1
    const before = passed.has(after) ? [] : (byEvent.get(after) ?? [])
    const highest = before.map((each) => keyOf(each, passed)).reduce(higher, [])
    const key = [...highest, rankOf(standing)]
    if (cuts === cutsBefore) known.set(standing, key)
    return key
  }
  const sorted = standings
    .map((standing) => ({ standing, key: keyOf(standing, new Set()) }))
    .sort((a, b) => compareKeys(a.key, b.key))
  const places = new Map<Standing, number>()
  let [place, highest]: [number, readonly number[]] = [-1, []]
  for (const { standing, key } of sorted) {
    if (compareKeys(key, highest) > 0) [place, highest] = [place + 1, key]
    places.set(standing, place)
  }
  return (standing) => places.get(standing) ?? -1
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
