import { RegestaError } from '../../errors.ts'

/** Less than this is always accepted, bytes: refusals and short requests must have room. */
const SMALL = 16_384

/** The bytes held for all requests together: bodies being read, and answers that are not yet sent. */
export class Load {
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  /** Reserves bytes; throws E_BUSY, and reserves none, if there is no room. */
  reserve(bytes: number): void {
    if (bytes > SMALL && this.#held + bytes > this.#most) {
      const message = 'the server holds as much as it may; come back in a second'
      throw new RegestaError('E_BUSY', 'conflict', message)
    }
    this.#held += bytes
  }

  release(bytes: number): void {
    this.#held -= bytes
  }
}

/** A client that waits for its answer, and the bytes that are held for it until it is gone. */
export class Waiting {
  readonly #load: Load
  #held = 0
  #gone = false
  #controller: AbortController | undefined

  constructor(load: Load) {
    this.#load = load
  }

  get gone(): boolean {
    return this.#gone
  }

  /** Aborts once nobody waits any more; made when it is first used. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#gone) this.#controller.abort()
    return this.#controller.signal
  }

  /** Throws where nobody waits any more. */
  check(): void {
    if (this.#gone) this.signal.throwIfAborted()
  }

  /** Throws E_BUSY, and holds none of them, if there is no room; and where nobody waits any more. */
  hold(bytes: number): void {
    this.check()
    this.#load.reserve(bytes)
    this.#held += bytes
  }

  /** The connection is closed; nobody has to be told of it where the whole answer was sent. */
  end(sent: boolean): void {
    this.#gone = true
    this.#load.release(this.#held)
    this.#held = 0
    if (!sent) this.#controller?.abort()
  }
}
