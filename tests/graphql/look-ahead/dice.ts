/** Choices that a seed settles: the same seed, the same throws, on any machine. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  }

  /** A whole number from 0 to one less than `count`. */
  upTo(count: number): number {
    // mulberry32, in the public domain: small, and even enough for choosing.
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, count)
  }

  oneIn(count: number): boolean {
    return this.upTo(count) === 0
  }

  /** One of them; throws of an empty list. */
  of<T>(choices: readonly T[]): T {
    const chosen = choices.slice(this.upTo(choices.length))[0]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }

  /** All of them, in any order. */
  shuffled<T>(choices: readonly T[]): readonly T[] {
    const ranked = choices.map((choice) => ({ choice, rank: this.upTo(1_000_003) }))
    return ranked.toSorted((a, b) => a.rank - b.rank).map(({ choice }) => choice)
  }

  /** Some of them, each once, `most` at most. */
  some<T>(choices: readonly T[], most: number): readonly T[] {
    return this.shuffled(choices).slice(0, most)
  }
}
