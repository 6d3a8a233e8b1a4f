import type { CivilDay } from '../time/index.ts'
import { possiblyStands, type SeenClaim, type Standing } from './standing.ts'

/** The attestations nearest before the date: those that share the latest last day. */
export function lastBefore(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const past = standings.filter(
    (one) => isAttestation(one) && !possiblyStands(one) && one.bounds.begin.earliest <= date,
  )
  const last = past.reduce((latest, one) => Math.max(latest, lastDayOf(one)), -Infinity)
  return past.filter((one) => lastDayOf(one) === last)
}

/** Those nearest after the date: that begin after it, and may do so first. */
export function nextAfter(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const coming = standings.filter((one) => isAttestation(one) && one.bounds.begin.earliest > date)
  const first = coming.reduce((earliest, { bounds }) => Math.min(earliest, bounds.begin.earliest), Infinity)
  return coming.filter(({ bounds }) => bounds.begin.earliest === first)
}

/** The last day of which a claim may speak; where its end is not stated, the last that it is known to reach. */
export function lastDayOf({ bounds: { begin, end, endStatus } }: SeenClaim): CivilDay {
  return endStatus === 'once' || endStatus === 'stated'
    ? end.latest - 1
    : Math.max(end.earliest, begin.latest - 1)
}

function isAttestation({ claim }: Standing): boolean {
  return claim.aspect !== 'happened'
}
