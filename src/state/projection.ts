import { type Draft, produce } from 'immer'
import {
  type Envelope,
  type EventId,
  eventCorrected,
  kindOf,
  type RecordedEvent,
  type Subject,
} from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { appendTo, asWritten, DayIndex, type EventIndex, type Version } from '../visibility/index.ts'
import type { Claim } from './field.ts'
import { bucketOf, type Gathered, type Vocabulary } from './vocabulary.ts'

/**
 * What is gathered of every subject, kept up as events arrive. A late event costs only the subjects it
 * touches, and a subject is gathered when it is first read.
 */
export class Projection {
  readonly vocabulary: Vocabulary
  readonly #eventIndex: EventIndex
  readonly #events = new Map<Subject, EventId[]>()
  /** Of how many events of each subject the claims were gathered. */
  readonly #gathered = new Map<Subject, { readonly gathered: Gathered; readonly events: number }>()
  readonly #corrected = new Map<Subject, Map<string, readonly Claim[]>>()
  readonly #subjects = new Map<string, Subject[]>()
  readonly #moved = new Map<EventId, Subject[]>()
  readonly #turning = new DayIndex<EventId>()
  readonly #turns: boolean

  /** Nothing gathered. `turns: false` leaves out the days of {@link turningWithin}, which only a comparison asks for. */
  constructor(vocabulary: Vocabulary, eventIndex: EventIndex, { turns = true } = {}) {
    this.vocabulary = vocabulary
    this.#turns = turns
    this.#eventIndex = eventIndex
  }

  /** Takes in an event that the eventIndex already hold. */
  add(recorded: RecordedEvent): void {
    const subjects = subjectsAsWritten(this.vocabulary, recorded)
    for (const subject of subjects) this.#file(subject, recorded.id)
    this.#fileTurns(recorded.id, subjects, recorded.event)
    if (recorded.event.type === eventCorrected.type) this.#followCorrection(recorded)
  }

  /** The subjects of a kind, in the order in which they were first spoken of. */
  subjectsOf(kind: string): readonly Subject[] {
    return this.#subjects.get(kind) ?? []
  }

  /** The events that say something of a subject, corrected ones by their original's id. */
  eventsOf(subject: Subject): Iterable<EventId> {
    return this.#events.get(subject) ?? []
  }

  /** The subjects that an event makes claims of, in any of its wordings; one may be named twice. */
  spokenOf(id: EventId): readonly Subject[] {
    const recorded = this.#eventIndex.event(id)
    if (recorded === undefined) return []
    return [...subjectsAsWritten(this.vocabulary, recorded), ...(this.#moved.get(id) ?? [])]
  }

  /** The events by which what is derived may turn on a day of that stretch, both its days in. */
  turningWithin(first: CivilDay, last: CivilDay): Iterable<EventId> {
    return this.#turning.within(first, last)
  }

  gathered(subject: Subject): Gathered {
    const events = this.#events.get(subject) ?? NONE
    const before = this.#gathered.get(subject) ?? { gathered: nothingGathered(subject), events: 0 }
    if (before.events === events.length) return before.gathered
    const gathered = gatherClaims(
      this.vocabulary,
      before.gathered,
      events.slice(before.events).flatMap((id) => this.#writtenAbout(subject, id)),
    )
    this.#gathered.set(subject, { gathered, events: events.length })
    return gathered
  }

  /** What a version of an event claims of a subject; of one that was corrected, gathered when first seen. */
  claimsOf(subject: Subject, version: Version): readonly Claim[] {
    const { key, root } = version
    if (key === root.id) return gatheredFrom(this.gathered(subject), key)
    const corrected = this.#corrected.get(subject) ?? new Map<string, readonly Claim[]>()
    this.#corrected.set(subject, corrected)
    const remembered = corrected.get(key)
    if (remembered !== undefined) return remembered
    const about = subjectsOf(this.vocabulary, version).includes(subject)
    const claims = about ? this.#claimsIn(subject, version) : []
    corrected.set(key, claims)
    return claims
  }

  /** What a version of an event claims of any subject; not kept. */
  claimsIn(version: Version): readonly Claim[] {
    return subjectsOf(this.vocabulary, version).flatMap((subject) => this.#claimsIn(subject, version))
  }

  #claimsIn(subject: Subject, version: Version): readonly Claim[] {
    return gatheredFrom(gatherClaims(this.vocabulary, nothingGathered(subject), [version]), version.key)
  }

  /** A correction may move its event to other subjects: ask those too, by whichever acts can be seen. */
  #followCorrection({ event }: RecordedEvent): void {
    const target = event.target && this.#eventIndex.event(event.target.event)
    if (target === undefined) return
    const corrected = this.#eventIndex.lastWordingOf(target.id)
    if (corrected === undefined) return
    const { wellFormed, event: reading, valid } = corrected
    const version = { wellFormed, event: { ...target, event: reading, valid } }
    for (const subject of subjectsOf(this.vocabulary, version)) {
      if (this.spokenOf(target.id).includes(subject)) continue
      this.#file(subject, target.id)
      appendTo(this.#moved, target.id, subject)
    }
    for (const { event } of [corrected, ...this.#eventIndex.wordingsOf(target.id)])
      this.#fileTurns(target.id, this.spokenOf(target.id), event)
  }

  /** Files an event by the days on which what is derived of those subjects may turn, as it reads. */
  #fileTurns(id: EventId, subjects: readonly Subject[], reading: Envelope): void {
    if (!this.#turns) return
    for (const kind of new Set(subjects.map(kindOf)))
      for (const { turns } of this.vocabulary.kinds.get(kind)?.derived ?? [])
        for (const day of turns?.(reading) ?? []) this.#turning.add(day, id)
  }

  #file(subject: Subject, id: EventId): void {
    if (!this.#events.has(subject)) appendTo(this.#subjects, kindOf(subject), subject)
    appendTo(this.#events, subject, id)
  }

  /** An event as written, unless it is only a correction that has it speak of the subject. */
  #writtenAbout(subject: Subject, id: EventId): readonly Version[] {
    const recorded = this.#eventIndex.event(id)
    if (recorded === undefined || this.#moved.get(id)?.includes(subject)) return []
    return [asWritten(recorded)]
  }
}

const NONE: readonly EventId[] = []

function subjectsAsWritten(vocabulary: Vocabulary, recorded: RecordedEvent): readonly Subject[] {
  return subjectsOf(vocabulary, { event: recorded, wellFormed: true })
}

export function nothingGathered(subject: Subject): Gathered {
  return { subject, buckets: {} }
}

/** What one version of an event claims of the subject. */
export function gatheredFrom({ buckets }: Gathered, key: string): readonly Claim[] {
  return buckets[bucketOf(key)]?.[key] ?? []
}

/**
 * The gathering with these versions added. Cost: the claims added, and a copy of each bucket that they come
 * to stand on; nothing is copied where nothing was gathered before.
 */
export function gatherClaims(
  vocabulary: Vocabulary,
  gathered: Gathered,
  versions: Iterable<Version>,
): Gathered {
  const add = (draft: Draft<Gathered>) => {
    for (const version of versions) {
      const reading = vocabulary.readings.get(version.event.event.type)
      reading?.add(draft, version, reading.type.aspect)
    }
  }
  if (Object.keys(gathered.buckets).length > 0) return produce(gathered, add)
  const first = { subject: gathered.subject, buckets: {} }
  add(first)
  return first
}

/**
 * The subjects that an event, as it reads, says something of: its own, and those that its type says it touches. None
 * where its payload is not one of its type, as a correction may leave it when one before it cannot be seen.
 */
export function subjectsOf(
  { readings }: Vocabulary,
  { event: { event }, wellFormed }: Pick<Version, 'event' | 'wellFormed'>,
): readonly Subject[] {
  const reading = readings.get(event.type)
  if (reading === undefined || !wellFormed) return []
  if (reading.touches === undefined) return [event.subject]
  return [...new Set([event.subject, ...reading.touches(event)])]
}
