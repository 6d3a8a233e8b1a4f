import {
  applyCorrection,
  type Envelope,
  type EventId,
  eventCorrected,
  isOfType,
  type Path,
} from '../../event/index.ts'
import { readValid, type ValidBounds } from '../../time/index.ts'
import type { BatchEvent } from '../batch.ts'
import type { ReadonlyWriteModel, StandingEvent } from '../write-model.ts'

/**
 * What an event of a batch says once the batch is recorded: itself, or what its correction leaves of another. `at` gives the
 * place of a part in what is being recorded; undefined for a part that was recorded before.
 */
export type Reading = {
  /** The event that is read so. */
  readonly id: EventId
  readonly event: Envelope
  readonly at: (path: Path) => Path | undefined
}

/** How an event of a batch is to be read, by what is recorded with the whole batch; undefined for other acts. */
export function readingOfEntry({ id, event }: BatchEvent, before: ReadonlyWriteModel): Reading | undefined {
  if (event.target === undefined) return { id, event, at: (path) => path }
  const target = before.eventOf(event.target.event)
  if (target === undefined || !isOfType(eventCorrected, event)) return undefined
  const { set } = event.payload
  const at = ([part, field, ...rest]: Path): Path | undefined => {
    const base = ['payload', 'set']
    if (part === 'payload')
      return field !== undefined && set.payload !== undefined && field in set.payload
        ? [...base, part, field, ...rest]
        : undefined
    const isSet = part !== undefined && part in set
    return isSet ? [...base, part, ...(field === undefined ? [] : [field]), ...rest] : undefined
  }
  return { id: target.id, event: applyCorrection(target.current, set), at }
}

/** When something that stands happened or held, as it reads. */
export function validBoundsOf({ current }: Pick<StandingEvent, 'current'>): ValidBounds {
  return readValid(current.valid)
}
