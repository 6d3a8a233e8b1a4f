import { setTimeout } from 'node:timers/promises'
import { isPassing } from './errors.ts'

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

/** Lets so many in at a time; the others wait, and come in in the order in which they came. */
export class Gate {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  /** What `work` comes to, once there is a place for it. */
  async through<T>(work: () => Promise<T>): Promise<T> {
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

/** Lets those who name the same thing do their work one after another, in the order they came. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>()

  /** What `work` comes to, once all who came before for the same name are done, however that went. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last.set(name, promise)
    try {
      await before
      return await work()
    } finally {
      resolve()
      if (this.#last.get(name) === promise) this.#last.delete(name)
    }
  }
}
