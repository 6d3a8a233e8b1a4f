/**
 * Values by key, as many as weigh no more than `most` together: what was asked for longest ago goes first. What weighs
 * more than an eighth of that by itself is not kept at all.
 */
export class Shelf<T> {
  readonly #most: number
  readonly #values = new Map<string, { readonly value: T; readonly weight: number }>()
  #weight = 0

  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return this.#values.size
  }

  get weight(): number {
    return this.#weight
  }

  get(key: string): T | undefined {
    const found = this.#values.get(key)
    if (found === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, found)
    return found.value
  }

  set(key: string, value: T, weight: number): void {
    this.delete(key)
    if (weight > this.#most / 8) return
    this.#values.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#values.keys()) {
      if (this.#weight <= this.#most) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#weight -= this.#values.get(key)?.weight ?? 0
    this.#values.delete(key)
  }
}
