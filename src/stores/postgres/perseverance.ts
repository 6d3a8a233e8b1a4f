import { setTimeout } from 'node:timers/promises'
import { isPassing } from './failures.ts'

const FIRST_PAUSE = 50
const LONGEST_PAUSE = 1_000

/**
 * What `attempt` comes to, tried anew after what may pass, with growing pauses, as long as it is before `deadline`
 * (of performance.now()). An attempt that is under way then is waited for. Throws what the last one threw.
 */
export async function persist<T>(
  deadline: number,
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      const pause = pauseAfter(tries)
      if (signal.aborted || !isPassing(error) || performance.now() + pause > deadline) throw error
      await rest(pause, signal)
    }
  }
}

/** Twice as long after each try, at most a second; up to half less by chance, so that many do not come back at once. */
export function pauseAfter(tries: number): number {
  return Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE) * (1 - Math.random() / 2)
}

/** Waits, ms; ends early, without a fault, when the signal says so. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
