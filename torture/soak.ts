import { startLargeServer } from './rig/holds/run.ts'
import { type Held, soak } from './rig/holds/soak.ts'
import type { Torture } from './rig/torture.ts'

/** How many events it asks about: so many that what is kept fills its budget early. */
const EVENTS = 20_000

/** One question in so many costs the whole chronicle: some hundreds, which take half of the time. */
const COSTLY_ONE_IN = 250

export const torture: Torture = {
  summary: 'asks on and on at random points of a large chronicle, and looks whether memory goes on growing',
  count: 100_000,
  async run(count, seed, say) {
    const large = await startLargeServer(EVENTS)
    say('| asked | refused | resident, MiB | heap, MiB | median, ms |\n|--:|--:|--:|--:|--:|')
    const measured = await soak(large, { count, costlyOneIn: COSTLY_ONE_IN, seed }, (held) =>
      say(lineOf(held)),
    )
    const faults = large.server.faults.map((line) => `a fault of the inside: ${line.slice(0, 500)}`)
    await large.stop()
    const [second, last] = [third(measured, 'resident', 1), third(measured, 'resident', 2)]
    const times = [third(measured, 'ms', 1), third(measured, 'ms', 2)].map(mean)
    // What it takes moves by a third up and down, with what the cache just dropped: it grows where it never comes back.
    const grows = Math.min(...last) > Math.max(...second)
    return {
      tried: {
        questions: count,
        'memory at rest, in the second third, in the last, MiB': [[measured[0]?.resident ?? 0], second, last]
          .map((held) => `${mebibytes(Math.min(...held))}–${mebibytes(Math.max(...held))}`)
          .join(', '),
        'median in the second third / in the last, ms': times.map((ms) => ms.toFixed(1)).join(' / '),
      },
      broken: [
        ...faults,
        ...(grows
          ? [`memory goes on growing: never above ${mebibytes(Math.max(...second))} MiB, then never below it`]
          : []),
      ],
    }
  },
}

/** A measure in a third of the time. */
function third(measured: readonly Held[], measure: 'resident' | 'ms', nth: number): readonly number[] {
  const end = measured.at(-1)?.asked ?? 0
  const own = measured.filter(({ asked }) => asked > (end * nth) / 3 && asked <= (end * (nth + 1)) / 3)
  return own.map((held) => held[measure])
}

function mean(measures: readonly number[]): number {
  return measures.reduce((sum, each) => sum + each, 0) / measures.length
}

function lineOf({ asked, refused, resident, heap, ms }: Held): string {
  return `| ${asked} | ${refused} | ${mebibytes(resident)} | ${mebibytes(heap)} | ${ms.toFixed(1)} |`
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}
