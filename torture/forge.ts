import { formatProof } from '../src/ledger/index.ts'
import { type Dice, diceOf } from './rig/dice.ts'
import { forgeries } from './rig/forgery/forgeries.ts'
import { isTrue, type Judge, judge } from './rig/forgery/judge.ts'
import { genuineIn, type World, worldOf } from './rig/forgery/world.ts'
import type { Torture, Verdict } from './rig/torture.ts'

/** So many proofs are forged of one ledger before the next is made. */
const OF_ONE = 250
const MOST_EVENTS = 300

/**
 * Forges `count` proofs and puts them before a judge, who may take none for one. What comes out as the same proof,
 * written otherwise (white space, a signature that was not asked for), is told apart and does not count.
 */
export async function forge(
  count: number,
  seed: number,
  by: Judge = judge,
  say: (text: string) => void = () => undefined,
): Promise<Verdict> {
  const dice = diceOf(seed)
  const ways = Object.keys(forgeries)
  const tried = {
    'forged proofs': 0,
    refused: 0,
    'the same proof, written otherwise': 0,
    'ways to forge': ways.length,
  }
  const broken: string[] = []
  let world = worldOf(dice.fork(), MOST_EVENTS)
  for (let round = 1; tried['forged proofs'] < count; round += 1) {
    if (round % OF_ONE === 0) world = worldOf(dice.fork(), MOST_EVENTS)
    const way = ways[round % ways.length] ?? ''
    const { outcome, written } = attempt(way, world, dice.fork(), by)
    if (outcome === 'true') tried['the same proof, written otherwise'] += 1
    if (outcome === 'refused') tried.refused += 1
    if (outcome === 'broken') broken.push(`${way}, round ${round}: ${written}`)
    if (outcome !== 'refused' && outcome !== 'broken') continue
    tried['forged proofs'] += 1
    if (tried['forged proofs'] % 1000 === 0)
      say(`${tried['forged proofs']} of ${count}, ${broken.length} broken`)
  }
  return { tried, broken }
}

/** `unchanged`: not every way can be gone with every proof; one has no checkpoint to forge, say. */
type Attempt = { readonly outcome: 'unchanged' | 'refused' | 'true' | 'broken'; readonly written: string }

function attempt(way: string, world: World, dice: Dice, by: Judge): Attempt {
  const genuine = genuineIn(world, dice)
  const { document, trust } = genuine
  if (!by(formatProof(document), trust))
    return { outcome: 'broken', written: `a true proof was refused: ${formatProof(document)}` }
  const written = forgeries[way]?.(genuine, world, dice) ?? ''
  if (written === formatProof(document) || written === JSON.stringify(document))
    return { outcome: 'unchanged', written }
  if (!by(written, trust)) return { outcome: 'refused', written }
  if (isTrue(written, world, trust)) return { outcome: 'true', written }
  return { outcome: 'broken', written: `taken for a proof: ${written}` }
}

export const torture: Torture = {
  summary: 'forged proofs of inclusion and consistency put before the verifier: none may be taken for one',
  count: 10_000,
  run: (count, seed, say) => forge(count, seed, judge, say),
}
