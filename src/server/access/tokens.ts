import { timingSafeEqual } from 'node:crypto'
import type { Viewer } from '../../graphql/index.ts'
import { digestOf } from './digest.ts'
import { readTokenFile, type TokenEntry, versionOfTokenFile } from './token-file.ts'

/** How long a look at the file holds, ms. */
const LOOK = 1_000

/**
 * The tokens of a file, kept up with it: one that is added or struck out is so a second later. What can no longer be
 * read leaves the tokens as they were; `onFault` hears of it.
 */
export class Tokens {
  readonly #file: string
  readonly #onFault: (error: unknown) => void
  #entries: readonly TokenEntry[] = []
  #seen = ''
  #lookedAt = Number.NEGATIVE_INFINITY

  private constructor(file: string, onFault: (error: unknown) => void) {
    this.#file = file
    this.#onFault = onFault
  }

  /** Reads the file; throws InvalidInput with every fault of it, each at its place. */
  static async from(file: string, onFault: (error: unknown) => void): Promise<Tokens> {
    const tokens = new Tokens(file, onFault)
    tokens.#seen = await versionOfTokenFile(file)
    tokens.#entries = await readTokenFile(file)
    tokens.#lookedAt = performance.now()
    return tokens
  }

  /** Who a token was given to; nobody where it is none of these. As long for each of them, whatever was sent. */
  async viewerOf(token: string): Promise<Viewer | undefined> {
    await this.#look()
    const digest = digestOf(token)
    let found: Viewer | undefined
    for (const entry of this.#entries) if (timingSafeEqual(entry.digest, digest)) found = entry.viewer
    return found
  }

  async #look(): Promise<void> {
    if (performance.now() - this.#lookedAt < LOOK) return
    this.#lookedAt = performance.now()
    try {
      const version = await versionOfTokenFile(this.#file)
      if (version === this.#seen) return
      this.#seen = version
      this.#entries = await readTokenFile(this.#file)
    } catch (error) {
      this.#onFault(error)
    }
  }
}
