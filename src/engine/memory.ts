/** Remembers the last so many things that were asked for, by a key; what was asked longest ago goes first. */
export class Memory<T> {
  readonly #size: number
  readonly #kept = new Map<string, T>()

  constructor(size: number) {
    this.#size = size
  }

  /** What stands under the key, made anew where nothing does. */
  recall(key: string, make: () => T): T {
    const value = this.#kept.get(key) ?? make()
    this.#kept.delete(key)
    this.#kept.set(key, value)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#size) break
      this.#kept.delete(oldest)
    }
    return value
  }
}
