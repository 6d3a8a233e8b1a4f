import type { EventId } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Attested, Reach, SeenClaim } from './field.ts'

const NEVER: Attested = { day: -Infinity, because: [] }

/**
 * The claims of a subject, those that last without a stated end with their {@link Reach}: the last certain day of any other
 * event that claims the same value of the same field (rule 3). It does not go across a claim that may end or replace it: one
 * of the same value with a stated end, or of another value where `isSingle` says that a subject has one at a time. Cost: the
 * claims of a field, for each that lasts.
 */
export function withReach(
  claims: readonly SeenClaim[],
  isSingle: (field: string) => boolean,
): readonly SeenClaim[] {
  if (!claims.some(endsUnstated)) return claims
  const byField = Map.groupBy(claims, ({ claim }) => claim.field)
  const fields = new Map<string, (seen: SeenClaim) => Reach>()
  const finderOf = (field: string) => reachIn(byField.get(field) ?? [], isSingle(field))
  return claims.map((seen) => {
    if (!endsUnstated(seen)) return seen
    const reach = fields.getOrInsertComputed(seen.claim.field, finderOf)(seen)
    const last = Math.max(reach.possible.day, reach.sure.day)
    return last > seen.bounds.end.earliest ? { ...seen, reach } : seen
  })
}

/** Whether a claim lasts without a stated end, so that others may attest it further. */
export function endsUnstated({ claim, bounds }: SeenClaim): boolean {
  return claim.aspect === 'lasting' && bounds.endStatus !== 'stated'
}

/** Finds the reach of the claims of one field. */
function reachIn(claims: readonly SeenClaim[], single: boolean): (seen: SeenClaim) => Reach {
  const bySpelling = Map.groupBy(claims, ({ claim }) => claim.spelling)
  const attested = new Map([...bySpelling].map(([spelling, same]) => [spelling, attestationsIn(same)]))
  const ends = claims.filter(
    ({ claim, bounds }) => claim.aspect === 'lasting' && bounds.endStatus === 'stated',
  )
  const barriers = (single && bySpelling.size > 1 ? claims : ends).toSorted(
    (a, b) => a.bounds.begin.earliest - b.bounds.begin.earliest,
  )
  const sureBarriers = barriers.filter(({ of }) => of === 1)
  return (seen) => {
    const { sure, possible } = attested.get(seen.claim.spelling) ?? { sure: [], possible: [] }
    return {
      sure: lastUntil(barrierTo(seen, barriers), sure, seen),
      possible: lastUntil(barrierTo(seen, sureBarriers), possible, seen),
    }
  }
}

type Attestation = Attested & { readonly event: EventId }

/** What claims one value, the latest day first: of the events that do however they read, and of all. */
function attestationsIn(same: readonly SeenClaim[]) {
  const of = (seen: SeenClaim): Attestation => ({
    day: seen.bounds.end.earliest,
    event: seen.event.id,
    because: seen.because,
  })
  const sure = [...Map.groupBy(same, ({ event }) => event.id).values()].flatMap((own) => {
    const versions = [...Map.groupBy(own, ({ version }) => version).values()]
    if (versions.length !== own[0]?.of) return []
    const last = versions.map((claims) => claims.map(of).reduce(later))
    return [last.reduce((one, other) => (one.day <= other.day ? one : other))]
  })
  const latestFirst = (a: Attestation, b: Attestation) => b.day - a.day
  return { sure: sure.sort(latestFirst), possible: same.map(of).sort(latestFirst) }
}

function later(one: Attestation, other: Attestation): Attestation {
  return one.day >= other.day ? one : other
}

/** The last day, by another event, that is not after the barrier. */
function lastUntil(barrier: CivilDay, latestFirst: readonly Attestation[], { event }: SeenClaim): Attested {
  return latestFirst.find((each) => each.day <= barrier && each.event !== event.id) ?? NEVER
}

/** The first day on which another event may end or replace a claim after it began; ∞ where none does. */
function barrierTo({ claim, event, bounds }: SeenClaim, barriers: readonly SeenClaim[]): CivilDay {
  const begin = bounds.begin.earliest
  let first = Infinity
  for (const other of barriers) {
    if (other.bounds.begin.earliest >= first) break
    const isSame = other.claim.spelling === claim.spelling
    const ends = other.claim.aspect === 'lasting' && other.bounds.endStatus === 'stated'
    if ((isSame && !ends) || other.event.id === event.id) continue
    const { earliest, latest } = isSame ? other.bounds.end : other.bounds.begin
    if (latest - 1 > begin) first = Math.min(first, Math.max(earliest, begin))
  }
  return first
}
