import { type Draft, produce } from 'immer'
import { type Chains, ColumnSet, type Days, type Names } from '../columns/index.ts'
import {
  type Envelope,
  type EventId,
  eventCorrected,
  kindOf,
  type RecordedEvent,
  type Subject,
} from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { asWritten, type EventIndex, type Version } from '../visibility/index.ts'
import type { Claim } from './field.ts'
import { bucketOf, type Gathered, type Vocabulary } from './vocabulary.ts'

/** Which events speak of which subjects, kept up as events arrive; and what events claim, gathered when it is asked. */
export class Projection {
  readonly vocabulary: Vocabulary
  readonly #eventIndex: EventIndex
  readonly #names: Names
  readonly #kinds: Names
  /** By subject the events that say something of it, and by event these subjects. */
  readonly #events: Chains
  readonly #spokenOf: Chains
  /** By kind its subjects. */
  readonly #subjects: Chains
  readonly #turning: Days
  readonly #turns: boolean

  /**
   * The events that the columns have, by default none. `turns: false` leaves out the days of {@link turningWithin}, which only
   * a comparison asks for.
   */
  constructor(
    vocabulary: Vocabulary,
    eventIndex: EventIndex,
    {
      turns = true,
      columns = new ColumnSet(),
    }: { readonly turns?: boolean; readonly columns?: ColumnSet } = {},
  ) {
    this.vocabulary = vocabulary
    this.#turns = turns
    this.#eventIndex = eventIndex
    this.#names = eventIndex.names
    this.#kinds = columns.names('kinds')
    this.#events = columns.chains('events of subjects')
    this.#spokenOf = columns.chains('subjects of events')
    this.#subjects = columns.chains('subjects of kinds')
    this.#turning = columns.days('turning')
  }

  /** Takes in an event that the event index already has. */
  add(recorded: RecordedEvent): void {
    const subjects = subjectsAsWritten(this.vocabulary, recorded)
    const number = this.#eventIndex.numberOf(recorded.id)
    for (const subject of subjects) this.#file(subject, number)
    this.#fileTurns(number, subjects, recorded.event)
    if (recorded.event.type === eventCorrected.type) this.#followCorrection(recorded)
  }

  /** The subjects of a kind, in the order in which they were first spoken of. Cost: all of them. */
  subjectsOf(kind: string): readonly Subject[] {
    return this.numbersOfKind(kind).map((subject) => this.#names.at(subject))
  }

  /** The same by their numbers among the names of the event index. */
  numbersOfKind(kind: string): readonly number[] {
    return this.#subjects.of(this.#kinds.find(kind))
  }

  /** The numbers of the events that say something of the subject with that number. */
  eventNumbersOf(subject: number): readonly number[] {
    return this.#events.of(subject)
  }

  /** The events that say something of a subject, in order of position, corrected ones by their original's id. */
  eventsOf(subject: Subject): readonly EventId[] {
    // One that a correction moved here was filed after later ones.
    return this.#numbersOf(subject)
      .toSorted((a, b) => a - b)
      .map((number) => this.#eventIndex.idOf(number))
  }

  /** Whether more than so many events say something of a subject. Cost: so many. */
  isSpokenOfBy(events: number, subject: Subject): boolean {
    return this.#events.isLonger(this.#names.find(subject), events)
  }

  /** Whether any event says something of a subject. */
  isSpokenOf(subject: Subject): boolean {
    const name = this.#names.find(subject)
    return name >= 0 && this.#events.has(name)
  }

  /** The subjects that the event with a number makes claims of, in any of its wordings; one may be named twice. */
  spokenOf(event: number): readonly Subject[] {
    return this.namesSpokenOf(event).map((subject) => this.#names.at(subject))
  }

  /** The same by their numbers among the names of the event index. */
  namesSpokenOf(event: number): readonly number[] {
    return this.#spokenOf.of(event)
  }

  /** The numbers of the events by which what is derived may turn on a day of that stretch, both its days in. */
  turningWithin(first: CivilDay, last: CivilDay): Iterable<number> {
    return this.#turning.within(first, last)
  }

  /** The nearest such day, from one on or with `back` up to it; infinite where there is none. */
  nearestTurning(day: CivilDay, back: boolean): CivilDay {
    return this.#turning.nearest(day, back)
  }

  /** Everything that is claimed of a subject, as written. Cost: its events. */
  gathered(subject: Subject): Gathered {
    const versions = this.#numbersOf(subject).flatMap((number) => this.#writtenAbout(subject, number))
    return gatherClaims(this.vocabulary, nothingGathered(subject), versions)
  }

  /** What a version of an event claims of a subject. Cost: the version alone. */
  claimsOf(subject: Subject, version: Version): readonly Claim[] {
    return subjectsOf(this.vocabulary, version).includes(subject) ? this.#claimsIn(subject, version) : []
  }

  /** What a version of an event claims of any subject. */
  claimsIn(version: Version): readonly Claim[] {
    return subjectsOf(this.vocabulary, version).flatMap((subject) => this.#claimsIn(subject, version))
  }

  #claimsIn(subject: Subject, version: Version): readonly Claim[] {
    return gatheredFrom(gatherClaims(this.vocabulary, nothingGathered(subject), [version]), version.key)
  }

  #numbersOf(subject: Subject): readonly number[] {
    return this.eventNumbersOf(this.#names.find(subject))
  }

  /** A correction may move its event to other subjects: ask those too, by whichever acts can be seen. */
  #followCorrection({ event }: RecordedEvent): void {
    const target = event.target && this.#eventIndex.event(event.target.event)
    if (target === undefined) return
    const corrected = this.#eventIndex.lastWordingOf(target.id)
    if (corrected === undefined) return
    const { wellFormed, event: reading, valid } = corrected
    const version = { wellFormed, event: { ...target, event: reading, valid } }
    const number = this.#eventIndex.numberOf(target.id)
    for (const subject of subjectsOf(this.vocabulary, version))
      if (!this.spokenOf(number).includes(subject)) this.#file(subject, number)
    for (const { event } of [corrected, ...this.#eventIndex.wordingsOf(target.id)])
      this.#fileTurns(number, this.spokenOf(number), event)
  }

  /** Files an event by the days on which what is derived of those subjects may turn, as it reads. */
  #fileTurns(number: number, subjects: readonly Subject[], reading: Envelope): void {
    if (!this.#turns) return
    for (const kind of new Set(subjects.map(kindOf)))
      for (const { turns } of this.vocabulary.kinds.get(kind)?.derived ?? [])
        for (const day of turns?.(reading) ?? []) this.#turning.add(day, number)
  }

  #file(subject: Subject, number: number): void {
    const name = this.#names.add(subject)
    if (!this.#events.has(name)) this.#subjects.add(this.#kinds.add(kindOf(subject)), name)
    this.#events.add(name, number)
    this.#spokenOf.add(number, name)
  }

  /** An event as written, unless it is only a correction that has it speak of the subject. */
  #writtenAbout(subject: Subject, number: number): readonly Version[] {
    const recorded = this.#eventIndex.at(number)
    return subjectsAsWritten(this.vocabulary, recorded).includes(subject) ? [asWritten(recorded)] : []
  }
}

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
