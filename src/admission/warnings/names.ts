import type { Fault } from '../../errors.ts'
import { kindOf, type Subject, sourceRegistered } from '../../event/index.ts'
import type { ParsedBatch } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import { guess, isShort, keyWithinLetter, nearestKey } from './nearest-key.ts'
import type { Reading } from './reading.ts'

/**
 * W_UNKNOWN_KEY for each key in a payload that no event is about, and that no event of the batch announces; with the nearest
 * key that some event is about.
 */
export function unknownKeyWarnings({ event, at }: Reading, context: ValidationContext): Fault[] {
  const { catalogue, before, batch } = context
  const parts = catalogue.get(event.type)?.partsOf?.(event.payload) ?? []
  return parts.flatMap((part) => {
    if (part.type !== 'key' || part.announced) return []
    const { subject } = part
    const path = at(['payload', ...part.path])
    if (path === undefined || subject === event.subject || batch.unread.has(subject)) return []
    if (before.eventsAbout(subject).length > 0 || isAnnounced(subject, context)) return []
    const kind = kindOf(subject)
    const expected = `expected the key of ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} that some event is about`
    const message = `${expected}; nothing names ${subject}${guess(nearestKey(subject, before))}`
    return [faultAt('W_UNKNOWN_KEY', path, message)]
  })
}

const announced = new WeakMap<ParsedBatch, ReadonlySet<Subject>>()

/** Whether an event of the batch announces a subject. What the batch announces is found once for each batch. */
function isAnnounced(subject: Subject, { batch, catalogue }: ValidationContext): boolean {
  const all = announced.getOrInsertComputed(batch, ({ events }) => {
    const parts = events.flatMap(({ event }) => catalogue.get(event.type)?.partsOf?.(event.payload) ?? [])
    return new Set(parts.flatMap((part) => (part.type === 'key' && part.announced ? [part.subject] : [])))
  })
  return all.has(subject)
}

/** W_NEAR_KEY: the key of its subject is one that nothing else has, and one letter from a key that is in use. */
export function nearKeyWarnings({ id, event, at }: Reading, { before }: ValidationContext): Fault[] {
  const path = at(['subject'])
  if (path === undefined || isShort(event.subject)) return []
  if (before.eventsAbout(event.subject).some((each) => each.id !== id)) return []
  const near = keyWithinLetter(event.subject, before)
  if (near === undefined) return []
  const what = event.type === sourceRegistered.type ? 'source' : kindOf(event.subject)
  const message = `nothing else is about ${event.subject}, and it is one letter from ${near}; expected that key if it is the same ${what}`
  return [faultAt('W_NEAR_KEY', path, message)]
}
