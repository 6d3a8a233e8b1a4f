import { HashTable } from './hash-table.ts'
import type { Numbers } from './numbers.ts'

/** Texts numbered from 0 in the order of their first mention. Those that it began with are in one text, so that none is made. */
export class Names {
  readonly #first: string
  readonly #firsts: number
  /** By number, where it ends in one text of all. */
  readonly #ends: Numbers
  readonly #later: string[] = []
  readonly #table: HashTable

  constructor(text: string, ends: Numbers, slots: Numbers) {
    this.#first = text
    this.#firsts = ends.length
    this.#ends = ends
    this.#table = new HashTable(slots)
  }

  get count(): number {
    return this.#ends.length
  }

  /** All in one text. */
  get text(): string {
    return this.#first + this.#later.join('')
  }

  /** The name with this number; empty where there is none. */
  at(number: number): string {
    if (number >= this.#firsts) return this.#later[number - this.#firsts] ?? ''
    return this.#first.slice(number === 0 ? 0 : this.#ends.at(number - 1), this.#ends.at(number))
  }

  /** The number of a name; -1 if it was never mentioned. */
  find(name: string): number {
    return this.#table.find(hashOf(name), (number) => this.at(number) === name)
  }

  /** The number of a name, which it gets if it has none. */
  add(name: string): number {
    const known = this.find(name)
    if (known >= 0) return known
    const number = this.count
    this.#later.push(name)
    this.#ends.push((number === 0 ? 0 : this.#ends.at(number - 1)) + name.length)
    this.#table.add(number, (each) => hashOf(this.at(each)))
    return number
  }
}

/** FNV-1a over the code units. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return hash
}
