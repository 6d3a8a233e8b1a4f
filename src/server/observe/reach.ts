import type { Chronicle } from '../../engine/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Clock } from '../../time/index.ts'
import { PATIENCE, within } from '../serving/within.ts'
import type { Reach } from './figures.ts'

/**
 * How far a chronicle's ledger goes and how far it is taken in; of a ledger that fails, or does not answer within
 * `patience` ms, only the second. Costs a look at the head, and at one event where they differ.
 */
export async function reachOf(
  chronicle: Pick<Chronicle, 'name' | 'position'>,
  ledger: Pick<Ledger, 'head' | 'read'>,
  clock: Clock,
  patience = PATIENCE,
): Promise<Reach> {
  const { name, position: takenIn } = chronicle
  const told = await within(patience, inLedger(ledger, name, takenIn, clock)).catch(() => undefined)
  return { chronicle: name, takenIn, ...told }
}

async function inLedger(ledger: Pick<Ledger, 'head' | 'read'>, name: string, takenIn: number, clock: Clock) {
  const { position: head } = await ledger.head(name)
  return { head, behindSeconds: head <= takenIn ? 0 : await behindFor(ledger, name, takenIn, clock) }
}

async function behindFor(
  ledger: Pick<Ledger, 'read'>,
  name: string,
  takenIn: number,
  clock: Clock,
): Promise<number> {
  for await (const { recordedAt } of ledger.read(name, { after: takenIn, upTo: takenIn + 1 }))
    return Math.max(0, clock.now() - recordedAt) / 1000
  return 0
}
