/** Characters of documents that are kept for the next time: parsed, each takes up to 150 bytes. */
const MOST = 400_000

/**
 * What was made of texts lately. It lets go of what was not asked for longest, so that the texts that are kept come to
 * no more than `most` characters, whoever sends how many.
 */
export class Kept<Value> {
  readonly #values = new Map<string, Value>()
  readonly #most: number
  #length = 0

  constructor(most = MOST) {
    this.#most = most
  }

  get(text: string): Value | undefined {
    const value = this.#values.get(text)
    if (value === undefined) return undefined
    // A map is in the order in which its keys were set.
    this.#values.delete(text)
    this.#values.set(text, value)
    return value
  }

  set(text: string, value: Value): void {
    if (!this.#values.has(text)) this.#length += text.length
    this.#values.delete(text)
    this.#values.set(text, value)
    for (const oldest of this.#values.keys()) {
      if (this.#length <= this.#most) break
      this.#values.delete(oldest)
      this.#length -= oldest.length
    }
  }

  /** Characters of all that is kept. */
  get length(): number {
    return this.#length
  }
}
