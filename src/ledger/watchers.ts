/** Who wants to hear that a chronicle grew. */
export class Watchers {
  readonly #wakes = new Map<string, Set<() => void>>()

  /** Calls `wake` at every {@link wake} of the chronicle; the answer stops it. */
  add(chronicle: string, wake: () => void): () => void {
    const own = () => wake()
    const wakes = this.#wakes.get(chronicle) ?? new Set()
    this.#wakes.set(chronicle, wakes.add(own))
    return () => {
      wakes.delete(own)
      if (wakes.size === 0 && this.#wakes.get(chronicle) === wakes) this.#wakes.delete(chronicle)
    }
  }

  /** Wakes them once the work at hand is done: one who fails then fails no append. */
  wake(chronicle: string): void {
    for (const wake of this.#wakes.get(chronicle) ?? []) queueMicrotask(wake)
  }

  /** The chronicles that someone watches. */
  get watched(): readonly string[] {
    return [...this.#wakes.keys()]
  }

  clear(): void {
    this.#wakes.clear()
  }
}
