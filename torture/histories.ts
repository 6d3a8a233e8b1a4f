import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultsOf } from '../tests/histories/check.ts'
import { hostedStore } from '../tests/histories/hosted-store.ts'
import { play } from '../tests/histories/play.ts'
import { chronicle } from '../tests/ledger/events.ts'
import { diceOf } from './rig/dice.ts'
import type { Torture } from './rig/torture.ts'

const SIZE = { writers: 16, each: 5, followers: 2, crashes: 1 }

export const torture: Torture = {
  summary: '16 writers at once, their server killed under them, and every answer checked against what stands',
  count: 500,
  async run(count, seed, say) {
    const folder = mkdtempSync(join(tmpdir(), 'regesta-histories-'))
    const broken: string[] = []
    const tried = { histories: 0, kills: 0, operations: 0, events: 0, followers: 0 }
    const dice = diceOf(seed)
    try {
      for (let round = 1; round <= count; round++) {
        const [own, kills] = [dice.fork(), dice.fork()]
        const store = await hostedStore(join(folder, `${round}.sqlite`), chronicle, 1, () => kills.fraction())
        try {
          const history = await play(chronicle, store, own, SIZE)
          broken.push(...faultsOf(history).map((fault) => `history ${round}: ${fault}`))
          tried.histories += 1
          tried.kills += SIZE.crashes
          tried.operations += history.operations.length
          tried.events += history.end.length
          tried.followers += history.followers.length
        } finally {
          await store.close()
        }
        if (round % 50 === 0) say(`${round} of ${count} histories, ${broken.length} faults`)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return { tried, broken }
  },
}
