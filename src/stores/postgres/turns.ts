/** Lets those who name the same thing do their work one after another, in the order they came. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>()

  /** What `work` comes to, once all who came before for the same name are done, however that went. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last.set(name, promise)
    try {
      await before
      return await work()
    } finally {
      resolve()
      if (this.#last.get(name) === promise) this.#last.delete(name)
    }
  }
}
