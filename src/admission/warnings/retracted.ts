import type { Fault } from '../../errors.ts'
import type { BatchEvent } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'

/**
 * W_RETRACTED for an event that was recorded before and is retracted, for recording it again does not bring it back: with
 * what does, in the names of files or of the API.
 */
export function retractedWarnings({ id, index }: BatchEvent, { before, batch }: ValidationContext): Fault[] {
  const { retracted, lastAct } = before.eventOf(id) ?? {}
  if (retracted !== true) return []
  const inFile = batch.placeOf(['events', index]).line !== undefined
  const restoring = inFile
    ? `an EventRestored with target: { event: ${id}, after: ${lastAct} }`
    : `restoreEvent with event: "${id}", after: "${lastAct}"`
  const message = `this event was recorded before and is retracted, which recording it again does not change; to bring it back, use ${restoring}`
  return [faultAt('W_RETRACTED', [], message)]
}
