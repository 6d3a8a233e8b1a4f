import type { Texts } from '../archive/index.ts'
import type { Fault, Place } from '../errors.ts'
import type { Catalogue, EventId, Path } from '../event/index.ts'
import type { Reading } from './batch.ts'
import type { Recorded, Register } from './recorded.ts'

/** What a batch is checked against. */
export type Against = {
  readonly catalogue: Catalogue
  readonly recorded: Recorded
  /** Texts of sources, as far as they are at hand: spans in them are proved, others only measured. */
  readonly texts?: Texts
  /** Whether a source that the batch registers with a text must have it among `texts` (E_TEXT). */
  readonly everyText?: boolean
}

/** What the checks of one event see: what stands before it, and what else its batch holds. */
export type Surroundings = Against & {
  readonly reading: Reading
  /** What stands recorded once the events before this one are. */
  readonly before: Register
  /** Where each event of the batch stands, by id. */
  readonly places: ReadonlyMap<EventId, Place>
}

/** A place to be told in a sentence: `on line 12` of a file, `at events.2` of a value. */
export function told({ line, path = [] }: Place): string {
  return line === undefined ? `at ${path.join('.')}` : `on line ${line}`
}

/** A fault at a path within the event; the check of the batch turns it into a place. */
export function faultAt(code: string, path: Path, message: string): Fault {
  return { code, message, place: { path } }
}
