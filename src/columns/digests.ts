import { HashTable } from './hash-table.ts'
import type { Numbers } from './numbers.ts'

/** How many bytes a digest has. */
const WIDTH = 32

/** A list of SHA-256 digests in one block of memory. */
export class Hashes {
  #block: Buffer<ArrayBuffer>
  #count: number

  /** All of `bytes`, which it takes over; by default none. */
  constructor(bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0)) {
    this.#block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#count = bytes.length / WIDTH
  }

  get length(): number {
    return this.#count
  }

  /** All of them. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#block.subarray(0, WIDTH * this.#count)
  }

  /** The digest at an index from 0, as it will be for ever. Throws RangeError where there is none. */
  at(index: number): Uint8Array<ArrayBuffer> {
    this.#check(index)
    return this.#block.subarray(WIDTH * index, WIDTH * (index + 1))
  }

  /** The same in hex. */
  hexAt(index: number): string {
    this.#check(index)
    return this.#block.toString('hex', WIDTH * index, WIDTH * (index + 1))
  }

  /** The first four bytes of it. */
  startAt(index: number): number {
    return this.#block.readInt32BE(WIDTH * index)
  }

  push(hash: Uint8Array): void {
    if (hash.length !== WIDTH) throw new RangeError(`a hash has ${WIDTH} bytes, this has ${hash.length}`)
    const end = WIDTH * this.#count
    if (end === this.#block.length) {
      // What `at` gave before still refers to the old block, which has the same bytes.
      const wider = Buffer.from(new ArrayBuffer(Math.max(WIDTH * 16, WIDTH * Math.ceil(this.#count * 1.5))))
      wider.set(this.#block)
      this.#block = wider
    }
    this.#block.set(hash, end)
    this.#count += 1
  }

  #check(index: number): void {
    if (!(index >= 0 && index < this.#count))
      throw new RangeError(`no hash ${index} in a list of ${this.#count}`)
  }
}

/** Digests, each once, that are found by their hex. */
export class Digests {
  readonly #hashes: Hashes
  readonly #table: HashTable

  constructor(hashes: Hashes, slots: Numbers) {
    this.#hashes = hashes
    this.#table = new HashTable(slots)
  }

  get count(): number {
    return this.#hashes.length
  }

  /** The digest with this number, in hex. Throws RangeError where there is none. */
  at(number: number): string {
    return this.#hashes.hexAt(number)
  }

  /** The number of a digest in lower-case hex; -1 where it is not here. */
  find(hex: string): number {
    if (hex.length !== 2 * WIDTH) return -1
    const start = startOf(hex)
    // Where another begins otherwise, its hex need not be made.
    return this.#table.find(
      start,
      (number) => this.#hashes.startAt(number) === start && this.at(number) === hex,
    )
  }

  /** All that begin with these eight or more digits of lower-case hex, in hex. Of fewer digits, none. */
  beginningWith(start: string): readonly string[] {
    const found: string[] = []
    if (!/^[0-9a-f]{8,64}$/.test(start)) return found
    this.#table.find(startOf(start), (number) => {
      const hex = this.at(number)
      if (hex.startsWith(start)) found.push(hex)
      return false
    })
    return found
  }

  /** Adds one that is not here yet, in hex. */
  add(hex: string): void {
    this.#hashes.push(Buffer.from(hex, 'hex'))
    this.#table.add(this.count - 1, (number) => this.#hashes.startAt(number))
  }
}

function startOf(hex: string): number {
  return Number.parseInt(hex.slice(0, 8), 16) | 0
}
