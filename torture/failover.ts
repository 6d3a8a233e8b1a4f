import { type End, type Failover, failoverRun } from '../tests/cluster/failover-run.ts'
import { spreadText, worstOf } from '../tests/cluster/figures.ts'
import { diceOf } from './rig/dice.ts'
import type { Torture } from './rig/torture.ts'

/** How many batches a load comes to. */
const BATCHES = 600

/** The operator takes at most so long, ms; service is to be back within so long, ms. */
const OPERATOR = 5_000
const BACK = 30_000

/** A primary that hangs is rarer, and takes longer to give up. */
const ENDS: readonly [End, ...End[]] = ['killed', 'killed', 'hanging']

export const torture: Torture = {
  summary: 'the primary killed under load, or hanging, its synchronous standby promoted some time later',
  count: 3,
  async run(count, seed, say) {
    const dice = diceOf(seed)
    const runs: Failover[] = []
    const broken: string[] = []
    for (let number = 1; number <= count; number += 1) {
      const run = await failoverRun(BATCHES, dice.below(OPERATOR), dice.pick(ENDS))
      runs.push(run)
      broken.push(...run.broken.map((promise) => `run ${number}: ${promise}`))
      if (run.outage > BACK) broken.push(`run ${number}: back only after ${run.outage} ms`)
      say(
        `run ${number}: ${run.events} events, back after ${run.outage} ms, ${run.operator} of them the operator's`,
      )
    }
    return { tried: figuresOf(runs), broken }
  },
}

function figuresOf(runs: readonly Failover[]) {
  const sum = (of: (run: Failover) => number) => runs.reduce((total, run) => total + of(run), 0)
  const most = (of: (run: Failover) => number) => Math.max(...runs.map(of))
  return {
    'primaries killed': runs.filter(({ end }) => end === 'killed').length,
    'primaries that hung': runs.filter(({ end }) => end === 'hanging').length,
    'batches acknowledged': sum(({ batches }) => batches),
    'events in them': sum(({ events }) => events),
    'batches sent again': sum(({ resent }) => resent),
    'without an acknowledgement for at most, ms': most(({ outage }) => outage),
    'of that beyond what the operator took, ms': most(({ outage, operator }) => outage - operator),
    'told to subscribers, at worst': spreadText(worstOf(runs.map(({ telling }) => telling))),
    'acknowledged, at worst': spreadText(worstOf(runs.map(({ acknowledging }) => acknowledging))),
  }
}
