import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay, Interval, ValidBounds } from '../time/index.ts'
import { appendTo } from './append-to.ts'
import { isOfPublisher, type Wording } from './wording.ts'

/**
 * Which events depend on a source, an event or a day: from what may differ between two points to the events that may
 * differ with it. An event is indexed by each of its wordings, so that none is missed; it may be found twice.
 */
export class DependentsIndex {
  readonly #citing = new Map<Subject, EventId[]>()
  readonly #restingOn = new Map<EventId, EventId[]>()
  readonly #dated = new DayIndex<EventId>()
  readonly #published = new DayIndex<EventId>()

  /** Indexes an event by what no correction changes. */
  add({ id, event }: RecordedEvent): void {
    for (const premise of event.premises ?? []) appendTo(this.#restingOn, premise, id)
  }

  /** Indexes an event by one of its wordings. */
  file(id: EventId, { event, valid, published }: Wording): void {
    for (const source of sourcesOf(event)) appendTo(this.#citing, source, id)
    if (isOfPublisher(event)) appendTo(this.#citing, event.subject, id)
    for (const day of edgesOf(valid)) if (Number.isFinite(day)) this.#dated.add(day, id)
    if (published !== undefined) for (const day of firstAndLast(published)) this.#published.add(day, id)
  }

  /** The events that cite a source, and its publisher's acts on it. */
  citing(source: Subject): readonly EventId[] {
    return this.#citing.get(source) ?? NONE
  }

  /** The events that name an event among their premises. */
  restingOn(id: EventId): readonly EventId[] {
    return this.#restingOn.get(id) ?? NONE
  }

  /** The events of which a bound has its first or its last day in that stretch, both days in. */
  datedWithin(first: CivilDay, last: CivilDay): Iterable<EventId> {
    return this.#dated.within(first, last)
  }

  /** The registrations and publisher's acts of which the first or the last day of publication lies there, both days in. */
  publishedWithin(first: CivilDay, last: CivilDay): Iterable<EventId> {
    return this.#published.within(first, last)
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

const NONE: readonly EventId[] = []

/** Things indexed by day, found by a range of days. Cost of a look-up: the days in the range that have something. */
export class DayIndex<T> {
  readonly #byDay = new Map<CivilDay, T[]>()
  #sorted: readonly CivilDay[] = []

  add(day: CivilDay, thing: T): void {
    appendTo(this.#byDay, day, thing)
  }

  /** What was added for the first day to the last, both in; a thing as often as it was added there. */
  *within(first: CivilDay, last: CivilDay): Iterable<T> {
    const days = this.#days()
    for (let index = firstFrom(days, first); index < days.length; index += 1) {
      const day = days[index] ?? Infinity
      if (day > last) return
      yield* this.#byDay.get(day) ?? []
    }
  }

  /** No day is ever taken away: what was sorted is whole while there are as many. */
  #days(): readonly CivilDay[] {
    if (this.#sorted.length !== this.#byDay.size)
      this.#sorted = [...this.#byDay.keys()].sort((a, b) => (a < b ? -1 : 1))
    return this.#sorted
  }
}

/** The index of the first day that is not before that one. */
function firstFrom(days: readonly CivilDay[], first: CivilDay): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? Infinity) < first) low = middle + 1
    else high = middle
  }
  return low
}
