import {
  type EventId,
  type EventOf,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { asWritten, trusts, type View } from '../visibility/index.ts'
import { sortedCuts } from './day-table.ts'
import type { Item } from './kind.ts'
import { subjectsOf } from './projection.ts'
import type { State } from './state.ts'
import type { Steps } from './steps.ts'

/** How many events are looked at in one step. */
const STEP = 20

/**
 * For subjects of a state, the last recorded event that bears on what can be seen of one, of those that could be known there: on
 * one of its keys, corrected or retracted or not; an act on one; what dates one or joins its keys; and what registers, revises
 * or withdraws a source of one. It comes no earlier at a later position or known day, as one event more can only be later.
 */
export class LastEvents {
  readonly #state: State
  /** By source, the events that bear on it. */
  readonly #ofSources = new Map<Subject, readonly EventId[]>()

  constructor(state: State) {
    this.#state = state
  }

  /** Of a subject with these keys; undefined where no event that could be known speaks of it. In steps. */
  *of(keys: Iterable<Subject>): Steps<RecordedEvent | undefined> {
    const { view, projection } = this.#state
    const first = [...keys].flatMap((key) => [
      ...projection.eventsOf(key).filter((id) => this.#speaksOf(id, key)),
      ...view.eventIndex.linksOf(key).map(({ by }) => by.id),
    ])
    const events = new Set(first)
    let last: RecordedEvent | undefined
    let looked = 0
    for (const id of events) {
      if (++looked % STEP === 0) yield
      const recorded = view.eventIndex.event(id)
      if (recorded === undefined) continue
      const isSeen = couldBeSeen(view, recorded)
      if (isSeen && (last === undefined || recorded.position > last.position)) last = recorded
      for (const bearing of isSeen ? this.#bearingOn(recorded) : this.#unregistering(recorded))
        events.add(bearing)
    }
    return last
  }

  /** Whether an event speaks of a key as it was written, or as it can be seen to be corrected. */
  #speaksOf(id: EventId, key: Subject): boolean {
    const { view, projection } = this.#state
    const recorded = view.eventIndex.event(id)
    const written = recorded === undefined ? [] : [asWritten(recorded)]
    return [...written, ...view.versions(id)].some((each) =>
      subjectsOf(projection.vocabulary, each).includes(key),
    )
  }

  #bearingOn({ id, event }: RecordedEvent): readonly EventId[] {
    const { eventIndex } = this.#state.view
    const readings = [event, ...this.#state.view.versions(id).map((version) => version.event.event)]
    const sources = readings.flatMap((each) =>
      isOfType(sourceRegistered, each) ? sourcesNamedBy(each) : sourcesOf(each),
    )
    return [
      ...eventIndex.actsOn(id).map((act) => act.id),
      ...eventIndex.narrowingsOf(id).map((narrowing) => narrowing.id),
      ...(event.premises ?? []),
      ...new Set(sources).values().flatMap((source) => this.#ofSource(source)),
    ]
  }

  /** Where all that hides an event is that a source of it is no longer registered, the acts by which it is not. */
  #unregistering(recorded: RecordedEvent): readonly EventId[] {
    const { view } = this.#state
    const gone = sourcesOf(recorded.event).filter((source) => view.publishedOf(source) === undefined)
    const clocks = view.clocksOf(recorded)
    if (gone.length === 0 || !clocks.recorded || clocks.known === 'no' || !clocks.trusted) return []
    return gone
      .flatMap((source) => view.eventIndex.sources.registrationsOf(source))
      .flatMap(({ id }) => view.eventIndex.actsOn(id).map((act) => act.id))
  }

  #ofSource(source: Subject): readonly EventId[] {
    const { sources } = this.#state.view.eventIndex
    return this.#ofSources.getOrInsertComputed(source, () =>
      [
        ...sources.registrationsOf(source),
        ...sources.revisionsOf(source),
        ...sources.withdrawalsOf(source),
      ].map(({ id }) => id),
    )
  }
}

/** Whether an event could be known at a view’s basis; of an act on the registration of a source that is gone, whether that could. */
export function couldBeSeen(view: View, recorded: RecordedEvent): boolean {
  const { position, knownAt = Infinity, trusting } = view.basis
  if (recorded.position > position) return false
  if (view.couldBeKnown(recorded)) return true
  const target = recorded.event.target && view.eventIndex.event(recorded.event.target.event)
  if (target === undefined || !isOfType(sourceRegistered, target.event)) return false
  const { subject, payload } = target.event
  return (
    view.inForce(recorded) !== 'no' &&
    view.publishedOf(subject) === undefined &&
    trusts(trusting, subject, payload.side) &&
    view.eventIndex
      .wordingsOf(target.id)
      .every(({ published }) => published !== undefined && published.earliest <= knownAt)
  )
}

/** The sources whose titles a citation of this one has. */
function sourcesNamedBy({
  payload: { partOf, translationOf, copyOf },
}: EventOf<typeof sourceRegistered>): readonly Subject[] {
  return [partOf, translationOf, copyOf].filter((each) => each !== undefined)
}

/**
 * The days from which on an item may read otherwise though nothing is recorded, as far as can be seen: on which a date of one of
 * its claims begins or ends, for certain or possibly, or what is derived of it turns by its `turns`. Ascending; the same whatever
 * the date of the state.
 */
export function turningDaysOf({ view }: State, { standings, kind }: Item): readonly CivilDay[] {
  const days = new Set(sortedCuts(standings))
  const events = new Set(standings.map(({ event }) => event.id))
  for (const id of events)
    for (const { event } of view.versions(id))
      for (const { turns } of kind.derived ?? []) for (const day of turns?.(event.event) ?? []) days.add(day)
  return [...days].sort((a, b) => a - b)
}
