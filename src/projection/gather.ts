import { type Draft, produce } from 'immer'
import type { Envelope, EventId, Subject } from '../event/index.ts'
import type { Aspect } from '../time/index.ts'
import type { Claim, Field } from './field.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * All claims ever made on one subject, by the version of the event that makes them: gathered once, the same
 * in whatever order the events came, and asked from any point (rule 4).
 */
export type Gathered = {
  readonly subject: Subject
  readonly claims: { readonly [version: string]: readonly Claim[] }
}

/** One version of an event: `key` names the version, `id` the event as it was first written. */
export type Readable = { readonly key: string; readonly id: EventId; readonly event: Envelope }

/** A reducer: an immer recipe that only adds claims, by {@link claim}. */
export type Recipe = (draft: Draft<Gathered>, event: Readable, aspect: Aspect) => void

/** Adds what an event claims of a field of the draft's subject. An absent value claims nothing. */
export function claim<T>(
  draft: Draft<Gathered>,
  { key }: Readable,
  field: Field<T>,
  value: T | undefined,
  how: { readonly aspect: Aspect; readonly stage?: string; readonly after?: EventId | undefined },
): void {
  if (value === undefined) return
  const claims = draft.claims[key] ?? []
  draft.claims[key] = claims
  claims.push({
    field: field.name,
    value,
    spelling: field.spelling(value),
    aspect: how.aspect,
    ...(how.stage === undefined ? {} : { stage: how.stage }),
    ...(how.after === undefined ? {} : { after: how.after }),
  })
}

export function nothingGathered(subject: Subject): Gathered {
  return { subject, claims: {} }
}

/**
 * The gathering with these versions added. Cost: the claims added, and one copy of the subject's index of
 * versions however many are added at once; so add by the batch.
 */
export function gather(vocabulary: Vocabulary, gathered: Gathered, versions: Iterable<Readable>): Gathered {
  return produce(gathered, (draft) => {
    for (const version of versions) {
      const reading = vocabulary.readings.get(version.event.type)
      reading?.add(draft, version, reading.type.aspect)
    }
  })
}

/**
 * The subjects that an event says something of: its own, and those that its type says it touches. None where it
 * is not one of its type, as a correction may leave an event when one before it cannot be seen.
 */
export function subjectsOf(vocabulary: Vocabulary, event: Envelope): readonly Subject[] {
  const reading = vocabulary.readings.get(event.type)
  if (reading === undefined || !speaks(vocabulary, event)) return []
  return [...new Set([event.subject, ...(reading.touches?.(event) ?? [])])]
}

/** Whether its payload is one of its type, so that it can be gathered. */
export function speaks({ readings }: Vocabulary, event: Envelope): boolean {
  return readings.get(event.type)?.type.payload.safeParse(event.payload).success ?? false
}
