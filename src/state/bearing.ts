import {
  type Envelope,
  type EventId,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { type EventIndex, isOfPublisher, type Trust, trusts } from '../visibility/index.ts'
import { dayWithin, stretchOf } from './day-table.ts'
import type { Projection } from './projection.ts'
import type { Steps } from './steps.ts'

/** How many events are taken in in one step. */
const STEP = 50

/**
 * Everything that bears on what can be seen of a subject, from wherever one looks: the events on any key that an identity
 * could join to it; what was done to them, dates them, or is their premise; the registrations, revisions and withdrawals of
 * the sources that they cite in any reading; and so on for each of these. None is missing.
 *
 * It divides bases into classes: between two neighbouring positions, or two neighbouring days of public knowledge, of these
 * events and sources nothing changes for the subject. It only grows.
 */
export class Bearing {
  /** The subject, and each that some identity joins to it or keeps apart from it, whether it counts or not. */
  readonly keys: ReadonlySet<Subject>
  readonly #eventIndex: EventIndex
  readonly #events = new Set<EventId>()
  readonly #sources = new Set<Subject>()
  /** Those among them that may have a date of their own at which they could be known. */
  readonly #dated: EventId[] = []
  readonly #positions: number[] = []
  /** What was taken in since, of which is not looked up yet what bears on it. */
  #pending: EventId[] = []
  /** Whether its positions, its days and its sources are in order. */
  #isDivided = true
  #knownCuts: readonly CivilDay[] = []
  #open: boolean | undefined
  #sides: readonly (readonly [Subject, string | undefined])[] = []

  /** Of these keys, and of nothing yet that speaks of them. */
  constructor(eventIndex: EventIndex, keys: ReadonlySet<Subject>) {
    this.#eventIndex = eventIndex
    this.keys = keys
  }

  /** In steps. Cost: the events that bear on the subject; not the ledger. */
  static *ofSubject(eventIndex: EventIndex, projection: Projection, subject: Subject): Steps<Bearing> {
    const bearing = new Bearing(eventIndex, linkedWith(eventIndex, [subject]))
    for (const key of bearing.keys) {
      for (const [nth, id] of projection.eventsOf(key).entries()) {
        if ((nth + 1) % STEP === 0) yield
        bearing.grow([id])
      }
      bearing.grow(eventIndex.linksOf(key).map(({ by }) => by.id))
    }
    return bearing
  }

  /** What bears on a source alone: how it can be seen, and when it was published; it has no keys. */
  static ofSource(eventIndex: EventIndex, source: Subject): Bearing {
    const bearing = new Bearing(eventIndex, new Set())
    bearing.grow(publishing(eventIndex, source).map(({ id }) => id))
    return bearing
  }

  /** What bears on one event alone; it has no keys. Of an act, what bears on its target bears on it. */
  static ofEvent(eventIndex: EventIndex, id: EventId): Bearing {
    const bearing = new Bearing(eventIndex, new Set())
    bearing.grow([id])
    return bearing
  }

  /** How many events and sources bear on it, as far as they are looked up. */
  get size(): number {
    return this.#events.size + this.#sources.size + this.#pending.length
  }

  get sources(): ReadonlySet<Subject> {
    this.expand()
    return this.#sources
  }

  /** The days at which its classes of known days begin, but the first. */
  get knownCuts(): readonly CivilDay[] {
    this.#divide()
    return this.#knownCuts
  }

  /** Takes in more events that bear on it. What bears on those is looked up when it is first needed. */
  grow(ids: readonly EventId[]): void {
    for (const id of ids) this.#pending.push(id)
  }

  /** Looks up what bears on the events that were taken in since. Cost: those events. */
  expand(): void {
    if (this.#pending.length === 0) return
    const known = this.#sources.size
    const added = [...new Set(this.#pending)].filter((id) => !this.#events.has(id))
    this.#pending = []
    this.#open = undefined
    for (const id of added) this.#events.add(id)
    for (const id of added) this.#expand(id, added)
    for (const id of added) {
      const number = this.#eventIndex.numberOf(id)
      const position = this.#eventIndex.positionOf(id)
      const isDated = this.#eventIndex.isOfKernel(number)
      if (isDated) this.#dated.push(id)
      if (isDated || position < (this.#positions.at(-1) ?? 0)) this.#isDivided = false
      this.#positions.push(position)
    }
    if (this.#sources.size > known) this.#isDivided = false
  }

  /** The last of its positions at or before that one, 0 where there is none: where the class of a position begins. */
  positionClass(position: number): number {
    this.#divide()
    return this.#positions[stretchOf(this.#positions, position) - 1] ?? 0
  }

  /** The first day of the class of a known day; -∞ before the first, ∞ where the clock filters nothing. */
  knownClass(knownAt: CivilDay | undefined): CivilDay {
    if (knownAt === undefined) return Infinity
    return this.knownCuts[stretchOf(this.knownCuts, knownAt) - 1] ?? -Infinity
  }

  /** The classes of known days in order, the last of them that of a clock that filters nothing. */
  knownClasses(): readonly KnownClass[] {
    return classesOf(this.knownCuts)
  }

  /**
   * The same, where the last range of days also has the clock that filters nothing, if by its end all that bears on it is
   * known for certain: then nothing changes where no known day is asked about.
   */
  joinedClasses(): readonly KnownClass[] {
    return joinedClassesOf([this])
  }

  /** Whether something that is dated apart may never be known for certain. */
  get isOpen(): boolean {
    this.expand()
    this.#open ??= this.#dated.some((id) =>
      this.#eventIndex
        .wordingsOf(id)
        .some(({ published }) => published === undefined || published.latest === Infinity),
    )
    return this.#open
  }

  /** Names whom of its sources a trust trusts, on whichever side a registration has each; empty where it names no one. */
  trustClass(trust: Trust): string {
    if (trustsAll(trust)) return ''
    this.#divide()
    return this.#sides.map(([source, side]) => (trusts(trust, source, side) ? '1' : '0')).join('')
  }

  #expand(id: EventId, queue: EventId[]): void {
    const take = (other: EventId) => {
      if (this.#events.has(other)) return
      this.#events.add(other)
      queue.push(other)
    }
    const index = this.#eventIndex
    for (const act of index.actsOn(id)) take(act.id)
    for (const narrowing of index.narrowingsOf(id)) take(narrowing.id)
    const { premises = [], target } = index.event(id)?.event ?? {}
    for (const premise of premises) take(premise)
    // An act without grounds of its own is known when what it acts on is.
    if (target !== undefined) take(target.event)
    for (const { event } of index.wordingsOf(id))
      for (const source of [...sourcesOf(event), ...sourceOfAct(event)]) {
        if (this.#sources.has(source)) continue
        this.#sources.add(source)
        for (const ground of publishing(index, source)) take(ground.id)
      }
  }

  /** Puts what was taken in since in order. Cost: what is dated apart, and the sources. */
  #divide(): void {
    this.expand()
    if (this.#isDivided) return
    this.#isDivided = true
    this.#positions.sort((a, b) => a - b)
    this.#knownCuts = knownCutsOf(this.#eventIndex, this.#dated)
    this.#sides = [...this.#sources].flatMap((source) => {
      const readings = this.#eventIndex.sources
        .registrationsOf(source)
        .flatMap(({ id }) => this.#eventIndex.wordingsOf(id))
      const sides = readings.map(({ event }) =>
        isOfType(sourceRegistered, event) ? event.payload.side : undefined,
      )
      // A source that is not out yet is trusted by its name alone.
      return [...new Set([undefined, ...sides])].map((side) => [source, side] as const)
    })
  }
}

/** The {@link Bearing.joinedClasses} of what rests on several things alone, by what bears on each. */
export function joinedClassesOf(
  all: readonly Pick<Bearing, 'knownCuts' | 'isOpen'>[],
): readonly KnownClass[] {
  const [first] = all
  const cuts =
    all.length < 2
      ? (first?.knownCuts ?? [])
      : [...new Set(all.flatMap(({ knownCuts }) => knownCuts))].sort((a, b) => a - b)
  const classes = classesOf(cuts)
  const last = classes.at(-2)
  if (last === undefined || all.some(({ isOpen }) => isOpen)) return classes
  return [...classes.slice(0, -2), { ...last, to: Infinity }]
}

function classesOf(cuts: readonly CivilDay[]): readonly KnownClass[] {
  const days = [-Infinity, ...cuts].map((from, index) => {
    const to = cuts[index]
    return { knownAt: dayWithin(from, to ?? Infinity), from, to: to ?? UNFILTERED }
  })
  return [...days, { knownAt: undefined, from: UNFILTERED, to: Infinity }]
}

/** Whether a trust names no one. */
export function trustsAll({ only, sides, without = [] }: Trust): boolean {
  return only === undefined && sides === undefined && without.length === 0
}

/** These subjects, and each that some identity joins to one of them or keeps apart from it, whether it counts or not. */
export function linkedWith(eventIndex: EventIndex, subjects: Iterable<Subject>): ReadonlySet<Subject> {
  const keys = new Set(subjects)
  for (const key of keys) for (const { other } of eventIndex.linksOf(key)) keys.add(other)
  return keys
}

/** A class of known days: one of them, and the half-open range that has them all. */
export type KnownClass = {
  readonly knownAt: CivilDay | undefined
  readonly from: CivilDay
  readonly to: CivilDay
}

/** The known day of a clock that filters nothing, in a range of known days: after every day. */
export const UNFILTERED = Number.MAX_VALUE

/**
 * The days on which something of these events may come to be known, or to be known for certain: when each source that they
 * register may first have been out, or revised or withdrawn, and by when it was, as recorded and as every correction has
 * it. Ascending, finite.
 */
export function knownCutsOf(eventIndex: EventIndex, events: Iterable<EventId>): readonly CivilDay[] {
  const cuts = [...events]
    .flatMap((id) => eventIndex.wordingsOf(id))
    .flatMap(({ published }) => (published === undefined ? [] : [published.earliest, published.latest - 1]))
  return [...new Set(cuts)].filter(Number.isFinite).sort((a, b) => a - b)
}

/** The source that a publisher's act is about: no act is known before what it acts on. */
function sourceOfAct(event: Envelope): readonly Subject[] {
  return isOfPublisher(event) ? [event.subject] : []
}

/** What registers, revises or withdraws a source. */
function publishing(eventIndex: EventIndex, source: Subject): readonly RecordedEvent[] {
  return [
    ...eventIndex.sources.registrationsOf(source),
    ...eventIndex.sources.revisionsOf(source),
    ...eventIndex.sources.withdrawalsOf(source),
  ]
}
