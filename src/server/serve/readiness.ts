import type { Chronicle } from '../../engine/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Clock } from '../../time/index.ts'
import type { FollowStatus } from '../telemetry/metrics.ts'

/** How long a ledger may take to answer a health check, ms. */
const TIMEOUT = 2_000

type Followed = Pick<Chronicle, 'name' | 'position' | 'ledgerHead' | 'reach'>

/**
 * Why chronicles are not ready, in words: the ledger does not answer, or has events that were not taken in and cannot be,
 * or one is among `failed`. Empty if all are ready. `onFault` is called with
 * each underlying error, once if many have the same.
 */
export async function readinessBlockers(
  chronicles: Iterable<Followed>,
  onFault: (error: unknown) => void,
  failed: ReadonlyMap<string, unknown> = new Map(),
): Promise<readonly string[]> {
  const reported = new Set<string>()
  const reportOnce = (error: unknown) => {
    const message = String(error)
    if (!reported.has(message)) onFault(error)
    reported.add(message)
  }
  const blockers = await Promise.all([...chronicles].map((each) => blockerOf(each, reportOnce)))
  for (const error of failed.values()) reportOnce(error)
  return [
    ...blockers.filter((each) => each !== undefined),
    ...[...failed.keys()].slice(0, MOST_NAMED).map((name) => `${name}: it cannot be opened`),
  ]
}

/** No more chronicles that cannot be opened are named. */
const MOST_NAMED = 20

async function blockerOf(
  chronicle: Followed,
  onFault: (error: unknown) => void,
): Promise<string | undefined> {
  const { name } = chronicle
  try {
    const { position } = await withTimeout(TIMEOUT, chronicle.ledgerHead())
    // While others record all the time, a chronicle is always a little behind.
    const isCaughtUp = await withTimeout(TIMEOUT, chronicle.reach(position, TIMEOUT)).then(
      () => true,
      () => false,
    )
    return isCaughtUp
      ? undefined
      : `${name}: taken in up to position ${chronicle.position}; the ledger is at ${position}`
  } catch (error) {
    onFault(error)
    return `${name}: the ledger does not answer`
  }
}

/**
 * The head of a chronicle's ledger and how far it is taken in; only the latter if the ledger fails or does not answer
 * within `timeout` ms. Cost: one look at the head, and at one event if they differ.
 */
export async function followStatusOf(
  chronicle: Pick<Chronicle, 'name' | 'position'>,
  ledger: Pick<Ledger, 'head' | 'read'>,
  clock: Clock,
  timeout = TIMEOUT,
): Promise<FollowStatus> {
  const { name, position: takenIn } = chronicle
  const lag = await withTimeout(timeout, lagIn(ledger, name, takenIn, clock)).catch(() => undefined)
  return { chronicle: name, takenIn, ...lag }
}

async function lagIn(ledger: Pick<Ledger, 'head' | 'read'>, name: string, takenIn: number, clock: Clock) {
  const { position: head } = await ledger.head(name)
  if (head <= takenIn) return { head, behindSeconds: 0 }
  for await (const { recordedAt } of ledger.read(name, { after: takenIn, upTo: takenIn + 1 }))
    return { head, behindSeconds: Math.max(0, clock.now() - recordedAt) / 1000 }
  return { head, behindSeconds: 0 }
}

/** The awaited value; rejects if it takes longer than `ms`. A later result is ignored. */
async function withTimeout<T>(ms: number, awaited: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
