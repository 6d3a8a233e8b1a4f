import type { Chains } from './chains.ts'
import type { Numbers } from './numbers.ts'

/** Numbers by day, found by a range of days. Cost of a look-up: the days in the range that have something. */
export class Days {
  /** Every day that has something, in the order in which they came. */
  readonly #days: Numbers
  readonly #byDay: Chains
  /** By day its number; made when it is first wanted. */
  #numbers: Map<number, number> | undefined
  #sorted: Float64Array = new Float64Array(0)

  constructor(days: Numbers, byDay: Chains) {
    this.#days = days
    this.#byDay = byDay
  }

  add(day: number, value: number): void {
    const numbers = this.#numberOf()
    let number = numbers.get(day)
    if (number === undefined) {
      number = this.#days.length
      this.#days.push(day)
      numbers.set(day, number)
    }
    this.#byDay.add(number, value)
  }

  /** What was added for the first day to the last, both in; a value as often as it was added there. */
  *within(first: number, last: number): Generator<number, void, undefined> {
    const days = this.#inOrder()
    const numbers = this.#numberOf()
    for (let index = firstFrom(days, first); index < days.length; index += 1) {
      const day = days[index] ?? Infinity
      if (day > last) return
      yield* this.#byDay.of(numbers.get(day) ?? -1)
    }
  }

  /** The first day, from one on, that has something; with `back` the last one up to it. Infinite where there is none. */
  nearest(day: number, back: boolean): number {
    const days = this.#inOrder()
    if (!back) return days[firstFrom(days, day)] ?? Infinity
    return days[firstFrom(days, day + 1) - 1] ?? -Infinity
  }

  #numberOf(): Map<number, number> {
    if (this.#numbers === undefined) {
      this.#numbers = new Map()
      for (let number = 0; number < this.#days.length; number += 1)
        this.#numbers.set(this.#days.at(number), number)
    }
    return this.#numbers
  }

  /** No day is ever taken away: what was sorted is whole while there are as many. */
  #inOrder(): Float64Array {
    if (this.#sorted.length !== this.#days.length)
      this.#sorted = Float64Array.from({ length: this.#days.length }, (_, each) => this.#days.at(each)).sort()
    return this.#sorted
  }
}

/** The index of the first day that is not before that one. */
function firstFrom(days: Float64Array, first: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? Infinity) < first) low = middle + 1
    else high = middle
  }
  return low
}
