import { type Draft, produce } from 'immer'
import type { Envelope, EventId, Subject } from '../event/index.ts'
import type { Aspect } from '../time/index.ts'
import type { Claim, Field } from './field.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * All claims ever made on one subject, by the version of the event that makes them: gathered once, the same
 * in whatever order the events came, and asked from any point (rule 4). The versions stand on buckets by the
 * first digits of their keys, so that a late event copies one bucket and not all there is.
 */
export type Gathered = {
  readonly subject: Subject
  readonly buckets: { readonly [bucket: string]: { readonly [version: string]: readonly Claim[] } }
}

/** One version of an event: `key` names the version, `id` the event as it was first written. */
export type Readable = { readonly key: string; readonly id: EventId; readonly event: Envelope }

/** A reducer: an immer recipe that only adds claims, by {@link claim}. */
export type Reducer = (draft: Draft<Gathered>, event: Readable, aspect: Aspect) => void

/** Adds what an event claims of a field of the draft's subject. An absent value claims nothing. */
export function claim<T>(
  draft: Draft<Gathered>,
  { key }: Readable,
  field: Field<T>,
  value: T | undefined,
  how: { readonly aspect: Aspect; readonly stage?: string; readonly after?: EventId | undefined },
): void {
  if (value === undefined) return
  const bucket = draft.buckets[bucketOf(key)] ?? {}
  draft.buckets[bucketOf(key)] = bucket
  const claims = bucket[key] ?? []
  bucket[key] = claims
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
  return { subject, buckets: {} }
}

/** What one version of an event claims of the subject. */
export function gatheredFrom({ buckets }: Gathered, key: string): readonly Claim[] {
  return buckets[bucketOf(key)]?.[key] ?? []
}

function bucketOf(key: string): string {
  return key.slice(0, 2)
}

/**
 * The gathering with these versions added. Cost: the claims added, and a copy of each bucket that they come
 * to stand on.
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
