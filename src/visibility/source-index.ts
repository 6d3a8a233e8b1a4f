import type { Chains, ColumnSet, Names, Numbers } from '../columns/index.ts'
import {
  citedText,
  type EventId,
  type Evidence,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
} from '../event/index.ts'
import type { Interval } from '../time/index.ts'
import type { EventStore } from './event-store.ts'
import { textBroughtBy, type Wording } from './wording.ts'

/** A source by the event that registers it first, in the first words that do: when it came out, and on which side it is. */
type FirstRegistered = {
  readonly number: number
  readonly position: number
  readonly side: string | undefined
  readonly published: Interval
}

/** Which events register, revise or withdraw a source. An event is filed by each of its wordings. */
export class SourceIndex {
  readonly #events: EventStore
  readonly #wordingsOf: (id: EventId) => readonly Wording[]
  /** Sources, among other names. */
  readonly #names: Names
  readonly #registrations: Chains
  readonly #revisions: Chains
  readonly #withdrawals: Chains
  /** Every source that is registered, and by the number of its name 1 + its place among them. */
  readonly #sources: Numbers
  readonly #places: Numbers
  /** By place, since when; between which days it came out by what registers it first; and 1 + the number of the side it is on. */
  readonly #since: Numbers
  readonly #published: Numbers
  readonly #sideOf: Numbers
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
    this.#places = columns.integers('sources places')
    this.#since = columns.integers('sources since')
    this.#published = columns.numbers('sources published')
    this.#sideOf = columns.integers('sources side')
    this.#sides = columns.names('sides')
    this.#sideSince = columns.integers('sides since')
  }

  /** Files an event as one of its wordings has it; the last event so far brings that wording. */
  file(number: number, { event, published }: Wording): void {
    if (event.type === sourceRevised.type) this.#revisions.add(this.#names.add(event.subject), number)
    if (event.type === sourceRetracted.type) this.#withdrawals.add(this.#names.add(event.subject), number)
    if (!isOfType(sourceRegistered, event)) return
    const source = this.#names.add(event.subject)
    const { count } = this.#events
    const { side } = event.payload
    if (side !== undefined && this.#sides.find(side) < 0) this.#sideSince.set(this.#sides.add(side), count)
    if (!this.#registrations.has(source)) {
      const place = this.#sources.length
      this.#sources.push(source)
      this.#places.set(source, place + 1)
      this.#since.push(count)
      this.#published.push(published?.earliest ?? -Infinity)
      this.#published.push(published?.latest ?? Infinity)
      this.#sideOf.push(side === undefined ? 0 : 1 + this.#sides.find(side))
    }
    this.#registrations.add(source, number)
  }

  /** What a source is in the words in which it was first registered; no event is read for it. */
  firstRegistered(source: Subject): FirstRegistered | undefined {
    const place = this.#placeOf(source)
    const [number] = this.#registrations.of(this.#names.find(source))
    if (place < 0 || number === undefined) return undefined
    const [earliest, latest] = [this.#published.at(2 * place), this.#published.at(2 * place + 1)]
    const side = this.#sideOf.at(place) - 1
    return {
      number,
      position: this.#events.positionOf(number),
      side: side < 0 ? undefined : this.#sides.at(side),
      published: { earliest, latest },
    }
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
    const firsts: number[] = []
    for (const [place, source] of this.#sourceNumbers().entries()) {
      const [first] = this.#registrations.of(source)
      if (first !== undefined && this.#since.at(place) <= position) firsts.push(first)
    }
    return this.#eachInOrder(firsts)
  }

  /** Every event up to a position that registers a source in any of its readings, in order, each read when its turn comes. */
  everyRegistrationBy(position: number): IteratorObject<RecordedEvent, undefined> {
    const all = this.#sourceNumbers().flatMap((source) => this.#registrations.of(source))
    return this.#eachInOrder(all.filter((number) => this.#events.positionOf(number) <= position))
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
    const place = this.#placeOf(source)
    return place < 0 ? undefined : this.#since.at(place)
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

  /** Whether some event withdraws a source, in any of its readings. */
  isWithdrawn(source: Subject): boolean {
    const name = this.#names.find(source)
    return name >= 0 && this.#withdrawals.has(name)
  }

  /** The place of a source among all; -1 where it is not registered. */
  #placeOf(source: Subject): number {
    const name = this.#names.find(source)
    return name < 0 ? -1 : this.#places.at(name) - 1
  }

  #eventsAt(numbers: readonly number[]): readonly RecordedEvent[] {
    return numbers.length === 0 ? NONE : numbers.map((number) => this.#events.at(number))
  }

  /** Events by their numbers, each once and in order, each read when its turn comes. */
  #eachInOrder(numbers: readonly number[]): IteratorObject<RecordedEvent, undefined> {
    return new Set(numbers.toSorted((a, b) => a - b)).values().map((number) => this.#events.at(number))
  }

  #sourceNumbers(): readonly number[] {
    return Array.from({ length: this.#sources.length }, (_, index) => this.#sources.at(index))
  }
}

const NONE: readonly RecordedEvent[] = []
