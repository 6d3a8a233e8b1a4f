import type { Chains, ColumnSet, Names } from '../columns/index.ts'
import type { EventId } from '../event/index.ts'
import type { EventStore } from './event-store.ts'

/** Which events name an event, all by number. It may be named before it is recorded. */
export class Relation {
  readonly #events: EventStore
  readonly #naming: Chains
  readonly #awaited: Names
  readonly #namingAwaited: Chains

  constructor(events: EventStore, columns: ColumnSet, name: string) {
    this.#events = events
    this.#naming = columns.chains(name)
    this.#awaited = columns.names(`${name}.awaited`)
    this.#namingAwaited = columns.chains(`${name}.awaited`)
  }

  /** Notes that an event names another. */
  add(named: EventId, by: number): void {
    const number = this.#events.numberOf(named)
    if (number >= 0) this.#naming.add(number, by)
    else this.#namingAwaited.add(this.#awaited.add(named), by)
  }

  /** The events that name this one, in the order in which that was noted. */
  of(number: number): readonly number[] {
    return this.#naming.of(number)
  }

  has(number: number): boolean {
    return this.#naming.has(number)
  }

  /** To be called with each event once it is recorded. */
  recorded(id: EventId, number: number): void {
    if (this.#awaited.count === 0) return
    for (const by of this.#namingAwaited.of(this.#awaited.find(id))) this.#naming.add(number, by)
  }
}
