import { RegestaError } from '../errors.ts'
import {
  canonicalJson,
  type Envelope,
  type EventId,
  eventId,
  kindOf,
  parseEvent,
  type RecordedEvent,
  type Subject,
} from '../event/index.ts'
import type { Entry, Head, Ledger } from '../ledger/index.ts'
import {
  type Change,
  compare,
  type Field,
  type HistoryEntry,
  historyOf,
  type Item,
  knownCutsOf,
  type Period,
  Perspective,
  Projection,
  periodsOf,
  type Rectangle,
  rectanglesOf,
  State,
  sourcesBehind,
  subjectsBetween,
  type Vocabulary,
  whyOf,
} from '../projection/index.ts'
import type { CivilDay, Clock, Instant } from '../time/index.ts'
import { Annals, type Point, sightOf, View } from '../timeline/index.ts'
import { checkBeside } from './check.ts'
import { Memory } from './memory.ts'
import { type PointRequest, resolvePoint } from './point-request.ts'
import { type WhyNot, whyNot } from './why-not.ts'

/** Two states and what differs between them, kind by kind, worked out when asked. */
export type Comparison = {
  readonly from: State
  readonly to: State
  changes(kind: string): readonly Change[]
}

/** One subject through time: its events on all three clocks, and what was held of it along valid time. */
export type History = {
  readonly subject: Subject
  readonly entries: readonly HistoryEntry[]
  readonly periods: readonly Period[]
}

/** What one has recorded: where the ledger now stands, and which events it took in or had already. */
export type Receipt = {
  readonly head: Head
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
}

/** How many places looked from are kept: each holds what it saw of every subject that it was asked for. */
const PERSPECTIVES = 16

/** How many dates are kept of each, and go with it. */
const DATES = 16

/** A place looked from, and the states of the dates last asked there. */
type Lookout = { readonly perspective: Perspective; readonly states: Memory<State> }

/**
 * One chronicle, open: everything recorded in its ledger, read once and kept up.
 *
 * Nothing that was answered for a pinned position ever changes; what is recorded later is not seen from there.
 */
export class Chronicle {
  readonly name: string
  readonly vocabulary: Vocabulary
  readonly clock: Clock
  readonly #ledger: Ledger
  readonly #annals = new Annals()
  readonly #projection: Projection
  readonly #lookouts = new Memory<Lookout>(PERSPECTIVES)
  readonly #watchers = new Set<(event: RecordedEvent) => void>()

  constructor(name: string, vocabulary: Vocabulary, ledger: Ledger, clock: Clock) {
    this.name = name
    this.vocabulary = vocabulary
    this.clock = clock
    this.#ledger = ledger
    this.#projection = new Projection(vocabulary, this.#annals)
  }

  /** The last position taken in, 0 where there is none. */
  get position(): number {
    return this.#annals.events.length
  }

  /** All events in order of position. */
  get events(): readonly RecordedEvent[] {
    return this.#annals.events
  }

  event(id: EventId): RecordedEvent | undefined {
    return this.#annals.event(id)
  }

  /** The registration of every source, in order of position. */
  get registrations(): readonly RecordedEvent[] {
    return this.#annals.registrations
  }

  /** The state at a point; throws `InvalidInput` with every fault of the request. */
  asOf(request: PointRequest): State {
    return this.at(resolvePoint(request, this.#annals, this.clock))
  }

  /** The state at a point that is resolved already. */
  at(point: Point): State {
    const sight = sightOf(point)
    const seenFrom = JSON.stringify([sight.knownAt, sight.position, sight.trusting])
    const { perspective, states } = this.#lookouts.recall(seenFrom, () => ({
      perspective: new Perspective(new View(this.#annals, sight), this.#projection),
      states: new Memory<State>(DATES),
    }))
    return states.recall(String(point.date), () => new State(perspective, point))
  }

  compare(from: PointRequest, to: PointRequest): Comparison {
    const [before, after] = [this.asOf(from), this.asOf(to)]
    const among = subjectsBetween(before, after)
    return { from: before, to: after, changes: (kind) => compare(kind, before, after, among) }
  }

  /** A subject's history as seen from a state's point; `undefined` where nothing that can be seen speaks of it. */
  history(subject: Subject, state: State): History | undefined {
    const item = state.item(subject)
    if (item === undefined) return undefined
    return { subject: item.subject, entries: historyOf(state, item), periods: periodsOf(state, item) }
  }

  /**
   * One field of a subject, or that it is there at all, over valid and known time: rectangles that tile the plane, at
   * a state's position and trust; of what came to be known after the state's day, nothing.
   */
  picture(subject: Subject, state: State, field?: Field<never>): readonly Rectangle[] {
    const { point } = state
    const stateAt = (knownAt: CivilDay) => this.at({ ...point, knownAt })
    const cuts = knownCutsOf(this.#annals, sourcesBehind(this.#annals, this.#projection, subject))
    return rectanglesOf(subject, field, stateAt, cuts, point.knownAt)
  }

  /** The smallest set of events by which a field of an item reads as it does at a state's point. */
  why(state: State, item: Item, field: Field<never>): readonly EventId[] {
    return whyOf(this.vocabulary, state, item, field)
  }

  /**
   * What would make one field of a subject so at a state's point, or that it is there at all, and what keeps it from
   * doing so. Nothing of a subject whose kind is not of the vocabulary.
   */
  whyNot(subject: Subject, state: State, field?: string): readonly WhyNot[] {
    const { point } = state
    const asked = field ?? this.vocabulary.kinds.get(kindOf(subject))?.existence.name
    if (asked === undefined) return []
    const head = { date: point.date, position: this.position }
    return whyNot({
      subject,
      field: asked,
      state,
      projection: this.#projection,
      recordedToday: this.at({ ...point, ...head }).view,
      allKnown: this.at({ ...head, trusting: {} }).view,
    })
  }

  /**
   * Records events, whole or not at all; those that stand recorded already are passed over. Throws
   * `E_EVENT` with the faults of the first that is not one, `InvalidInput` for those that name what is not
   * recorded or break what they correct, `E_NOT_HEAD` where another acted first, and what the ledger refuses.
   */
  async record(batch: {
    readonly name: string
    readonly recordedAt?: Instant
    readonly events: readonly Envelope[]
    readonly expectedPosition?: number
  }): Promise<Receipt> {
    const events = batch.events.map((event) => ({ id: eventId(event), body: canonicalJson(event) }))
    const already = events.filter(({ id }) => this.#annals.event(id) !== undefined).map(({ id }) => id)
    const fresh = events.filter(({ id }) => this.#annals.event(id) === undefined)
    if (fresh.length === 0) return { head: await this.#ledger.head(this.name), recorded: [], already }
    const parsed = fresh.map(({ id, body }) => ({ id, event: this.#parse(id, body).event }))
    checkBeside(parsed, this.#annals, this.vocabulary.catalogue)
    const last = this.#annals.events.at(-1)?.recordedAt ?? Number.NEGATIVE_INFINITY
    const head = await this.#ledger.append({
      chronicle: this.name,
      name: batch.name,
      recordedAt: batch.recordedAt ?? Math.max(this.clock.now(), last + 1),
      events: fresh,
      expectedPosition: batch.expectedPosition ?? this.position,
    })
    await this.follow()
    return { head, recorded: fresh.map(({ id }) => id), already }
  }

  /** Takes in what the ledger has beyond what was read; the watchers hear of each event in order. */
  async follow(): Promise<void> {
    for await (const entry of this.#ledger.read(this.name, { after: this.position })) this.#take(entry)
  }

  /** Calls `listener` for every event taken in from now on; the answer stops it. */
  watch(listener: (event: RecordedEvent) => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  head(): Promise<Head> {
    return this.#ledger.head(this.name)
  }

  #take(entry: Entry): void {
    // Two readings of the ledger may run at once; what came first by one is not taken again by the other.
    if (entry.position !== this.position + 1) return
    const { event, valid } = this.#parse(entry.id, entry.body)
    const recorded = { id: entry.id, position: entry.position, recordedAt: entry.recordedAt, event, valid }
    this.#annals.add(recorded)
    this.#projection.add(recorded)
    for (const listener of this.#watchers) listener(recorded)
  }

  #parse(id: EventId, body: string) {
    const parsed = parseEvent(this.vocabulary.catalogue, JSON.parse(body))
    if (parsed.ok) return parsed
    throw new RegestaError('E_EVENT', 'invalid', `event ${id} is not one that this program can read`, {
      id,
      faults: parsed.faults,
    })
  }
}

/** Opens a chronicle over its ledger and reads all that stands there. Cost: O(events). */
export async function openChronicle(options: {
  readonly name: string
  readonly vocabulary: Vocabulary
  readonly ledger: Ledger
  readonly clock: Clock
}): Promise<Chronicle> {
  const chronicle = new Chronicle(options.name, options.vocabulary, options.ledger, options.clock)
  await chronicle.follow()
  return chronicle
}
