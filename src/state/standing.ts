import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import { type Answer, type CivilDay, standingAt, type ValidBounds } from '../time/index.ts'
import type { Claim } from './field.ts'

/**
 * A claim as it can be seen: who makes it, in which version of the event, and when it holds. An event of which
 * it is open how it reads makes its claims once in each version; `of` says how many ways there are, that it
 * cannot be seen at all being one of them.
 */
export type SeenClaim = {
  readonly claim: Claim
  /** The event that makes it, as it was recorded. */
  readonly event: RecordedEvent
  readonly version: number
  readonly of: number
  readonly sources: readonly Subject[]
  /** Whether the event can be seen, in whatever version. */
  readonly visible: Answer
  readonly bounds: ValidBounds
  /** The events that it rests on: the one that makes it, its corrections, and what dates it. */
  readonly because: readonly EventId[]
}

/** A seen claim, and what its version answers for a date. */
export type Standing = SeenClaim & { readonly date: CivilDay; readonly answer: Answer }

export function stand(seen: SeenClaim, date: CivilDay): Standing {
  return { ...seen, date, answer: standingAt(seen.claim.aspect, seen.bounds, date) }
}

export function possiblyStands({ answer }: Standing): boolean {
  return answer === 'definitely' || answer === 'possibly'
}

/** The claims of one event, by its versions. */
export type Group = {
  readonly event: EventId
  readonly of: number
  readonly versions: ReadonlyMap<number, readonly Standing[]>
}

export function byEvent(standings: readonly Standing[]): readonly Group[] {
  const groups = Map.groupBy(standings, ({ event }) => event.id)
  return [...groups].map(([event, own]) => ({
    event,
    of: own[0]?.of ?? 0,
    versions: versionsOf(own),
  }))
}

/** Mostly an event makes one claim of a field, in one version. */
function versionsOf(own: readonly Standing[]): Group['versions'] {
  const [first, ...others] = own
  if (first !== undefined && others.length === 0) return new Map([[first.version, own]])
  return Map.groupBy(own, ({ version }) => version)
}

/** Whether the event makes such a claim however it reads, and so can be seen in any case. */
export function always({ of, versions }: Group, such: (standing: Standing) => boolean): boolean {
  let versionsWithSuch = 0
  for (const claims of versions.values()) if (claims.some(such)) versionsWithSuch += 1
  return versionsWithSuch === of
}
