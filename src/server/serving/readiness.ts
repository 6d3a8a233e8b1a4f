import type { Chronicle } from '../../engine/index.ts'
import { PATIENCE, within } from './within.ts'

/**
 * Why chronicles cannot be answered from now, in words: a ledger that does not say where it stands, or one that goes
 * further than what was taken in, and is not caught up with. Nothing where all can. `onFault` hears of what is behind
 * the words, once where it is the same for many.
 */
export async function hindrancesOf(
  chronicles: Iterable<Followed>,
  onFault: (error: unknown) => void,
): Promise<readonly string[]> {
  const told = new Set<string>()
  const tellOnce = (error: unknown) => {
    const words = String(error)
    if (!told.has(words)) onFault(error)
    told.add(words)
  }
  const all = await Promise.all([...chronicles].map((chronicle) => hindranceOf(chronicle, tellOnce)))
  return all.filter((each) => each !== undefined)
}

type Followed = Pick<Chronicle, 'name' | 'position' | 'ledgerHead' | 'reach'>

async function hindranceOf(
  chronicle: Followed,
  onFault: (error: unknown) => void,
): Promise<string | undefined> {
  const { name } = chronicle
  try {
    const { position } = await within(PATIENCE, chronicle.ledgerHead())
    // Where others record all the time, one is always a little behind.
    const there = await within(PATIENCE, chronicle.reach(position, PATIENCE)).then(
      () => true,
      () => false,
    )
    return there
      ? undefined
      : `${name}: taken in up to position ${chronicle.position}; the ledger is at ${position}`
  } catch (error) {
    onFault(error)
    return `${name}: the ledger does not answer`
  }
}
