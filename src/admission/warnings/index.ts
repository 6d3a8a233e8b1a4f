/** What is probably a slip, though it may be recorded: {@link warningsOf} what is recorded now. */
import type { Fault } from '../../errors.ts'
import type { BatchEvent } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import { happenedWarnings } from './before-it-happened.ts'
import { copyWarnings } from './copies.ts'
import { countryWarnings } from './countries.ts'
import { nearKeyWarnings, unknownKeyWarnings } from './names.ts'
import { ownWordsWarnings } from './own-words.ts'
import { type Reading, readingOfEntry } from './reading.ts'
import { registrationWarnings } from './registrations.ts'
import { stepWarnings } from './steps.ts'

/**
 * What may be recorded but is probably a slip, with its place in the event, one warning for one cause. `context` has the whole
 * batch applied, for what an event names may be further down.
 */
export function warningsOf(entry: BatchEvent, context: ValidationContext): Fault[] {
  const reading = readingOfEntry(entry, context.before)
  const borrowed = ownWordsWarnings(entry, reading, context)
  if (reading === undefined) return borrowed
  const steps = stepWarnings(reading, context)
  const isNamed = steps.every(({ code }) => code !== 'W_NOT_BEGUN')
  return [
    ...happenedWarnings(reading, context),
    ...steps,
    ...(isNamed ? nearKeyWarnings(reading, context) : []),
    ...unknownKeyWarnings(reading, context),
    ...countryWarnings(reading, context),
    ...copyWarnings(entry, reading, context),
    ...registrationWarnings(entry, reading, context),
    ...doubtWarnings(reading, context),
    ...borrowed,
  ]
}

/** What its type doubts beside the other events of its subject. */
function doubtWarnings({ id, event, at }: Reading, { catalogue, before }: ValidationContext): Fault[] {
  const doubtsOf = catalogue.get(event.type)?.doubtsOf
  if (doubtsOf === undefined) return []
  const others = before.eventsAbout(event.subject).filter((each) => each.id !== id)
  const found = doubtsOf(
    event,
    others.map(({ current }) => current),
  )
  return found.flatMap(({ code, path, message }) => {
    const place = at(['payload', ...path])
    return place === undefined ? [] : [faultAt(code, place, message)]
  })
}

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
