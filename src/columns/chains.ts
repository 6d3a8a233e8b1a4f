import type { Numbers } from './numbers.ts'

/** Of each key from 0 a list of numbers, to which more are added and none is taken away: linked lists in three columns. */
export class Chains {
  /** By key, 1 + the last of its links. */
  readonly #last: Numbers
  /** By link, 1 + the link before it. */
  readonly #previous: Numbers
  readonly #values: Numbers

  constructor(last: Numbers, previous: Numbers, values: Numbers) {
    this.#last = last
    this.#previous = previous
    this.#values = values
  }

  /** Adds to the list of a key. Cost: O(1). */
  add(key: number, value: number): void {
    this.#previous.push(this.#last.at(key))
    this.#values.push(value)
    this.#last.set(key, this.#values.length)
  }

  has(key: number): boolean {
    return this.version(key) !== 0
  }

  /** A number that is another whenever the list of a key has grown; 0 while it is empty. Cost: O(1). */
  version(key: number): number {
    return this.#last.at(key)
  }

  /** Whether the list of a key is longer than that. Cost: so many of its links. */
  isLonger(key: number, length: number): boolean {
    let [link, links] = [key < 0 ? 0 : this.#last.at(key), 0]
    for (; link !== 0 && links <= length; links += 1) link = this.#previous.at(link - 1)
    return links > length
  }

  /** The list of a key, in the order in which it was added. Of a key below 0, empty. */
  of(key: number): readonly number[] {
    if (key < 0 || !this.has(key)) return NONE
    const values: number[] = []
    for (let link = this.#last.at(key); link !== 0; link = this.#previous.at(link - 1))
      values.push(this.#values.at(link - 1))
    return values.length === 1 ? values : values.reverse()
  }
}

const NONE: readonly number[] = []
