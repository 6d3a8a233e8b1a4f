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

/** Runs at most so many pieces of work at once; the others queue, first in, first out. */
export class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(permits: number) {
    this.#free = permits
  }

  /** The result of `work`, which starts when a permit is free. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}

/** Runs work under the same key one after another, first in, first out. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>()

  /** The result of `work`, which starts when all earlier work under the key has ended, well or not. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last.set(key, promise)
    try {
      await before
      return await work()
    } finally {
      resolve()
      if (this.#last.get(key) === promise) this.#last.delete(key)
    }
  }
}
