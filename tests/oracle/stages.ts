import type { CivilDay } from '../../src/time/index.ts'
import type { NaiveClaim } from './claims.ts'

/** Stages and succession in one world, where it is settled which claims stand and on which day each began. */

type Stood = { readonly claim: NaiveClaim; readonly began: CivilDay }

/** The desk's stages once more, in the order of their tiers. */
const TIERS = ['first', 'dated', 'last']

/** Of dated stages the latest, on one day the later named; first only where none of these stands; last above all. */
export function beatsByStage(one: Stood, other: Stood): boolean {
  const [tier, place] = one.claim.stage ?? ['', 0]
  const [otherTier, otherPlace] = other.claim.stage ?? ['', 0]
  if (tier !== otherTier) return TIERS.indexOf(tier) > TIERS.indexOf(otherTier)
  if (tier === 'dated' && one.began !== other.began) return one.began > other.began
  return place > otherPlace
}

/**
 * Who came in last, until they go: each of the outcomes that this leaves open. Someone goes after they came, so who goes on the
 * day of a coming went before. When someone came of whom only the going is told, nobody knows: before the others, or after.
 */
export function holdersAmong(standing: readonly Stood[]): readonly ReadonlySet<string>[] {
  const goings = standing.filter(({ claim }) => claim.goes)
  const comings = standing.filter(({ claim }) => !claim.goes)
  const isOnes = (one: Stood, other: Stood) => one.claim.person === other.claim.person
  const lastDay = Math.max(...comings.map(({ began }) => began))
  const holders = comings
    .filter(({ began }) => began === lastDay)
    .filter((one) => !goings.some((going) => isOnes(one, going) && going.began > one.began))
  const vacant = new Set(goings.map(({ claim }) => claim.value))
  if (holders.length === 0) return [vacant]
  const cameUntold = goings
    .filter(({ began }) => began > lastDay)
    .filter((going) => !comings.some((one) => isOnes(one, going) && one.began < going.began))
  const held = new Set(holders.map(({ claim }) => claim.value))
  return cameUntold.length === 0 ? [held] : [held, vacant]
}
