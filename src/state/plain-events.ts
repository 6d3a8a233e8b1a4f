import { Numbers } from '../columns/index.ts'
import { kindOf, type RecordedEvent, type Subject } from '../event/index.ts'
import type { Aspect, CivilDay, ValidBounds } from '../time/index.ts'
import { type Basis, datedByReports, type EventIndex, eventsRestingOn } from '../visibility/index.ts'
import { BoundsColumns } from './bounds-columns.ts'
import { BYTES } from './cache-bytes.ts'
import { Grounds, type PlainSource } from './grounds.ts'
import { plainSourcesOf } from './plain-sources.ts'
import type { Projection } from './projection.ts'
import type { Steps } from './steps.ts'
import type { Put } from './vocabulary.ts'

/** How many events are looked at in one step. */
const STEP = 100

/** What an event claims of a subject: nothing, something, or that it exists, with each aspect. */
const CLAIMED = ['nothing', 'something', 'happened', 'attested', 'lasting'] as const
/** In how many bits that is, and of how many subjects an event may speak. */
const BITS = 3
const MOST_SUBJECTS = 10

/** An event that reads alike wherever it can be seen. */
export type PlainEvent = {
  readonly bounds: ValidBounds
  /** The first day on which the public could know one of its sources; ∞ where it has none. */
  readonly known: CivilDay
  /** From this day on it can possibly be seen, and from this one definitely. */
  readonly possibly: CivilDay
  readonly surely: CivilDay
}

/**
 * The events to which nothing was done, nor to their sources, in columns: which of them can be seen from a basis that trusts
 * everyone, when they are, and whether they claim that their subjects exist. Lists are indexed by these without an event being
 * read. Worked out up to some position; what bears on an event later is taken in with what is recorded.
 */
export class PlainEvents {
  readonly #eventIndex: EventIndex
  readonly #projection: Projection
  readonly #grown: (bytes: number) => void
  readonly #grounds = new Grounds()
  /** By event: 1 + the number of its grounds, 0 where it is not plain; that of its subject; and what it claims. */
  readonly #groundsOf = new Numbers(new Int32Array(0))
  readonly #subjectOf = new Numbers(new Int32Array(0))
  readonly #claimed = new Numbers(new Int32Array(0))
  readonly #bounds = new BoundsColumns()
  /** What is recorded from here on may bear on an event that was looked at before. */
  readonly #first: number
  #count = 0

  /** `grown` is told about how many bytes are added. */
  constructor(eventIndex: EventIndex, projection: Projection, grown: (bytes: number) => void) {
    this.#eventIndex = eventIndex
    this.#projection = projection
    this.#grown = grown
    this.#first = eventIndex.count
  }

  /** Takes in what is recorded, in steps; whoever waits for that goes on with the same steps. Cost: what is new. */
  *catchUp(): Steps<void> {
    while (this.#count < this.#eventIndex.count) {
      const end = Math.min(this.#count + STEP, this.#eventIndex.count)
      const sources = plainSourcesOf(this.#eventIndex)
      for (; this.#count < end; this.#count += 1) {
        this.#add(this.#count, sources)
        if (this.#count < this.#first) continue
        for (const event of eventsRestingOn(this.#eventIndex, this.#count))
          if (event < this.#count) this.#add(event, sources)
      }
      this.#grown(STEP * BYTES.plain)
      yield
    }
  }

  /** The event with that number; undefined where it is not plain, or was not looked at yet. */
  at(number: number): PlainEvent | undefined {
    const grounds = this.#groundsOf.at(number) - 1
    return grounds < 0 ? undefined : { bounds: this.#bounds.at(number), ...this.#grounds.daysOf(grounds) }
  }

  /** The number of the subject of a plain event. */
  subjectOf(number: number): number {
    return this.#subjectOf.at(number)
  }

  /** How a plain event can be seen from a basis of a position at which it is recorded. */
  seenFrom(number: number, basis: Basis): ReturnType<Grounds['at']> {
    return this.#grounds.at(this.groundsOf(number), basis)
  }

  /** The number of the list of sources that a plain event rests on. */
  groundsOf(number: number): number {
    return this.#groundsOf.at(number) - 1
  }

  /** The sources of a list of that number. */
  sourcesIn(grounds: number): readonly PlainSource[] {
    return this.#grounds.sourcesOf(grounds)
  }

  /** What a plain event claims of a subject. */
  claimsOf(number: number, subject: number): (typeof CLAIMED)[number] {
    const nth = this.#projection.namesSpokenOf(number).indexOf(subject)
    if (nth < 0) return 'nothing'
    return CLAIMED[(this.#claimed.at(number) >> (BITS * nth)) % 2 ** BITS] ?? 'nothing'
  }

  #add(number: number, sourcesOf: ReturnType<typeof plainSourcesOf>): void {
    const recorded = this.#eventIndex.at(number)
    const sources = sourcesOf(recorded)
    this.#groundsOf.set(number, 0)
    const spokenOf = this.#projection.namesSpokenOf(number)
    if (sources === undefined || spokenOf.length > MOST_SUBJECTS) return
    if (recorded.position !== number + 1 || sources.some(({ position }) => position > recorded.position))
      return
    const { event, valid } = recorded
    const reports = this.#eventIndex.reportsOf(event)
    const published = reports.flatMap(
      (each) => sources.find(({ source }) => source === each.source)?.published ?? [],
    )
    const { bounds, early } = datedByReports(valid, published)
    if (early) return
    let claimed = 0
    for (const [nth, subject] of spokenOf.entries()) {
      const what = this.#claimedOf(this.#eventIndex.names.at(subject), recorded)
      if (what === undefined) return
      claimed += CLAIMED.indexOf(what) * 2 ** (BITS * nth)
    }
    this.#claimed.set(number, claimed)
    this.#bounds.set(number, bounds)
    this.#subjectOf.set(number, subjectNumber(this.#eventIndex, event.subject, number))
    this.#groundsOf.set(number, 1 + this.#grounds.add(sources))
  }

  /** Undefined where it claims that a subject exists with several aspects. */
  #claimedOf(subject: Subject, recorded: RecordedEvent): (typeof CLAIMED)[number] | undefined {
    const { kinds, readings } = this.#projection.vocabulary
    const existence = kinds.get(kindOf(subject))?.existence.name
    const reading = readings.get(recorded.event.type)
    const aspects = new Set<Aspect>()
    let any = false
    const put: Put = (field, value, how) => {
      if (value === undefined || reading === undefined) return
      any = true
      if (field.name === existence) aspects.add(how?.aspect ?? reading.type.aspect)
    }
    reading?.claims(put, recorded, subject)
    const [aspect, ...others] = aspects
    return others.length > 0 ? undefined : (aspect ?? (any ? 'something' : 'nothing'))
  }
}

/** The number of the subject of an event; of an act whose subject no other event has, one that stands for the event. */
export function subjectNumber({ names }: EventIndex, subject: Subject, event: number): number {
  const number = names.find(subject)
  return number >= 0 ? number : -1 - event
}

/** The subject with that number. */
export function subjectNumbered(eventIndex: EventIndex, number: number): Subject {
  return number >= 0 ? eventIndex.names.at(number) : eventIndex.at(-1 - number).event.subject
}
