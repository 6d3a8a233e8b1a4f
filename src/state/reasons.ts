import type { EventId } from '../event/index.ts'
import type { Cause } from './kind.ts'

/** Why something differs: the events behind it, and the clocks on which they do. */
export type Reasons = { readonly because: readonly EventId[]; readonly causes: readonly Cause[] }

/** Reasons that are found when they are first asked for: that costs more than to see what differs. */
export abstract class FoundReasons implements Reasons {
  readonly #find: () => Reasons
  #found: Reasons | undefined

  constructor(find: () => Reasons) {
    this.#find = find
  }

  get because(): readonly EventId[] {
    return this.#reasons.because
  }

  get causes(): readonly Cause[] {
    return this.#reasons.causes
  }

  get #reasons(): Reasons {
    this.#found ??= this.#find()
    return this.#found
  }
}
