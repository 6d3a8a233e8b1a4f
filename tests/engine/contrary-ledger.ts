import { setImmediate as turn } from 'node:timers/promises'
import type { Ledger } from '../../src/ledger/index.ts'
import type { Dice } from '../../torture/rig/dice.ts'

/**
 * The same ledger, as contrary as its contract lets it be: between any two entries others get their turn, a wake comes
 * late, for nothing, or not at all. What was appended is read; nothing else is promised of when one hears of it.
 */
export function contrary(ledger: Ledger, dice: Dice): Ledger {
  return {
    chronicles: () => ledger.chronicles(),
    async head(chronicle) {
      if (dice.below(2) === 0) await turn()
      return ledger.head(chronicle)
    },
    async batches(chronicle) {
      const batches = await ledger.batches(chronicle)
      if (dice.below(2) === 0) await turn()
      return batches
    },
    batchAt: (chronicle, position) => ledger.batchAt(chronicle, position),
    rootAt: (chronicle, position) => ledger.rootAt(chronicle, position),
    close: () => ledger.close(),
    async append(batch) {
      if (dice.below(3) === 0) await turn()
      const head = await ledger.append(batch)
      if (dice.below(3) === 0) await turn()
      return head
    },
    async *read(chronicle, range) {
      for await (const entry of ledger.read(chronicle, range)) {
        if (dice.below(4) === 0) await turn()
        yield entry
      }
    },
    watch(chronicle, wake) {
      const heard = async () => {
        if (dice.below(4) === 0) return
        while (dice.below(2) === 0) await turn()
        wake()
        if (dice.below(4) === 0) wake()
      }
      return ledger.watch(chronicle, () => void heard())
    },
  }
}
