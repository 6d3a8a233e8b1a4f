import type { Answer } from '../time/index.ts'
import { always, byEvent, type Group, type Standing } from './standing.ts'

/**
 * The answer where no claim may stand: `no` if an event that can be seen in any case excludes the date (rule 2)
 * and all that says nothing of the date are attestations of days that the excluding claim allows; else
 * `unknown`.
 */
export function noneStands(standings: readonly Standing[]): Answer {
  const excluding = byEvent(standings.filter(excludes))
  if (!excluding.some((event) => always(event, excludes))) return 'unknown'
  const silent = standings.filter(({ answer }) => answer === 'unknown')
  return silent.every((one) => isExplained(one, excluding)) ? 'no' : 'unknown'
}

export function excludes({ answer }: Standing): boolean {
  return answer === 'no'
}

/** Whether, in every world in which it is attested, an excluding claim allows the days of the attestation. */
function isExplained(silent: Standing, excluding: readonly Group[]): boolean {
  if (silent.claim.aspect !== 'attested') return false
  const allows = ({ bounds }: Standing) =>
    bounds.begin.earliest <= silent.bounds.begin.earliest && silent.bounds.end.latest <= bounds.end.latest
  return excluding.some((event) =>
    event.event === silent.event.id
      ? event.versions.get(silent.version)?.some(allows)
      : always(event, allows),
  )
}
