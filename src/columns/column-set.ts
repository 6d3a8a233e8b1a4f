import { Chains } from './chains.ts'
import { Days } from './days.ts'
import { Digests, Hashes } from './digests.ts'
import { Names } from './names.ts'
import { Numbers } from './numbers.ts'

/** The bytes of columns, by name. */
export type Sections = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/**
 * Columns by name: empty ones, or as they were when their bytes were taken. Whoever needs a column asks for it by name once,
 * when it is made itself. Names start with that of their owner, as in `events.types`.
 */
export class ColumnSet {
  readonly #given: Sections
  readonly #bytesOf = new Map<string, () => Uint8Array<ArrayBuffer>>()

  /** `given` is taken over: it is written to as columns change. */
  constructor(given: Sections = new Map()) {
    this.#given = given
  }

  /** The bytes of all columns. They change as the columns do. */
  sections(): Sections {
    return new Map([...this.#bytesOf].map(([name, bytes]) => [name, bytes()]))
  }

  /** Columns that have the same now, and are changed apart from these. Cost: a copy of the bytes. */
  copy(): ColumnSet {
    return new ColumnSet(new Map([...this.sections()].map(([name, bytes]) => [name, bytes.slice()])))
  }

  /** Whole numbers of 32 bits. */
  integers(name: string): Numbers {
    const { buffer, byteOffset, byteLength } = this.#bytes(name)
    return this.#keep(name, new Numbers(new Int32Array(buffer, byteOffset, byteLength / 4)))
  }

  numbers(name: string): Numbers {
    const { buffer, byteOffset, byteLength } = this.#bytes(name)
    return this.#keep(name, new Numbers(new Float64Array(buffer, byteOffset, byteLength / 8)))
  }

  hashes(name: string): Hashes {
    return this.#keep(name, new Hashes(this.#bytes(name)))
  }

  digests(name: string): Digests {
    return new Digests(this.hashes(name), this.integers(`${name}.slots`))
  }

  chains(name: string): Chains {
    const part = (of: string) => this.integers(`${name}.${of}`)
    return new Chains(part('last'), part('previous'), part('values'))
  }

  days(name: string): Days {
    return new Days(this.numbers(name), this.chains(name))
  }

  names(name: string): Names {
    const text = Buffer.from(this.#bytes(name)).toString()
    const names = new Names(text, this.integers(`${name}.ends`), this.integers(`${name}.slots`))
    this.#bytesOf.set(name, () => Uint8Array.from(Buffer.from(names.text)))
    return names
  }

  #bytes(name: string): Uint8Array<ArrayBuffer> {
    if (this.#bytesOf.has(name)) throw new RangeError(`there is a column ${name} already`)
    return this.#given.get(name) ?? new Uint8Array(0)
  }

  #keep<T extends { readonly bytes: Uint8Array<ArrayBuffer> }>(name: string, column: T): T {
    this.#bytesOf.set(name, () => column.bytes)
    return column
  }
}
