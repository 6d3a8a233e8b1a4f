import { setImmediate as turn } from 'node:timers/promises'
import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { Instant } from '../time/index.ts'
import type { EventIndex } from '../visibility/index.ts'

/** How many events are handed out before it yields to other requests. */
const BATCH = 1_000

/**
 * The one door to the bodies of events: rooms after the engine get an event here, by its id or its place, or many in
 * order, and never hold a list of all.
 *
 * The indexes hold numbers and names; a body is read when something asks what an event says (see `StoredEvents`).
 */
export class EventReader {
  readonly #index: EventIndex

  constructor(index: EventIndex) {
    this.#index = index
  }

  /** How many there are, which is the last position. */
  get count(): number {
    return this.#index.count
  }

  byId(id: EventId): RecordedEvent | undefined {
    return this.#index.event(id)
  }

  /** The only event, up to a head, whose id begins with these eight or more digits; undefined where several do, or none. */
  byStartOfId(start: string, head: number): RecordedEvent | undefined {
    const [id, ...others] = this.#index
      .idsBeginningWith(start)
      .filter((each) => this.#index.positionOf(each) <= head)
    return id === undefined || others.length > 0 ? undefined : this.byId(id)
  }

  /** The event at a position, from 1; `undefined` of 0 and beyond the last. */
  at(position: number): RecordedEvent | undefined {
    return position < 1 || position > this.count ? undefined : this.#index.at(position - 1)
  }

  /** When the event at a position, from 1 to the last, was recorded. */
  recordedAt(position: number): Instant {
    return this.#index.recordedAtOf(position - 1)
  }

  /** The events after a position, up to another (in), in order. Yields to other requests after every {@link BATCH}. */
  async *inOrder(after: number, upTo: number): AsyncGenerator<RecordedEvent, void, undefined> {
    for (let position = after + 1; position <= upTo; position += 1) {
      const event = this.at(position)
      if (event === undefined) return
      yield event
      if ((position - after) % BATCH === 0) await turn()
    }
  }

  /** Those that cite a source as written, each once, in order. Cost: the events that cite it in any wording. */
  citing(source: Subject): readonly RecordedEvent[] {
    return [...new Set(this.#index.dependents.citing(source))]
      .sort((a, b) => a - b)
      .map((number) => this.#index.at(number))
      .filter(({ event }) => sourcesOf(event).includes(source))
  }

  /** The last position, up to a head, recorded at or before an instant; instants never go back along positions. */
  positionAt(instant: Instant, head: number): number {
    let low = 0
    let high = head
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#index.recordedAtOf(middle) <= instant) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Where the batch after a position ends, up to a head, or with `back` the one before its own; undefined where there is none. */
  nextBatch(position: number, back: boolean, head: number): number | undefined {
    if (back) return position < 1 ? undefined : this.positionAt(this.recordedAt(position) - 1, position)
    return position >= head ? undefined : this.positionAt(this.recordedAt(position + 1), head)
  }
}
