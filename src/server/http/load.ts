import { RegestaError } from '../../errors.ts'

/** What is this small is always held, bytes: a refusal must have room, and so must a short question of another. */
const SMALL = 16_384

/** Bytes that requests make a server hold, all of them together: bodies under way, and answers not yet taken. */
export class Load {
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  /** Holds so many more; throws E_BUSY, and holds none of them, where that is more than may be. */
  hold(bytes: number): void {
    if (bytes > SMALL && this.#held + bytes > this.#most)
      throw new RegestaError(
        'E_BUSY',
        'conflict',
        'the server holds as much as it may; come back in a second',
      )
    this.#held += bytes
  }

  letGo(bytes: number): void {
    this.#held -= bytes
  }
}
