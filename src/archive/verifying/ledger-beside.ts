import { RegestaError } from '../../errors.ts'
import type { LedgerPlace } from '../../stores/index.ts'
import { type Copy, chroniclesInLedger, copyInLedger } from './copies.ts'

/**
 * The ledger beside a chronicle's files, as far as it can be read. What keeps it from being read is kept, not thrown: it
 * proves nothing, and takes nothing from what the files prove by themselves.
 */
export class LedgerBeside {
  readonly #place: LedgerPlace
  #chronicles: readonly string[] | undefined
  #hindrance: RegestaError | undefined

  private constructor(place: LedgerPlace) {
    this.#place = place
  }

  /** Looks into the ledger at a place. Throws as `LedgerPlace.check` does. */
  static async at(place: LedgerPlace, how: { readonly isNamed: boolean }): Promise<LedgerBeside> {
    place.check()
    const ledger = new LedgerBeside(place)
    ledger.#chronicles = await ledger.#reading(() => chroniclesInLedger(place, how))
    return ledger
  }

  /** The chronicles that it holds; none where there is no ledger, or none that can be read. */
  get chronicles(): readonly string[] {
    return this.#chronicles ?? []
  }

  /** Whether there is one that could be looked into. */
  get isThere(): boolean {
    return this.#chronicles !== undefined
  }

  /** Why it could not be read, or not to its end. */
  get hindrance(): RegestaError | undefined {
    return this.#hindrance
  }

  /** What it holds of a chronicle; undefined where that is nothing, or cannot be read. */
  async copyOf(chronicle: string): Promise<Copy | undefined> {
    if (this.#hindrance !== undefined || !this.chronicles.includes(chronicle)) return undefined
    return this.#reading(() => copyInLedger(this.#place, chronicle))
  }

  async #reading<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      this.#hindrance = error
      return undefined
    }
  }
}
