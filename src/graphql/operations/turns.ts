import { AsyncLocalStorage } from 'node:async_hooks'

/** How long the work of requests may hold up whatever else is to be done, ms. */
const TURN = 10

/**
 * The turns of one request. Requests share one thread: they work until others have waited for long enough; then, once
 * those had theirs, whoever had fewest turns goes on, so that a short question does not stand behind a long one.
 */
export class Turns {
  #taken: number
  #work: (() => void)[] = []

  /** `taken` is how many turns it counts as having had: what is known to take long may wait for what is not. */
  constructor(taken = 0) {
    this.#taken = taken
  }

  /** What `work` gives: at once while there is time, later else. */
  take<T>(work: () => T): T | Promise<Awaited<T>> {
    if (hasTime()) return work()
    return new Promise((resolve) => {
      // It goes on from another's call: bound, it still belongs to what it is part of, as tracing sees it.
      this.#work.push(AsyncLocalStorage.bind(() => resolve(Promise.try(work))))
      waiting.add(this)
    })
  }

  /** The turn of whoever had fewest, and among those waits longest. */
  static next(): void {
    const [first, ...others] = waiting
    if (first === undefined) return
    const next = others.reduce((least, each) => (each.#taken < least.#taken ? each : least), first)
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

const waiting = new Set<Turns>()

/** Since when the work of requests holds up others: until the event loop comes round, all of it together. */
let since: number | undefined

function hasTime(): boolean {
  if (since !== undefined) return performance.now() - since < TURN
  since = performance.now()
  setImmediate(() => {
    since = undefined
    if (waiting.size === 0) return
    hasTime()
    Turns.next()
  })
  return true
}
