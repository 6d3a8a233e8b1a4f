import type { Chronicle } from '../../chronicle/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Clock } from '../../time/index.ts'
import type { Reach } from './figures.ts'

/** How far a chronicle's ledger goes and how far it is taken in. Costs a look at the head, and at one event where they differ. */
export async function reachOf(chronicle: Chronicle, ledger: Ledger, clock: Clock): Promise<Reach> {
  const { name, position: takenIn } = chronicle
  const { position: head } = await ledger.head(name)
  return {
    chronicle: name,
    head,
    takenIn,
    behindSeconds: await behindFor(ledger, name, takenIn, head, clock),
  }
}

async function behindFor(
  ledger: Ledger,
  name: string,
  takenIn: number,
  head: number,
  clock: Clock,
): Promise<number> {
  if (head <= takenIn) return 0
  for await (const { recordedAt } of ledger.read(name, { after: takenIn, upTo: takenIn + 1 }))
    return Math.max(0, clock.now() - recordedAt) / 1000
  return 0
}
