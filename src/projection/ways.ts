import type { EventId } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { Outcome, Way } from './field.ts'
import type { Standing } from './standing.ts'

/**
 * *Latest*: a claim is a candidate if it possibly stands and no definitely standing one begins wholly after
 * it. Definite if all candidates agree and one definitely stands.
 */
export const latest: Way = (standings) =>
  settle(standings, (later, earlier) => later.bounds.begin.earliest >= earlier.bounds.begin.latest)

/** *All*: every claim that possibly stands is a candidate, each for itself; the answer is the best of them. */
export const all: Way = (standings) => {
  const candidates = standings.filter(possiblyStands)
  return { answer: anyStands(standings), candidates }
}

/** *Attested*: what is claimed of the date itself, and no other; elsewhere unknown. */
export const attested: Way = (standings) => {
  const candidates = standings.filter(possiblyStands)
  return { answer: candidates.length === 0 ? 'unknown' : agreement(candidates), candidates }
}

/**
 * *Lifecycle*: a stage beats those before it in `stages` (equal rank beats nothing), and a claim beats the
 * one it says it comes `after`. A stage that only possibly stands leaves both values possible.
 */
export function lifecycle(stages: readonly (readonly string[])[]): Way {
  const rank = new Map(stages.flatMap((names, index) => names.map((name) => [name, index] as const)))
  const rankOf = ({ claim }: Standing) => rank.get(claim.stage ?? '') ?? -1
  return (standings) =>
    settle(standings, (winner, loser) =>
      follows(standings, winner, loser)
        ? true
        : !follows(standings, loser, winner) && rankOf(winner) > rankOf(loser),
    )
}

/**
 * The answer of claims for one and the same thing: the best of them, where a `no` (its event excludes the
 * date) outweighs an `unknown` only of an attestation that lies within what the `no` allows.
 */
export function anyStands(standings: readonly Standing[]): Answer {
  const answers = new Set(standings.map(({ answer }) => answer))
  if (answers.has('definitely')) return 'definitely'
  if (answers.has('possibly')) return 'possibly'
  if (!answers.has('no')) return 'unknown'
  const excluding = standings.filter(({ answer }) => answer === 'no')
  const open = standings.filter(({ answer }) => answer === 'unknown')
  return open.every((one) => explained(one, excluding)) ? 'no' : 'unknown'
}

function settle(
  standings: readonly Standing[],
  beats: (winner: Standing, loser: Standing) => boolean,
): Outcome {
  const possible = standings.filter(possiblyStands)
  const definite = possible.filter(({ answer }) => answer === 'definitely')
  const candidates = possible.filter((one) => !definite.some((other) => other !== one && beats(other, one)))
  return { answer: candidates.length === 0 ? anyStands(standings) : agreement(candidates), candidates }
}

function agreement(candidates: readonly Standing[]): Answer {
  const agree = candidates.every(({ claim }) => claim.spelling === candidates[0]?.claim.spelling)
  return agree && candidates.some(({ answer }) => answer === 'definitely') ? 'definitely' : 'possibly'
}

export function possiblyStands({ answer }: Standing): boolean {
  return answer === 'definitely' || answer === 'possibly'
}

function follows(standings: readonly Standing[], later: Standing, earlier: Standing): boolean {
  const seen = new Set<EventId>()
  let after = later.claim.after
  while (after !== undefined && !seen.has(after)) {
    if (after === earlier.event.id) return true
    seen.add(after)
    after = standings.find(({ event }) => event.id === after)?.claim.after
  }
  return false
}

/** An attestation on a date that the excluding claim allows says nothing against it. */
function explained(open: Standing, excluding: readonly Standing[]): boolean {
  if (open.claim.aspect !== 'attested') return false
  return excluding.some(
    ({ bounds }) =>
      bounds.begin.earliest <= open.bounds.begin.earliest && open.bounds.end.latest <= bounds.end.latest,
  )
}
