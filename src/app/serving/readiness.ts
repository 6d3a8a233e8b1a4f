import type { Chronicle } from '../../chronicle/index.ts'

/** How long a ledger may take to say where it stands, ms. */
const PATIENCE = 2_000

/**
 * Why chronicles cannot be answered from now, in words: a ledger that does not say where it stands, or one that goes
 * further than what was taken in, and is not caught up with. Nothing where all can. `onFault` hears of what is behind
 * the words.
 */
export async function hindrancesOf(
  chronicles: Iterable<Followed>,
  onFault: (error: unknown) => void,
): Promise<readonly string[]> {
  const told = await Promise.all([...chronicles].map((chronicle) => hindranceOf(chronicle, onFault)))
  return told.filter((each) => each !== undefined)
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

/** What is waited for, if it comes in time, ms; what comes later is let go. */
async function within<T>(ms: number, awaited: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
