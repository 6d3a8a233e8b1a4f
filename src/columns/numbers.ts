/** The arrays that a column may be in. */
export type Cells = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

/** How many cells a column has room for at first. */
const LEAST = 16

/** A list of numbers in one typed array, which grows as numbers are set. Where none was set, it has 0. */
export class Numbers {
  #cells: Cells
  #length: number

  /** All of `cells`, which it takes over. */
  constructor(cells: Cells) {
    this.#cells = cells
    this.#length = cells.length
  }

  get length(): number {
    return this.#length
  }

  at(index: number): number {
    return index < this.#length ? (this.#cells[index] ?? 0) : 0
  }

  set(index: number, value: number): void {
    if (index >= this.#length) this.#grow(index + 1)
    this.#cells[index] = value
  }

  push(value: number): void {
    this.set(this.#length, value)
  }

  /** Forgets all, and has so many zeros. */
  clear(length: number): void {
    this.#cells = ofKind(this.#cells, length)
    this.#length = length
  }

  /** Its bytes, which change where a number is set. */
  get bytes(): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset, BYTES_PER_ELEMENT } = this.#cells
    return new Uint8Array(buffer, byteOffset, this.#length * BYTES_PER_ELEMENT)
  }

  #grow(length: number): void {
    if (length > this.#cells.length) {
      const wider = ofKind(this.#cells, Math.max(LEAST, length, Math.ceil(this.#cells.length * 1.5)))
      wider.set(this.#cells)
      this.#cells = wider
    }
    this.#length = length
  }
}

function ofKind(cells: Cells, length: number): Cells {
  return cells instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)
}
