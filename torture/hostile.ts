import { HOLD_HEAD, holdLine, measureHolds, startLargeServer } from './rig/holds/run.ts'
import { brokenIn, HEAD, lineOf, sendHostile } from './rig/hostile/run.ts'
import { hostileFlags } from './rig/hostile/strangers.ts'
import { quantile, startNeighbour } from './rig/neighbour.ts'
import { startServing } from './rig/serving.ts'
import type { Torture } from './rig/torture.ts'

/** How long the neighbour is listened to by itself, first, ms. */
const ALONE = 5_000

/** Over so many events it is measured how long one question holds the event loop, each class so often. */
const EVENTS = 100_000
const TIMES = 3

/** The most that any question may hold it, less the garbage collected meanwhile, ms of processor time. */
const HOLD = 50

/** The most that a neighbour's slowest answers in a hundred may take, ms, whoever else asks what. */
const PATIENCE = 500

export const torture: Torture = {
  summary: 'sends hostile requests of many classes to a server while a neighbour asks on',
  count: 500,
  async run(count, seed, say) {
    const server = await startServing(['--log-level', 'info', ...hostileFlags()])
    const neighbour = startNeighbour(server.origin)
    await wait(ALONE)
    neighbour.taken()
    await wait(ALONE)
    const alone = neighbour.taken()
    const memory = server.memory()
    say(HEAD)
    const rows = await sendHostile(server, neighbour, count, seed, (row) => say(lineOf(row)))
    await neighbour.stop()
    const after = server.memory()
    const faults = server.faults.map((line) => `a fault of the inside: ${line.slice(0, 500)}`)
    await server.stop()
    const { held, garbage, broken } = await longestHold(seed, say)
    const beside = rows.flatMap((row) => row.neighbour)
    const p99 = quantile(beside, 0.99)
    return {
      tried: {
        requests: count,
        classes: rows.length,
        'refused or finished': rows
          .flatMap(({ outcomes }) => outcomes)
          .filter(({ what }) => what === 'refused' || what === 'finished').length,
        'slowest request, ms': Math.round(
          Math.max(...rows.flatMap(({ outcomes }) => outcomes.map(({ ms }) => ms))),
        ),
        'neighbour alone, p50 / p99 / max ms': shown(alone),
        'neighbour beside them, p50 / p99 / max ms': shown(beside),
        'longest hold of the event loop by one question without garbage / longest collection of garbage, ms': `${held} / ${garbage}`,
        'memory before / after, MiB': `${memory} / ${after}`,
      },
      broken: [
        ...brokenIn(rows),
        ...faults,
        ...broken,
        ...(p99 > PATIENCE
          ? [`the neighbour's p99 was ${Math.round(p99)} ms; expected ${PATIENCE} at most`]
          : []),
      ],
    }
  },
}

async function longestHold(seed: number, say: (text: string) => void) {
  // V8 reports each collection of garbage, but not the steps of one that marks between them: here none does.
  const large = await startLargeServer(EVENTS, [], ['--no-incremental-marking'])
  say(HOLD_HEAD)
  const rows = await measureHolds(large, TIMES, seed, (row) => say(holdLine(row)))
  await large.stop()
  const garbage = Math.max(...rows.map((row) => row.held.garbage))
  const tooLong = rows.filter(({ held }) => held.working > HOLD)
  return {
    held: Math.round(Math.max(...rows.map((row) => row.held.working))),
    garbage: Math.round(garbage),
    broken: tooLong.map((row) => `${row.name}: held the event loop for ${Math.round(row.held.working)} ms`),
  }
}

function shown(values: readonly number[]): string {
  return [quantile(values, 0.5), quantile(values, 0.99), Math.max(0, ...values)]
    .map((ms) => ms.toFixed(1))
    .join(' / ')
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
