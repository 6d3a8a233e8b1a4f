import { RegestaError } from '../errors.ts'

/** How many may wait in a queue, and how long from their arrival, ms. */
export const QUEUE = { most: 100, patience: 30_000 } as const

export type QueueLimits = { readonly most: number; readonly patience: number }

/**
 * Does work one after another, first in, first out. At most so many wait; each is begun within one patience of its
 * arrival, however long those before it take, or not at all: E_BUSY. `work` gets what is left of that, ms.
 */
export class Queue {
  readonly #limits: QueueLimits
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(limits: QueueLimits = QUEUE) {
    this.#limits = limits
  }

  run<T>(work: (left: number) => Promise<T>): Promise<T> {
    const { most, patience } = this.#limits
    if (this.#waiting >= most) return Promise.reject(busy(`${most} wait already`))
    const deadline = performance.now() + patience
    this.#waiting += 1
    const own = this.#last.then(() => {
      const left = deadline - performance.now()
      if (left < 0) throw busy(`those before it took more than ${patience / 1000} s`)
      return work(left)
    })
    this.#last = own.catch(() => undefined).finally(() => (this.#waiting -= 1))
    return own
  }
}

function busy(why: string): RegestaError {
  return new RegestaError('E_BUSY', 'fault', `nothing of this was recorded: ${why}; send the same again`)
}
