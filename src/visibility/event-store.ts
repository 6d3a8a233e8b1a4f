import type { EventId, RecordedEvent } from '../event/index.ts'
import type { Instant } from '../time/index.ts'

/**
 * Where an index has its events: by number, from 0 in the order in which they came. It may make an event anew each time, so
 * two that are the same may be two objects.
 */
export type EventStore = {
  readonly count: number
  /** Takes in the event that follows. */
  add(recorded: RecordedEvent): void
  /** The number of an event; -1 where it is not here. */
  numberOf(id: EventId): number
  /** The ids that begin with these eight or more digits. */
  idsBeginningWith(start: string): readonly EventId[]
  idOf(number: number): EventId
  positionOf(number: number): number
  recordedAtOf(number: number): Instant
  /** Throws E_LEDGER_DAMAGED where what is stored is not the event that was recorded. */
  at(number: number): RecordedEvent
}

/** Events that are all in memory. */
export class EventsInMemory implements EventStore {
  readonly #events: RecordedEvent[] = []
  readonly #numbers = new Map<EventId, number>()

  get count(): number {
    return this.#events.length
  }

  add(recorded: RecordedEvent): void {
    this.#numbers.set(recorded.id, this.#events.length)
    this.#events.push(recorded)
  }

  numberOf(id: EventId): number {
    return this.#numbers.get(id) ?? -1
  }

  idsBeginningWith(start: string): readonly EventId[] {
    return start.length < 8 ? [] : [...this.#numbers.keys()].filter((id) => id.startsWith(start))
  }

  idOf(number: number): EventId {
    return this.at(number).id
  }

  positionOf(number: number): number {
    return this.at(number).position
  }

  recordedAtOf(number: number): Instant {
    return this.at(number).recordedAt
  }

  at(number: number): RecordedEvent {
    const event = this.#events[number]
    if (event === undefined) throw new RangeError(`no event ${number} of ${this.count}`)
    return event
  }
}
