import { LRUCache } from 'lru-cache'
import { type Chains, ColumnSet, type Names, type Numbers } from '../columns/index.ts'
import {
  applyCorrection,
  type Catalogue,
  type CorrectionPayload,
  type Envelope,
  type EventId,
  type EventType,
  type Evidence,
  eventCorrected,
  isWellFormed,
  kernelTypes,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourceRetracted,
  sourceRevised,
} from '../event/index.ts'
import { type Aspect, type Instant, readValid, type ValidBounds } from '../time/index.ts'
import { DependentsIndex } from './dependents-index.ts'
import { type EventStore, EventsInMemory } from './event-store.ts'
import { NameIndex } from './name-index.ts'
import { reportsOf } from './narrow.ts'
import { Relation } from './relation.ts'
import { SourceIndex } from './source-index.ts'
import { datedBy, type Link, linkIn, linksIn, type Wording, wordingOf } from './wording.ts'

/** What a correction sets: `valid` are the bounds of the date that it sets, if it sets one. */
export type Setting = { readonly set: CorrectionPayload['set']; readonly valid?: ValidBounds }

/** What an index takes over: its columns, its events, and another index of the same chronicle. */
type Parts = {
  readonly columns?: ColumnSet
  readonly events?: EventStore
  readonly other?: EventIndex
}

/**
 * Every recorded event, indexed by what bears on what. It only grows, and holds nothing about any point: whether an
 * event is visible is for a {@link View} to say. A corrected event is indexed by its corrected words too; whether those
 * count is for the view to say as well.
 *
 * It holds numbers and names, in columns. What an event says is asked of its {@link EventStore}.
 */
export class EventIndex {
  /** From what bears on an event back to the event. */
  readonly dependents: DependentsIndex
  readonly sources: SourceIndex
  /** From a name to the events that have it. */
  readonly taken: NameIndex
  readonly #events: EventStore
  readonly #catalogue: Catalogue
  /** As written, of those whose wording has more than they have themselves, and of those that were corrected. */
  readonly #written: LRUCache<EventId, Wording>
  readonly #corrected: WeakMap<Wording, Map<EventId, Wording>>
  readonly #settings: LRUCache<EventId, Setting>
  /** By event, 1 + the place of its type among those of the kernel; 0 where it is of another. */
  readonly #types: Numbers
  readonly #byType: Chains
  /** Subjects by number: those of events, those that are linked, sources, and what projections add. */
  readonly names: Names
  readonly #acts: Relation
  readonly #narrowings: Relation
  readonly #links: Chains

  /**
   * An index of the events that are in the columns, by default none. The catalogue checks what corrections make of a payload;
   * what another index of the same chronicle has read already is shared with it, and not parsed again.
   */
  constructor(
    catalogue: Catalogue,
    { columns = new ColumnSet(), events = new EventsInMemory(), other }: Parts = {},
  ) {
    this.#catalogue = catalogue
    this.#events = events
    this.#written = other === undefined ? new LRUCache(REMEMBERED) : other.#written
    this.#corrected = other === undefined ? new WeakMap() : other.#corrected
    this.#settings = other === undefined ? new LRUCache(REMEMBERED) : other.#settings
    this.#types = columns.integers('types')
    this.#byType = columns.chains('by type')
    this.names = columns.names('names')
    this.#acts = new Relation(events, columns, 'acts')
    this.#narrowings = new Relation(events, columns, 'narrowings')
    this.#links = columns.chains('links')
    this.taken = new NameIndex(columns, this.names)
    this.sources = new SourceIndex(events, columns, this.names, (id) => this.wordingsOf(id))
    this.dependents = new DependentsIndex(events, columns, this.names)
  }

  /** Indexes one event; positions must arrive in order. Cost: O(what it names). */
  add(recorded: RecordedEvent): void {
    const number = this.#events.count
    const { id, event } = recorded
    this.#events.add(recorded)
    const type = 1 + KERNEL.indexOf(event.type)
    this.#types.push(type)
    if (type > 0) this.#byType.add(type, number)
    this.dependents.add(number, recorded)
    this.taken.add(number, recorded)
    this.#acts.recorded(id, number)
    this.#narrowings.recorded(id, number)
    this.#file(number, this.#asWritten(recorded))
    if (event.target === undefined) return
    this.#acts.add(event.target.event, number)
    if (event.type !== eventCorrected.type) return
    const target = this.event(event.target.event)
    if (target === undefined) return
    const corrected = this.afterAct(this.#asWritten(target), id)
    this.taken.addCorrected(this.numberOf(target.id), corrected)
    this.#file(this.numberOf(target.id), corrected)
    this.lastWordingOf(target.id)
  }

  /** How many events there are. In a whole chronicle this is the last position. */
  get count(): number {
    return this.#events.count
  }

  /** The number of an event, from 0; -1 where it is not here. */
  numberOf(id: EventId): number {
    return this.#events.numberOf(id)
  }

  /** The ids that begin with these eight or more digits. */
  idsBeginningWith(start: string): readonly EventId[] {
    return this.#events.idsBeginningWith(start)
  }

  /** The id of the event with that number. */
  idOf(number: number): EventId {
    return this.#events.idOf(number)
  }

  /** When the event with that number was recorded. */
  recordedAtOf(number: number): Instant {
    return this.#events.recordedAtOf(number)
  }

  /** The ids of all events, in order of position. */
  get ids(): IteratorObject<EventId> {
    return this.#numbers().map((number) => this.idOf(number))
  }

  /** The event with that number. */
  at(number: number): RecordedEvent {
    return this.#events.at(number)
  }

  event(id: EventId): RecordedEvent | undefined {
    const number = this.numberOf(id)
    return number < 0 ? undefined : this.at(number)
  }

  /** The position of an event; 0 where it is not here. */
  positionOf(id: EventId): number {
    const number = this.numberOf(id)
    return number < 0 ? 0 : this.#events.positionOf(number)
  }

  /** All events in order of position, each made as it is reached. */
  get events(): IteratorObject<RecordedEvent> {
    return this.#numbers().map((number) => this.at(number))
  }

  /** The numbers of the events of a type of the kernel, in order. */
  ofType({ type }: EventType): readonly number[] {
    return this.#byType.of(1 + KERNEL.indexOf(type))
  }

  /** Whether an event is of a type of the kernel: no other bears on events but by its premises. */
  isOfKernel(number: number): boolean {
    return this.#types.at(number) > 0
  }

  /** Whether anything was done to an event. */
  isActedOn(number: number): boolean {
    return this.#acts.has(number)
  }

  /** Whether an inference dates an event. */
  isDated(number: number): boolean {
    return this.#narrowings.has(number)
  }

  /** What was done to an event, in order: corrections, retractions, restorations. */
  actsOn(id: EventId): readonly RecordedEvent[] {
    return this.#eventsAt(this.#acts.of(this.numberOf(id)))
  }

  /** What a correction sets; of other events, undefined. */
  settingOf(act: EventId): Setting | undefined {
    const number = this.numberOf(act)
    if (this.#types.at(number) !== CORRECTED) return undefined
    const known = this.#settings.get(act)
    if (known !== undefined) return known
    const { event } = this.at(number)
    const { set } = payloadOf(eventCorrected, event)
    const target = event.target === undefined ? -1 : this.numberOf(event.target.event)
    if (target < 0 || target > number) return undefined
    const setting = {
      set,
      ...(set.valid !== undefined && { valid: readValid(set.valid ?? undefined) }),
    }
    this.#settings.set(act, setting)
    return setting
  }

  /** An event as written, and then as each correction by itself would have it, in order. */
  wordingsOf(id: EventId): readonly Wording[] {
    const number = this.numberOf(id)
    if (number < 0) return []
    const written = this.#written.get(id) ?? this.#asWritten(this.at(number))
    if (!this.#acts.has(number)) return [written]
    const corrections = this.#acts.of(number).filter((act) => this.settingOf(this.idOf(act)) !== undefined)
    return [written, ...corrections.map((act) => this.afterAct(written, this.idOf(act)))]
  }

  /** An event as all its corrections together have it, in force or not. */
  lastWordingOf(id: EventId): Wording | undefined {
    const [written] = this.wordingsOf(id)
    return written && this.actsOn(id).reduce((before, act) => this.afterAct(before, act.id), written)
  }

  /** The wording after one more act, which leaves it as it is unless it is a correction. Parsed once for each pair. */
  afterAct(before: Wording, act: EventId): Wording {
    const setting = this.settingOf(act)
    if (setting === undefined) return before
    const next = this.#corrected.get(before) ?? new Map<EventId, Wording>()
    this.#corrected.set(before, next)
    const known = next.get(act)
    if (known !== undefined) return known
    const event = applyCorrection(before.event, setting.set)
    const sameShape = setting.set.payload === undefined
    const wellFormed = sameShape ? before.wellFormed : isWellFormed(this.#catalogue, event)
    const wording = wordingOf(event, setting.valid ?? before.valid, wellFormed)
    next.set(act, wording)
    return wording
  }

  /** How long what an event says holds, by its type. */
  aspectOf({ type }: Envelope): Aspect | undefined {
    return this.#catalogue.get(type)?.aspect
  }

  /** Where an event, as it reads, is reported, if it is something that happened. */
  reportsOf(event: Envelope): readonly Evidence[] {
    return reportsOf(this.#catalogue, event)
  }

  /** The inferences that date an event, in order. */
  narrowingsOf(id: EventId): readonly RecordedEvent[] {
    const numbers = this.#narrowings.of(this.numberOf(id))
    if (numbers.length < 2) return this.#eventsAt(numbers)
    // A corrected one is filed again, and after later ones.
    return this.#eventsAt([...new Set(numbers)].sort((a, b) => a - b))
  }

  linksOf(subject: Subject): readonly Link[] {
    const linking = this.#links.of(this.names.find(subject))
    return this.#eventsAt([...new Set(linking)]).flatMap((by) => linksIn(this.wordingsOf(by.id), by, subject))
  }

  /** All events that revise or withdraw any source, in any of their readings. */
  get publishersActs(): readonly RecordedEvent[] {
    return this.#eventsAt([...this.ofType(sourceRevised), ...this.ofType(sourceRetracted)])
  }

  #eventsAt(numbers: readonly number[]): readonly RecordedEvent[] {
    return numbers.length === 0 ? NONE : numbers.map((number) => this.at(number))
  }

  *#numbers(): Generator<number, void, undefined> {
    for (let number = 0; number < this.count; number += 1) yield number
  }

  #asWritten(recorded: RecordedEvent): Wording {
    const { id, event, valid } = recorded
    const known = this.#written.get(id)
    if (known !== undefined) return known
    const wording = wordingOf(event, valid, true)
    if (wording.published !== undefined || this.#acts.has(this.numberOf(id))) this.#written.set(id, wording)
    return wording
  }

  /** Indexes an event by one of its wordings. */
  #file(number: number, wording: Wording): void {
    this.dependents.file(number, wording)
    for (const id of datedBy(wording)) this.#narrowings.add(id, number)
    const pair = linkIn(wording)?.pair ?? NOBODY
    if (pair[0] !== pair[1]) for (const subject of pair) this.#links.add(this.names.add(subject), number)
    this.sources.file(number, wording)
  }
}

const NONE: readonly RecordedEvent[] = []
const NOBODY: readonly Subject[] = []

/** Of how many events what follows from their bodies is remembered: 10 MB or so. */
const REMEMBERED = { maxSize: 10_000, sizeCalculation: () => 1 }

const KERNEL: readonly string[] = kernelTypes.map(({ type }) => type)
const CORRECTED = 1 + KERNEL.indexOf(eventCorrected.type)
