import type { EventId } from '../event/index.ts'
import type { Cause } from './kind.ts'
import { doneOnce, inOneGo, type Steps } from './steps.ts'

/** Why something differs: the events behind it, and the clocks on which they do. */
export type Reasons = { readonly because: readonly EventId[]; readonly causes: readonly Cause[] }

/** Reasons that are found when they are first asked for: that costs more than to see what differs. */
export abstract class FoundReasons implements Reasons {
  /** The reasons, found in steps. */
  readonly reasons: () => Steps<Reasons>

  constructor(find: () => Steps<Reasons>) {
    this.reasons = doneOnce(find)
  }

  get because(): readonly EventId[] {
    return inOneGo(this.reasons()).because
  }

  get causes(): readonly Cause[] {
    return inOneGo(this.reasons()).causes
  }
}
