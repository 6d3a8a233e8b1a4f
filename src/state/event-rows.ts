import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { ValidBounds } from '../time/index.ts'
import {
  affectedEvents,
  type Basis,
  type EventIndex,
  type Version,
  type View,
  type VisibleEvent,
} from '../visibility/index.ts'
import { Bearing } from './bearing.ts'
import type { Ranks } from './row-columns.ts'
import type { AnsweredRow, RowSearch, RowSource } from './row-index.ts'
import type { Steps } from './steps.ts'

/** The events of a chronicle, or those that a search finds, as rows: whether each is visible, whatever the date. */
export function eventRows(eventIndex: EventIndex, search?: RowSearch): RowSource {
  const isFound = ({ subjects, versions }: VisibleEvent) =>
    search?.finds(
      subjects,
      versions.map(({ event }) => event.event.payload),
    ) ?? true
  return {
    name: search === undefined ? 'events' : `events ${search.name}`,
    of: 'events',
    keys: () => (search === undefined ? eventIndex.ids : keysOf(search)),
    // biome-ignore lint/correctness/useYield: one event is one step
    bearingOn: function* (id) {
      return Bearing.ofEvent(eventIndex, id)
    },
    rowsOf: function* (id, _, viewFrom) {
      yield
      const view = viewFrom()
      const event = view.visibleEvent(id)
      if (event === undefined || !isFound(event)) return []
      const row = {
        key: id,
        name: id,
        from: -Infinity,
        to: Infinity,
        ranks: { ...ranksOfEvent(view, event) },
      }
      return [[view.exists(id), row]] satisfies AnsweredRow[]
    },
    affected: (one, other, most) => eventsAffected(eventIndex, one, other, most),
  }
}

/** How many events are named in one step. */
const STEP = 200

function* eventsAffected(
  eventIndex: EventIndex,
  one: Basis,
  other: Basis,
  most: number,
): Steps<ReadonlySet<EventId>> {
  const affected = new Set<EventId>()
  for (const event of yield* affectedEvents(eventIndex, one, other)) {
    if (affected.size % STEP === STEP - 1) yield
    affected.add(eventIndex.idOf(event))
  }
  if (affected.size > most) return affected
  // Whether an act without grounds of its own could be known follows what it acts on.
  for (const id of affected) for (const act of eventIndex.actsOn(id)) affected.add(act.id)
  return affected
}

function* keysOf({ events }: RowSearch): Iterable<EventId | undefined> {
  yield* (yield* events()) ?? []
}

/** An event that an index says is visible: how it reads is found out once it is asked for. */
export class IndexedEvent implements VisibleEvent {
  readonly recorded: RecordedEvent
  readonly #view: View

  constructor(view: View, id: EventId) {
    const recorded = view.eventIndex.event(id)
    if (recorded === undefined) throw new RangeError(`no event ${id}`)
    this.recorded = recorded
    this.#view = view
  }

  get versions(): readonly Version[] {
    return this.#view.versions(this.recorded.id)
  }

  get subjects(): readonly Subject[] {
    return [...new Set(this.versions.map(({ event }) => event.event.subject))]
  }

  get bounds(): readonly ValidBounds[] {
    return this.versions.map(({ bounds }) => bounds)
  }
}

/** How a visible event sorts, each worked out when it is asked for. */
export function ranksOfEvent(view: View, { recorded, versions, subjects, bounds }: VisibleEvent): Ranks {
  return {
    get valid() {
      return bounds.reduce((first, { begin }) => Math.min(first, begin.earliest), Infinity)
    },
    get known() {
      return view.firstKnown([...new Set(versions.flatMap(({ event }) => sourcesOf(event.event)))])
    },
    recorded: recorded.position,
    subject: subjects[0] ?? '',
    tie: recorded.position,
  }
}
