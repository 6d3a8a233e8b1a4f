import { setTimeout } from 'node:timers/promises'
import { isTransient } from './errors.ts'

const FIRST_PAUSE = 50
const LONGEST_PAUSE = 1_000

/**
 * The result of `attempt`, retried with exponential backoff after transient errors until `deadline`, an instant of
 * performance.now(). An attempt under way at the deadline is waited for. Throws what the last attempt threw.
 */
export async function retry<T>(deadline: number, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      const pause = backoff(tries)
      if (signal.aborted || !isTransient(error) || performance.now() + pause > deadline) throw error
      await sleep(pause, signal)
    }
  }
}

/** The pause after a number of failed tries, ms: it doubles up to a second, with up to half taken off at random (jitter). */
export function backoff(tries: number): number {
  return Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE) * (1 - Math.random() / 2)
}

/** Waits so many ms; ends early, without an error, when the signal is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
