import { isOneStepApart } from '../errors.ts'
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

  /**
   * The names that are one step away from one (`isOneStepApart`) by some of these characters, and begin with the same `kept`
   * code units. Cost: a look-up for each character at each place, however many names there are.
   */
  near(name: string, kept: number, characters: string): readonly string[] {
    const found = new Set<string>()
    const look = (hash: number) => {
      this.#table.find(hash, (number) => {
        const each = this.at(number)
        if (each.startsWith(name.slice(0, kept)) && isOneStepApart(each, name)) found.add(each)
        return false
      })
    }
    const units = Array.from(characters, (character) => character.charCodeAt(0))
    let before = hashOf(name.slice(0, kept))
    for (let at = kept; at <= name.length; at += 1) {
      const [own, next] = [name.charCodeAt(at), name.charCodeAt(at + 1)]
      if (at < name.length) look(hashOf(name, at + 1, before))
      if (at + 1 < name.length) look(hashOf(name, at + 2, hashWith(hashWith(before, next), own)))
      for (const unit of units) {
        const added = hashWith(before, unit)
        look(hashOf(name, at, added))
        if (at < name.length) look(hashOf(name, at + 1, added))
      }
      if (at < name.length) before = hashWith(before, own)
    }
    return [...found]
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

const SEED = 0x811c9dc5

/** FNV-1a over the code units, or further from a hash over those from an index on. */
function hashOf(name: string, index = 0, hash = SEED): number {
  let so = hash
  for (let at = index; at < name.length; at += 1) so = hashWith(so, name.charCodeAt(at))
  return so
}

function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}
