import type { Hash } from './merkle.ts'

const HASH_LENGTH = 32

/** A list of hashes that only grows, end to end in one block: an array of them would take four times the memory. */
export class HashList {
  #block = new Uint8Array(HASH_LENGTH * 16)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The hash at an index from 0, as it will be for ever. Throws RangeError where there is none. */
  at(index: number): Hash {
    if (!(index >= 0 && index < this.#length))
      throw new RangeError(`no hash ${index} in a list of ${this.#length}`)
    return this.#block.subarray(HASH_LENGTH * index, HASH_LENGTH * (index + 1))
  }

  push(hash: Hash): void {
    if (hash.length !== HASH_LENGTH)
      throw new RangeError(`a hash has ${HASH_LENGTH} bytes, this has ${hash.length}`)
    const end = HASH_LENGTH * this.#length
    if (end === this.#block.length) {
      // What `at` gave out keeps the old block, and in it the same bytes.
      const wider = new Uint8Array(2 * end)
      wider.set(this.#block)
      this.#block = wider
    }
    this.#block.set(hash, end)
    this.#length += 1
  }
}
