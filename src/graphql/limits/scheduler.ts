import { AsyncLocalStorage } from 'node:async_hooks'

/** How long requests may keep the event loop busy before they yield, ms. */
const TURN = 10

/**
 * A fair scheduler for the requests of one thread. Requests run until the event loop has waited long enough; then the
 * request that had the fewest turns goes on, so that a short query does not wait behind a long one, nor for ever before it.
 */
export class FairScheduler {
  #taken: number
  #work: (() => void)[] = []

  /** `taken` is the initial number of turns: work that is known to take long starts with more, and so comes later. */
  constructor(taken = 0) {
    this.#taken = taken
  }

  /** Runs `work` now while there is time, otherwise at the next turn. */
  run<T>(work: () => T): T | Promise<Awaited<T>> {
    if (hasTime()) return work()
    return new Promise((resolve) => {
      // It continues in the call of another request: binding keeps the async context of its own, which tracing reads.
      this.#work.push(AsyncLocalStorage.bind(() => resolve(Promise.try(work))))
      waiting.add(this)
    })
  }

  /**
   * Runs the waiting request that had the fewest turns; of several, the one that waits longest. That one goes in any case
   * once it was passed over so often, or a stream of short requests would keep a long one from ever ending.
   */
  static next(): void {
    const [first, ...others] = waiting
    if (first === undefined) return
    const fewest = others.reduce((least, each) => (each.#taken < least.#taken ? each : least), first)
    const next = passedOver < MOST_PASSED ? fewest : first
    passedOver = next === first ? 0 : passedOver + 1
    waiting.delete(next)
    next.#goOn()
  }

  #goOn(): void {
    this.#taken += 1
    let done = 0
    for (const work of this.#work) {
      if (!hasTime()) break
      work()
      done += 1
    }
    this.#work = this.#work.slice(done)
    if (this.#work.length > 0) waiting.add(this)
  }
}

const waiting = new Set<FairScheduler>()

/** How often in a row the one that waits longest may be passed over. */
const MOST_PASSED = 3
let passedOver = 0

/** Since when requests keep the event loop busy, in this iteration of it. */
let since: number | undefined

/** Whether requests may go on in this iteration of the event loop; the first call begins their turn. */
export function hasTime(): boolean {
  if (since !== undefined) return performance.now() - since < TURN
  since = performance.now()
  setImmediate(() => {
    since = undefined
    if (waiting.size === 0) return
    hasTime()
    FairScheduler.next()
  })
  return true
}
