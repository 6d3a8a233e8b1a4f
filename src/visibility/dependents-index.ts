import type { Chains, ColumnSet, Days, Names, Numbers } from '../columns/index.ts'
import { type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay, Interval, ValidBounds } from '../time/index.ts'
import type { EventStore } from './event-store.ts'
import { Relation } from './relation.ts'
import { isOfPublisher, type Wording } from './wording.ts'

/**
 * Which events depend on a source, an event or a day, by their numbers: from what may differ between two points to the events
 * that may differ with it. An event is indexed by each of its wordings, so that none is missed; it may be found twice.
 */
export class DependentsIndex {
  readonly #names: Names
  readonly #citing: Chains
  readonly #restingOn: Relation
  readonly #dated: Days
  readonly #published: Days
  /** By event, the first day on which it has begun for certain, in whichever of its wordings that is the latest. */
  readonly #begun: Numbers

  constructor(events: EventStore, columns: ColumnSet, names: Names) {
    this.#names = names
    this.#citing = columns.chains('citing')
    this.#restingOn = new Relation(events, columns, 'resting')
    this.#dated = columns.days('dated')
    this.#published = columns.days('published')
    this.#begun = columns.numbers('begun')
  }

  /** Indexes an event by what no correction changes. */
  add(number: number, { id, event }: RecordedEvent): void {
    this.#restingOn.recorded(id, number)
    for (const premise of event.premises ?? []) this.#restingOn.add(premise, number)
  }

  /** Indexes an event by one of its wordings. */
  file(number: number, { event, valid, published }: Wording): void {
    for (const source of sourcesOf(event)) this.#citing.add(this.#names.add(source), number)
    if (isOfPublisher(event)) this.#citing.add(this.#names.add(event.subject), number)
    const { latest } = valid.begin
    this.#begun.set(number, number < this.#begun.length ? Math.max(this.#begun.at(number), latest) : latest)
    for (const day of edgesOf(valid)) if (Number.isFinite(day)) this.#dated.add(day, number)
    if (published !== undefined) for (const day of firstAndLast(published)) this.#published.add(day, number)
  }

  /** The events that cite a source, and its publisher's acts on it. */
  citing(source: Subject): readonly number[] {
    return this.#citing.of(this.#names.find(source))
  }

  /** Whether an event, in some wording, may begin on that day or later. */
  mayBeginFrom(number: number, day: CivilDay): boolean {
    return this.#begun.at(number) > day
  }

  /** The events that name an event among their premises. */
  restingOn(number: number): readonly number[] {
    return this.#restingOn.of(number)
  }

  /** The events of which a bound has its first or its last day in that stretch, both days in. */
  datedWithin(first: CivilDay, last: CivilDay): Iterable<number> {
    return this.#dated.within(first, last)
  }

  /** The nearest day, from one on or with `back` up to it, on which something is so dated; infinite where there is none. */
  nearestDated(day: CivilDay, back: boolean): CivilDay {
    return this.#dated.nearest(day, back)
  }

  /** The registrations and publisher's acts of which the first or the last day of publication lies there, both days in. */
  publishedWithin(first: CivilDay, last: CivilDay): Iterable<number> {
    return this.#published.within(first, last)
  }

  /** The nearest day, from one on or with `back` up to it, on which something is so published; infinite where there is none. */
  nearestPublished(day: CivilDay, back: boolean): CivilDay {
    return this.#published.nearest(day, back)
  }
}

/**
 * The days on which the answer for these bounds may change: one of these days or the day after one, and no other. (A likely
 * day changes no answer.)
 */
function edgesOf({ begin, end }: ValidBounds): readonly CivilDay[] {
  const days = firstAndLast(begin)
  return begin === end ? days : [...new Set([...days, ...firstAndLast(end)])]
}

function firstAndLast({ earliest, latest }: Interval): readonly CivilDay[] {
  return earliest === latest - 1 ? [earliest] : [earliest, latest - 1]
}
