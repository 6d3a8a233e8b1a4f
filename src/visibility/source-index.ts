import type { Chains, ColumnSet, Names, Numbers } from '../columns/index.ts'
import {
  citedText,
  type Envelope,
  type EventId,
  type Evidence,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
} from '../event/index.ts'
import type { EventStore } from './event-store.ts'
import { textBroughtBy, type Wording } from './wording.ts'

/** Which events register, revise or withdraw a source. An event is filed by each of its wordings. */
export class SourceIndex {
  readonly #events: EventStore
  readonly #wordingsOf: (id: EventId) => readonly Wording[]
  /** Sources, among other names. */
  readonly #names: Names
  readonly #registrations: Chains
  readonly #revisions: Chains
  readonly #withdrawals: Chains
  /** Every source that is registered, and by source since when. */
  readonly #sources: Numbers
  readonly #since: Numbers
  readonly #sides: Names
  readonly #sideSince: Numbers

  constructor(
    events: EventStore,
    columns: ColumnSet,
    names: Names,
    wordingsOf: (id: EventId) => readonly Wording[],
  ) {
    this.#events = events
    this.#wordingsOf = wordingsOf
    this.#names = names
    this.#registrations = columns.chains('registrations')
    this.#revisions = columns.chains('revisions')
    this.#withdrawals = columns.chains('withdrawals')
    this.#sources = columns.integers('sources')
    this.#since = columns.integers('sources since')
    this.#sides = columns.names('sides')
    this.#sideSince = columns.integers('sides since')
  }

  /** Files an event as one of its wordings has it; the last event so far brings that wording. */
  file(number: number, event: Envelope): void {
    if (event.type === sourceRevised.type) this.#revisions.add(this.#names.add(event.subject), number)
    if (event.type === sourceRetracted.type) this.#withdrawals.add(this.#names.add(event.subject), number)
    if (!isOfType(sourceRegistered, event)) return
    const source = this.#names.add(event.subject)
    const { count } = this.#events
    if (!this.#registrations.has(source)) {
      this.#sources.push(source)
      this.#since.set(source, count)
    }
    this.#registrations.add(source, number)
    const { side } = event.payload
    if (side !== undefined && this.#sides.find(side) < 0) this.#sideSince.set(this.#sides.add(side), count)
  }

  /** The first event that registers a source. */
  registrationOf(source: Subject): RecordedEvent | undefined {
    const [first] = this.#registrations.of(this.#names.find(source))
    return first === undefined ? undefined : this.#events.at(first)
  }

  /** All events that register a source, in order: one in use, and what was retracted or moved. */
  registrationsOf(source: Subject): readonly RecordedEvent[] {
    return this.#eventsAt(this.#registrations.of(this.#names.find(source)))
  }

  /**
   * The first registration of every source as of a head, in order of position, each read when its turn comes: a correction
   * since then may have an event register another source.
   */
  registrationsBy(position: number): IteratorObject<RecordedEvent, undefined> {
    const firsts = new Set<number>()
    for (const source of this.#sourceNumbers()) {
      const [first] = this.#registrations.of(source)
      if (first !== undefined && this.#since.at(source) <= position) firsts.add(first)
    }
    return [...firsts]
      .sort((a, b) => a - b)
      .values()
      .map((number) => this.#events.at(number))
  }

  /** Every source that some event registers, in any of its readings. */
  get all(): readonly Subject[] {
    return this.#sourceNumbers().map((source) => this.#names.at(source))
  }

  /** Every side that some registration names in any wording, with the position at which it was first named. */
  get sides(): ReadonlyMap<string, number> {
    const sides = Array.from({ length: this.#sides.count }, (_, side) => side)
    return new Map(sides.map((side) => [this.#sides.at(side), this.#sideSince.at(side)]))
  }

  /** The position at which a source was first registered, in any reading of an event. */
  registeredSince(source: Subject): number | undefined {
    const since = this.#since.at(this.#names.find(source))
    return since === 0 ? undefined : since
  }

  /** All events that revise a source, in any of their readings. */
  revisionsOf(source: Subject): readonly RecordedEvent[] {
    return this.#eventsAt(this.#revisions.of(this.#names.find(source)))
  }

  /** The registrations and revisions that bring the text that evidence names, in any of their readings. */
  bringing(evidence: Evidence): readonly RecordedEvent[] {
    const { source } = evidence
    const text = citedText(evidence)
    if (text === undefined) return NONE
    const name = this.#names.find(source)
    const bringing = new Set([...this.#registrations.of(name), ...this.#revisions.of(name)])
    return this.#eventsAt([...bringing]).filter(({ id }) =>
      this.#wordingsOf(id).some(
        ({ event }) => event.subject === source && textBroughtBy(event)?.digest === text,
      ),
    )
  }

  withdrawalsOf(source: Subject): readonly RecordedEvent[] {
    return this.#eventsAt(this.#withdrawals.of(this.#names.find(source)))
  }

  #eventsAt(numbers: readonly number[]): readonly RecordedEvent[] {
    return numbers.length === 0 ? NONE : numbers.map((number) => this.#events.at(number))
  }

  #sourceNumbers(): readonly number[] {
    return Array.from({ length: this.#sources.length }, (_, index) => this.#sources.at(index))
  }
}

const NONE: readonly RecordedEvent[] = []
