import { type EventId, kindOf, type RecordedEvent, type Subject, withoutPoint } from '../event/index.ts'
import type { Signer } from '../ledger/index.ts'
import {
  type Change,
  changeSteps,
  changesBetween,
  type Field,
  type HistoryEntry,
  historyOf,
  type Item,
  inOneGo,
  linkedWith,
  nearestChange,
  ofEach,
  type Period,
  periodsOf,
  type Rectangle,
  rectangleSteps,
  type State,
  type SteppedClock,
  type Steps,
  subjectsBetween,
  type Vocabulary,
  whySteps,
} from '../state/index.ts'
import type { CivilDay, Clock, Instant } from '../time/index.ts'
import type { Point, View } from '../visibility/index.ts'
import type { ChronicleIndexes } from './indexes.ts'
import { type PointRequest, resolvePoint } from './point-request.ts'
import type { ConsistencyProof, InclusionProof } from './proofs.ts'
import { type WhyNot, whyNot } from './why-not.ts'

/** Two states and what differs between them, kind by kind, computed at the call. */
export type Comparison = {
  readonly from: State
  readonly to: State
  changes(kind: string): readonly Change[]
  /** The same in steps; with `only`, of no other subjects, which are with each all that an identity could join to it. */
  changeSteps(kind: string, only?: ReadonlySet<Subject>): Steps<readonly Change[]>
  /**
   * The changes of so many of the subjects that may differ, and of those that identities join to these; where there are more,
   * of those among the first that {@link MOST_EVENTS} speak of together.
   */
  firstChanges(kind: string, most: number): FirstChanges
}

/** How many events are read to compare some subjects of many, so that recording costs the same whatever was recorded before. */
const MOST_EVENTS = 500

/** Some changes of a kind, and how many subjects that may differ too were not looked at. */
type FirstChanges = {
  readonly changes: readonly Change[]
  readonly compared: number
  readonly left: number
  /** Of those that are left, how many no event up to the earlier point’s position speaks of. */
  readonly leftNew: number
}

/** Sources by their keys and by their labels, each the number of its registration among all. */
type SourceNames = {
  readonly ids: readonly EventId[]
  readonly bySubject: ReadonlyMap<string, number>
  readonly byLabel: ReadonlyMap<string, number>
}

const namesOfSources = new WeakMap<View, SourceNames>()

/** How many sources are read in one step. */
const SOURCES_A_STEP = 50

/** One subject through time: its events on all three clocks, and what was held of it along valid time. */
export type History = {
  readonly subject: Subject
  readonly entries: readonly HistoryEntry[]
  readonly periods: readonly Period[]
}

/** Every question that a chronicle answers, by the events at its `position` and before, on its clock's today. */
export abstract class ReadModel {
  abstract readonly clock: Clock
  protected readonly indexes: ChronicleIndexes

  constructor(indexes: ChronicleIndexes) {
    this.indexes = indexes
  }

  /** The last position that it reads, and the default position of every answer. */
  protected abstract readonly head: number

  get name(): string {
    return this.indexes.name
  }

  get vocabulary(): Vocabulary {
    return this.indexes.vocabulary
  }

  /** The last position, 0 where there is none. */
  get position(): number {
    return this.head
  }

  /** Whether a position is recorded; true for 0. */
  reaches(position: number): boolean {
    return position <= this.head
  }

  /** The events after a position in order, up to the last; it yields to other requests between batches. */
  readEvents(after = 0): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.indexes.reader.inOrder(after, this.head)
  }

  /** The event at a position, from 1; `undefined` if none is recorded there. */
  eventAt(position: number): RecordedEvent | undefined {
    return this.reaches(position) ? this.indexes.reader.at(position) : undefined
  }

  /**
   * Who read the source of the event at a position, or whose credential recorded it, as its batch says; undefined where it
   * does not, and for what is not recorded. Cost: one look into the ledger.
   */
  async readerOf(position: number): Promise<string | undefined> {
    return this.reaches(position) ? this.indexes.bodies.readerOf(position) : undefined
  }

  /** The events that cite a source as written, in order. */
  eventsCiting(source: Subject): readonly RecordedEvent[] {
    return this.indexes.reader.citing(source).filter(({ position }) => this.reaches(position))
  }

  /** When a position was recorded, UTC ms; `undefined` for 0 and where nothing is recorded. */
  recordedAt(position: number): Instant | undefined {
    if (position < 1 || !this.reaches(position)) return undefined
    return this.indexes.reader.recordedAt(position)
  }

  /** The last position, up to another, that was recorded at or before an instant. */
  positionAt(instant: Instant, upTo: number): number {
    return this.indexes.reader.positionAt(instant, Math.min(upTo, this.head))
  }

  /** An event by its digest, by eight or more first digits that no other has, or by a global id, whatever its point. */
  event(id: EventId): RecordedEvent | undefined {
    const { reader } = this.indexes
    const event = reader.byId(withoutPoint(id)) ?? reader.byStartOfId(id, this.head)
    return event !== undefined && this.reaches(event.position) ? event : undefined
  }

  /** The ids that begin with these hex digits, in order of position. Cost: of fewer than eight digits, a look at every id. */
  idsBeginningWith(start: string): readonly EventId[] {
    const { eventIndex } = this.indexes
    if (start.length < 8)
      return Array.from({ length: this.head }, (_, number) => eventIndex.idOf(number)).filter((id) =>
        id.startsWith(start),
      )
    return eventIndex.idsBeginningWith(start).filter((id) => this.event(id) !== undefined)
  }

  /** The last act on an event, which the next act names as its `after`; none if there is no act on it yet. */
  lastActOn(id: EventId): EventId | undefined {
    return this.indexes.eventIndex.actsOn(id).findLast(({ position }) => position <= this.head)?.id
  }

  /** The registration of every source, in order of position. */
  get registrations(): readonly RecordedEvent[] {
    return inOneGo(this.registrationSteps())
  }

  /** The same in steps. */
  registrationSteps(): Steps<readonly RecordedEvent[]> {
    const { sources } = this.indexes.eventIndex
    return ofEach(sources.registrationsBy(this.head), SOURCES_A_STEP, (each) => [each])
  }

  /**
   * The registration of the source that has this key, id or label, as it reads from the latest point; the first, where several
   * have it. Cost: all of them, the first time at a position.
   */
  findSource(name: string): RecordedEvent | undefined {
    return inOneGo(this.sourceSteps(name))
  }

  /** The same in steps. */
  *sourceSteps(name: string): Steps<RecordedEvent | undefined> {
    const { view } = this.asOf({})
    const known = namesOfSources.get(view) ?? (yield* this.#namesFrom(view))
    namesOfSources.set(view, known)
    const { ids, bySubject, byLabel } = known
    const [one = Infinity, other = Infinity] = [bySubject.get(withoutPoint(name)), byLabel.get(name)]
    return this.event(ids[Math.min(one, other)] ?? '')
  }

  *#namesFrom(view: View): Steps<SourceNames> {
    const [bySubject, byLabel] = [new Map<string, number>(), new Map<string, number>()]
    const ids: EventId[] = []
    for (const first of this.indexes.eventIndex.sources.registrationsBy(this.head)) {
      const registration = view.registrationOf(first.event.subject) ?? first
      const nth = ids.push(registration.id) - 1
      bySubject.getOrInsert(registration.event.subject, nth)
      byLabel.getOrInsert(view.sourceFacts(registration).label, nth)
      if (ids.length % SOURCES_A_STEP === 0) yield
    }
    return { ids, bySubject, byLabel }
  }

  /** The state at a point; throws `InvalidInput` with every fault of the request. */
  asOf(request: PointRequest): State {
    const { eventIndex, reader } = this.indexes
    return this.at(resolvePoint(request, { eventIndex, reader, head: this.head, clock: this.clock }))
  }

  /** The state at a point that is resolved already. */
  at(point: Point): State {
    return this.indexes.states.at(point)
  }

  compare(from: PointRequest, to: PointRequest): Comparison {
    const [before, after] = [this.asOf(from), this.asOf(to)]
    const among = subjectsBetween(before, after)
    const changesOf = changesBetween(before, after)
    const { eventIndex, projection } = this.indexes
    return {
      from: before,
      to: after,
      changes: (kind) => inOneGo(changesOf(kind)),
      changeSteps: changesOf,
      firstChanges(kind, most) {
        const all = new Set(inOneGo(among(kind)))
        const eventsOf = (subject: Subject) => projection.eventNumbersOf(eventIndex.names.find(subject))
        let events = 0
        const few = (subject: Subject) => {
          const { length } = eventsOf(subject)
          if (all.size > most && events + length > MOST_EVENTS) return false
          events += length
          return true
        }
        const first = linkedWith(eventIndex, all.values().take(most).filter(few)).intersection(all)
        const left = all.difference(first)
        const isNew = (subject: Subject) => (eventsOf(subject)[0] ?? Infinity) >= before.point.position
        return {
          changes: inOneGo(changeSteps(first, before, after)),
          compared: first.size,
          left: left.size,
          leftNew: [...left].filter(isNew).length,
        }
      },
    }
  }

  /**
   * The nearest state after a state on one clock, or with `back` before it, from which the comparison with it is not empty, as
   * the function of that name says. What comes after on the clocks of what was known and recorded is beyond the state's point.
   */
  nearestChange(state: State, clock: SteppedClock, back: boolean): Steps<State | undefined> {
    const nextBatch = (position: number) => this.indexes.reader.nextBatch(position, back, this.head)
    return nearestChange(state, { clock, back, nextBatch })
  }

  /** A subject's history as seen from a state's point; `undefined` where nothing that can be seen speaks of it. */
  history(subject: Subject, state: State): History | undefined {
    const item = state.item(subject)
    if (item === undefined) return undefined
    return { subject: item.subject, entries: historyOf(state, item), periods: periodsOf(state, item) }
  }

  /**
   * One field of a subject, or that it is there at all, over valid and known time: rectangles that tile the plane, at
   * a state's position and trust; of what came to be known after the state's day, nothing. In steps.
   */
  *bitemporalGrid(subject: Subject, state: State, field?: Field<never>): Steps<readonly Rectangle[]> {
    const { point } = state
    const stateAt = (knownAt: CivilDay) => this.at({ ...point, knownAt })
    const { knownCuts } = yield* this.indexes.states.subjectViews.bearingOn(subject)
    return yield* rectangleSteps(subject, field, stateAt, knownCuts, point.knownAt)
  }

  /** Hex Merkle root of the ledger as it was at a position. Throws E_NO_POSITION. */
  rootAt(position: number): string {
    return this.indexes.proofs.rootAt(position)
  }

  /** The same, signed to be published: a note in the format of transparency logs. Throws E_NO_POSITION. */
  checkpoint(position: number, signer: Signer): string {
    return this.indexes.proofs.checkpoint(position, signer)
  }

  /**
   * An inclusion proof: that the ledger at a position contains an event of that position or before; `undefined` where either
   * is not recorded, as in a preview.
   */
  proofOf(event: RecordedEvent, position: number): InclusionProof | undefined {
    return this.indexes.proofs.inclusion(event, position)
  }

  /** A consistency proof: that the ledger at `to` begins with the ledger at `from`. Throws E_NO_POSITION, E_RANGE. */
  growthOf(from: number, to: number): ConsistencyProof {
    return this.indexes.proofs.consistency(from, to)
  }

  /** The smallest set of events by which a field of an item reads as it does at a state's point, found in many steps. */
  why(state: State, item: Item, field: Field<never>): Steps<readonly EventId[]> {
    return whySteps(this.vocabulary, state, item, field)
  }

  /**
   * The events that speak of one field of a subject, or of its existence, and what keeps each from deciding it at a state's
   * point. Empty if the vocabulary does not have the subject's kind. In steps.
   */
  *whyNot(subject: Subject, state: State, field?: string): Steps<readonly WhyNot[]> {
    const { point } = state
    const fieldName = field ?? this.vocabulary.kinds.get(kindOf(subject))?.existence.name
    if (fieldName === undefined) return []
    const head = { date: point.date, position: this.position }
    return yield* whyNot({
      subject,
      field: fieldName,
      state,
      projection: this.indexes.projection,
      recordedToday: this.at({ ...point, ...head }).view,
      allKnown: this.at({ ...head, trusting: {} }).view,
    })
  }
}
