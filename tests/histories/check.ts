import type { Appended, Followed, History, Operation, Read, Seen } from './history.ts'

/**
 * Everything by which a history could not be that of one ledger to which things are appended one after another, each
 * between its being asked and its being answered (linearizability, Herlihy and Wing 1990). Empty where it could.
 */
export function faultsOf({ operations, followers, end }: History): readonly string[] {
  const places = new Map<string, number[]>()
  for (const { id, position } of end) places.set(id, [...(places.get(id) ?? []), position])
  const appends = operations.filter((each) => each.kind === 'append')
  const reads = operations.filter((each) => each.kind === 'read')
  return [
    ...positionFaults(end),
    ...[...places].filter(([, at]) => at.length > 1).map(([id, at]) => `${id} stands at ${at.join(' and ')}`),
    ...appends.flatMap((append) => appendFaults(append, places, retried(append, appends))),
    ...reads.flatMap((read) => prefixFaults(`client ${read.client} read`, read.seen, end, 0)),
    ...followers.flatMap((follower) => followerFaults(follower, end)),
    ...strangers(appends, end),
    ...orderFaults(operations, places),
  ]
}

/** Positions run from 1 without a gap; instants never go back. */
function positionFaults(end: readonly Seen[]): string[] {
  return end.flatMap(({ position, recordedAt }, index) => {
    const before = end[index - 1]
    return [
      ...(position === index + 1 ? [] : [`position ${position} stands where ${index + 1} should`]),
      ...(before !== undefined && recordedAt < before.recordedAt
        ? [`position ${position} was recorded before ${before.position}`]
        : []),
    ]
  })
}

/** Whether its client asked for the same once more. */
function retried(append: Appended, appends: readonly Appended[]): boolean {
  return appends.some((other) => other !== append && other.ids[0] === append.ids[0])
}

/** What was acknowledged stands, whole, where it was said to; what was refused does not; else all of it or nothing. */
function appendFaults(
  append: Appended,
  places: ReadonlyMap<string, readonly number[]>,
  isRetried: boolean,
): string[] {
  const { ids, outcome, client, expectedPosition } = append
  const at = ids.flatMap((id) => places.get(id)?.[0] ?? [])
  const name = `client ${client}'s batch ${ids[0]}`
  if (outcome.is === 'refused' && outcome.code === 'E_ALREADY_RECORDED')
    return at.length > 0 ? [] : [`${name} was refused as recorded already, and is not`]
  if (outcome.is === 'refused')
    return at.length === 0 || isRetried ? [] : [`${name} was refused and stands at ${at}`]
  if (outcome.is === 'unknown' && at.length === 0) return []
  const whole =
    at.length === ids.length && at.every((place, index) => index === 0 || place === (at[index - 1] ?? 0) + 1)
  // One that is asked twice may stand by either: where it was expected is then told by the other.
  const free = expectedPosition === undefined || (isRetried && outcome.is === 'unknown')
  const expected = free ? at[0] : expectedPosition + 1
  const last = outcome.is === 'acknowledged' ? outcome.position : at.at(-1)
  return [
    ...(whole ? [] : [`${name} (${outcome.is}) has ${at.length} of ${ids.length} events, at ${at}`]),
    ...(at[0] === expected ? [] : [`${name} expected to follow ${expectedPosition} and stands at ${at}`]),
    ...(at.at(-1) === last ? [] : [`${name} was said to end at ${last} and ends at ${at.at(-1)}`]),
  ]
}

function prefixFaults(who: string, seen: readonly Seen[], end: readonly Seen[], after: number): string[] {
  const wrong = seen.findIndex((each, index) => {
    const stands = end[after + index]
    return (
      each.id !== stands?.id || each.position !== stands.position || each.recordedAt !== stands.recordedAt
    )
  })
  if (wrong === -1) return []
  const [told, stands] = [seen[wrong], end[after + wrong]]
  return [`${who} ${told?.id} at ${told?.position}, and ${stands?.id} at ${stands?.position} stands there`]
}

/** One who follows hears everything once, in order, to the end. */
function followerFaults({ client, after, heard }: Followed, end: readonly Seen[]): string[] {
  const missing = end.length - after - heard.length
  return [
    ...prefixFaults(`follower ${client} heard`, heard, end, after),
    ...(missing === 0 ? [] : [`follower ${client} lacks ${missing} of ${end.length - after}`]),
  ]
}

function strangers(appends: readonly Appended[], end: readonly Seen[]): string[] {
  const asked = new Set(appends.flatMap(({ ids }) => ids))
  return end
    .filter(({ id }) => !asked.has(id))
    .map(({ id, position }) => `nobody asked for ${id} at ${position}`)
}

/**
 * No cycle in what must come before what: by real time (answered before the other was asked), by position, and by
 * what a read saw and did not see.
 */
function orderFaults(
  operations: readonly Operation[],
  places: ReadonlyMap<string, readonly number[]>,
): string[] {
  const placed = operations.flatMap((operation) => {
    const rank = rankOf(operation, places)
    return rank === undefined ? [] : [{ operation, rank }]
  })
  // Ranks order all operations but reads of the same length among themselves: by them every edge of position and of
  // sight leads upward, and a cycle needs one of real time that leads down.
  const byEnd = placed.toSorted((a, b) => a.operation.returned - b.operation.returned)
  const byStart = placed.toSorted((a, b) => a.operation.invoked - b.operation.invoked)
  const faults: string[] = []
  let highest: (typeof placed)[number] | undefined
  let next = 0
  for (const later of byStart) {
    for (; (byEnd[next]?.operation.returned ?? Infinity) < later.operation.invoked; next++) {
      const done = byEnd[next]
      if (done !== undefined && done.rank > (highest?.rank ?? -1)) highest = done
    }
    if (highest !== undefined && later.rank < highest.rank)
      faults.push(`${named(later.operation)} was asked after ${named(highest.operation)} was answered`)
  }
  return faults
}

/** An append ranks by its last position, a read just after the last it saw; what has no effect has no rank. */
function rankOf(operation: Operation, places: ReadonlyMap<string, readonly number[]>): number | undefined {
  if (operation.kind === 'read') return (operation.seen.at(-1)?.position ?? 0) + 0.5
  if (operation.outcome.is === 'refused') return undefined
  return places.get(operation.ids.at(-1) ?? '')?.[0]
}

function named(operation: Appended | Read): string {
  if (operation.kind === 'append') return `client ${operation.client}'s append of ${operation.ids[0]}`
  return `client ${operation.client}'s read up to ${operation.seen.at(-1)?.position ?? 0}`
}
