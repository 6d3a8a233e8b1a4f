import { clusterRun } from '../tests/cluster/cluster-run.ts'
import { spreadText, worstOf } from '../tests/cluster/figures.ts'
import type { Run } from '../tests/cluster/under-load.ts'
import { diceOf } from './rig/dice.ts'
import type { Torture } from './rig/torture.ts'

/** How many batches a load comes to. */
const BATCHES = 1_200

export const torture: Torture = {
  summary: 'three servers on one PostgreSQL under load, one killed and one added in each run',
  count: 3,
  async run(count, seed, say) {
    const dice = diceOf(seed)
    const runs: Run[] = []
    const broken: string[] = []
    for (let number = 1; number <= count; number += 1) {
      const doomed = dice.below(3)
      const run = await clusterRun(doomed, BATCHES)
      runs.push(run)
      broken.push(...run.broken.map((promise) => `run ${number}: ${promise}`))
      if (run.showing.max > 1_000)
        broken.push(`run ${number}: shown elsewhere only after ${run.showing.max} ms`)
      say(`run ${number}: ${run.events} events, shown by another server ${spreadText(run.showing)}`)
    }
    return { tried: figuresOf(runs), broken }
  },
}

function figuresOf(runs: readonly Run[]) {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0)
  return {
    'servers killed, and as many added': runs.length,
    'batches acknowledged': sum(({ batches }) => batches),
    'events in them': sum(({ events }) => events),
    'batches sent again': sum(({ resent }) => resent),
    'subscribers moved': sum(({ moves }) => moves),
    'looked for at another server': sum(({ shown }) => shown),
    'shown there after it was acknowledged, at worst': spreadText(
      worstOf(runs.map(({ showing }) => showing)),
    ),
    'told to subscribers, at worst': spreadText(worstOf(runs.map(({ telling }) => telling))),
    'acknowledged, at worst': spreadText(worstOf(runs.map(({ acknowledging }) => acknowledging))),
  }
}
