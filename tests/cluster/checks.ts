import type { Entry } from '../../src/ledger/index.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import type { Told } from './follower.ts'
import type { Acknowledged } from './writer.ts'

/** What a run left behind. */
export type Remains = {
  readonly entries: readonly Entry[]
  readonly root: string
  /** How many events stood before the load. */
  readonly before: number
  readonly acknowledged: readonly Acknowledged[]
  readonly followers: readonly (readonly Told[])[]
}

/** Every promise of a ledger that this run broke, in words; none where all were kept. */
export function brokenBy({ entries, root, before, acknowledged, followers }: Remains): readonly string[] {
  const positions = new Map(entries.map(({ id, position }) => [id, position]))
  return [
    ...entries.flatMap(({ position }, index) =>
      position === index + 1 ? [] : [`event ${index + 1} stands at position ${position}`],
    ),
    ...(positions.size === entries.length ? [] : ['an event is recorded twice']),
    ...(naiveRootOfLeaves(entries) === root ? [] : ['the root is not that of the events']),
    ...acknowledged.flatMap(({ ids, position }) => lostOf(ids, position, positions)),
    ...strangersAmong(entries.slice(before), acknowledged),
    ...outOfTime(acknowledged, positions),
    ...followers.flatMap((told, which) => mistold(told, entries.slice(before), which)),
  ]
}

function lostOf(
  ids: readonly string[],
  position: number,
  positions: ReadonlyMap<string, number>,
): readonly string[] {
  return ids.flatMap((id) => {
    const at = positions.get(id)
    if (at === undefined) return [`acknowledged and lost: ${id}, told at position ${position}`]
    return at > position ? [`${id} stands at ${at}, after the position ${position} that was told`] : []
  })
}

/** Every lane goes on until its batch is acknowledged, so nothing else may stand there. */
function strangersAmong(entries: readonly Entry[], acknowledged: readonly Acknowledged[]): readonly string[] {
  const known = new Set(acknowledged.flatMap(({ ids }) => ids))
  return entries.flatMap(({ id, position }) =>
    known.has(id) ? [] : [`event ${id} at ${position} was acknowledged to nobody`],
  )
}

/** What was asked for only after another was acknowledged stands behind it. */
function outOfTime(
  acknowledged: readonly Acknowledged[],
  positions: ReadonlyMap<string, number>,
): readonly string[] {
  const lastOf = ({ ids }: Acknowledged) => Math.max(...ids.map((id) => positions.get(id) ?? 0))
  const firstOf = ({ ids }: Acknowledged) =>
    Math.min(...ids.map((id) => positions.get(id) ?? Number.POSITIVE_INFINITY))
  const byAnswer = acknowledged.toSorted((a, b) => a.answered - b.answered)
  const broken: string[] = []
  let highest = 0
  let next = 0
  for (const batch of acknowledged.toSorted((a, b) => a.asked - b.asked)) {
    for (let earlier = byAnswer[next]; earlier && earlier.answered < batch.asked; earlier = byAnswer[next]) {
      highest = Math.max(highest, lastOf(earlier))
      next += 1
    }
    if (firstOf(batch) <= highest)
      broken.push(`asked for after position ${highest} was acknowledged, and stands at ${firstOf(batch)}`)
  }
  return broken
}

/** A subscriber is told every event, once, in order. */
function mistold(told: readonly Told[], entries: readonly Entry[], which: number): readonly string[] {
  const at = entries.findIndex(
    ({ position, id }, index) => told[index]?.position !== position || told[index]?.id !== id,
  )
  if (at === -1 && told.length === entries.length) return []
  const index = at === -1 ? entries.length : at
  const [was, should] = [told[index]?.position, entries[index]?.position]
  return [`subscriber ${which} was told position ${was} where ${should} was next, ${told.length} in all`]
}
