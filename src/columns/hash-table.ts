import type { Numbers } from './numbers.ts'

/** How many slots a table has at least; always a power of two. */
const LEAST = 16

/** Numbers from 0, found by a hash of what each stands for: open addressing in one column. */
export class HashTable {
  readonly #slots: Numbers

  /** Each slot has 0, or a number + 1. */
  constructor(slots: Numbers) {
    this.#slots = slots
  }

  /** The number with this hash of which that is true; -1 if there is none. */
  find(hash: number, isIt: (number: number) => boolean): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots.at(slot) - 1
      if (found < 0 || isIt(found)) return found
    }
  }

  /** Adds the number that follows those that it has. `hashOf` gives the hash of each: it is asked again as the table grows. */
  add(number: number, hashOf: (number: number) => number): void {
    if (2 * (number + 1) > this.#slots.length) {
      this.#slots.clear(Math.max(LEAST, 2 * this.#slots.length))
      for (let each = 0; each < number; each += 1) this.#put(each, hashOf(each))
    }
    this.#put(number, hashOf(number))
  }

  #put(number: number, hash: number): void {
    const mask = this.#slots.length - 1
    let slot = hash & mask
    while (this.#slots.at(slot) !== 0) slot = (slot + 1) & mask
    this.#slots.set(slot, number + 1)
  }
}
