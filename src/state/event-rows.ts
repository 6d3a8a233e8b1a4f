import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay, ValidBounds } from '../time/index.ts'
import {
  affectedEvents,
  type Basis,
  type EventIndex,
  type Version,
  type View,
  type VisibleEvent,
} from '../visibility/index.ts'
import { Bearing, UNFILTERED } from './bearing.ts'
import { type PlainEvents, subjectNumber, subjectNumbered } from './plain-events.ts'
import type { Ranks } from './row.ts'
import type { AnsweredRow, RowFromBasis, RowSearch, RowSource } from './row-index.ts'
import type { Steps } from './steps.ts'

/** The events of a chronicle, or those that a search finds, as rows: whether each is visible, whatever the date. */
export function eventRows(
  eventIndex: EventIndex,
  plainEvents: () => PlainEvents,
  search?: RowSearch,
): RowSource {
  const isFound = ({ subjects, versions }: VisibleEvent) =>
    search?.finds(
      subjects,
      versions.map(({ event }) => event.event.payload),
    ) ?? true
  return {
    name: search === undefined ? 'events' : `events ${search.name}`,
    of: 'events',
    names: {
      nameOf: (number) => eventIndex.idOf(number),
      numberOf: (id) => eventIndex.numberOf(id),
      subjectOf: (number) => subjectNumbered(eventIndex, number),
      tie: 'recorded',
    },
    keys: () => (search === undefined ? upTo(eventIndex.count) : keysOf(eventIndex, search)),
    bearingOn: function* (id) {
      yield
      return Bearing.ofEvent(eventIndex, id)
    },
    plainRows: function* (position) {
      const plain = plainEvents()
      yield* plain.catchUp()
      const isFoundAsWritten = (number: number) => {
        if (search === undefined) return true
        const { event } = eventIndex.at(number)
        return search.finds([event.subject], [event.payload])
      }
      return (number) => {
        const rows = number < position ? plainRows(plain, number) : []
        return rows === undefined || isFoundAsWritten(number) ? rows : []
      }
    },
    rowsOf: function* (id, _, viewFrom) {
      yield
      const view = viewFrom()
      const event = view.visibleEvent(id)
      if (event === undefined || !isFound(event)) return []
      const number = eventIndex.numberOf(id)
      const subject = subjectNumber(eventIndex, event.subjects[0] ?? '', number)
      const { position: recorded } = event.recorded
      const ranks = { valid: validRank(event), known: knownRank(view, event), recorded, subject }
      const row = { key: number, name: number, from: -Infinity, to: Infinity, ...ranks }
      return [[view.exists(id), row]] satisfies RowFromBasis[]
    },
    affected: (one, other, most) => eventsAffected(eventIndex, one, other, most),
  }
}

function plainRows(plain: PlainEvents, number: number): readonly AnsweredRow[] | undefined {
  const event = plain.at(number)
  if (event === undefined) return undefined
  const surely = Math.min(event.surely, UNFILTERED)
  const row = {
    key: number,
    name: number,
    subject: plain.subjectOf(number),
    recorded: number + 1,
    valid: event.bounds.begin.earliest,
    known: event.known === Infinity ? -Infinity : event.known,
    from: -Infinity,
    to: Infinity,
  }
  const definitely = { ...row, knownFrom: surely, knownTo: Infinity }
  if (event.possibly >= surely) return [['definitely', definitely]]
  return [
    ['possibly', { ...row, knownFrom: event.possibly, knownTo: surely }],
    ['definitely', definitely],
  ]
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

function* keysOf(eventIndex: EventIndex, { events }: RowSearch): Iterable<number | undefined> {
  for (const id of (yield* events()) ?? []) yield eventIndex.numberOf(id)
}

function* upTo(count: number): Iterable<number> {
  for (let number = 0; number < count; number += 1) yield number
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
export function ranksOfEvent(view: View, event: VisibleEvent): Ranks {
  return {
    get valid() {
      return validRank(event)
    },
    get known() {
      return knownRank(view, event)
    },
    recorded: event.recorded.position,
    get subject() {
      return event.subjects[0] ?? ''
    },
    tie: event.recorded.position,
  }
}

function validRank({ bounds }: VisibleEvent): CivilDay {
  return bounds.reduce((first, { begin }) => Math.min(first, begin.earliest), Infinity)
}

function knownRank(view: View, { versions }: VisibleEvent): CivilDay {
  return view.firstKnown([...new Set(versions.flatMap(({ event }) => sourcesOf(event.event)))])
}
