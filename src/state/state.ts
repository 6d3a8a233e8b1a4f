import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import {
  type Basis,
  basisOf,
  type Identity,
  type Point,
  subjectsLinkedBy,
  type View,
} from '../visibility/index.ts'
import { type KnownClass, linkedWith } from './bearing.ts'
import { eventRows } from './event-rows.ts'
import type { EventWords, WordsOf } from './event-words.ts'
import { evaluateAt, type Field, type Standing } from './field.ts'
import { ItemRows } from './item-rows.ts'
import { becauseSteps, type Item, type Kind, type Written } from './kind.ts'
import type { PlainEvents } from './plain-events.ts'
import type { Projection } from './projection.ts'
import type { Resolved } from './resolve.ts'
import { claimedAtAnyDate, type Short } from './resolved-short.ts'
import type { RowSearch } from './row-index.ts'
import type { IndexFrom, RowIndexes } from './row-indexes.ts'
import { doneOnce, inOneGo, type Steps, sorted } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import type { SubjectViews } from './subject-views.ts'

/** What states of one chronicle share: each part holds only what is the same for whoever asks. */
export type StateCaches = {
  readonly subjectViews: SubjectViews
  readonly rowIndexes: RowIndexes
  /** The index of the events' words, cached. */
  readonly eventWords: (wordsOf: WordsOf) => EventWords
  /** The events that read alike wherever they can be seen, cached. */
  readonly plainEvents: () => PlainEvents
  /** The view from a basis, cached. */
  readonly viewFrom: (basis: Basis) => View
}

/** How many subjects are looked up in one step. */
const STEP = 10

/** What the claims visible at a point resolve to. Everything in it is computed at the first use. */
export class State {
  readonly point: Point
  readonly #caches: StateCaches
  /** The items that were asked for, by subject; of most states that is one. */
  #first: ResolvedItem | undefined
  #items: Map<Subject, ResolvedItem> | undefined
  #view: View | undefined
  readonly #looked: ((subject: Subject) => void) | undefined

  /** `looked` is called with each subject that is looked up in it. */
  constructor(caches: StateCaches, point: Point, looked?: (subject: Subject) => void) {
    this.#caches = caches
    this.point = point
    this.#looked = looked
  }

  get view(): View {
    this.#view ??= this.#caches.viewFrom(basisOf(this.point))
    return this.#view
  }

  get projection(): Projection {
    return this.#caches.subjectViews.projection
  }

  /** The state at another date from the same basis. */
  at(date: CivilDay): State {
    return date === this.point.date ? this : new State(this.#caches, { ...this.point, date }, this.#looked)
  }

  /** The state at another position, of everything recorded. */
  recordedBy(position: number): State {
    return new State(this.#caches, { ...this.point, position }, this.#looked)
  }

  /** The state at another known day, where the clock filters nothing without one; `looked` is that of the constructor. */
  knownBy(knownAt: CivilDay | undefined, looked?: (subject: Subject) => void): State {
    const { knownAt: _, ...others } = this.point
    return new State(this.#caches, { ...others, ...(knownAt !== undefined && { knownAt }) }, looked)
  }

  /** The classes of known days on each of which a subject can be seen alike; in steps. */
  knownClassesOf(subject: Subject): Steps<readonly KnownClass[]> {
    return this.#caches.subjectViews.knownClassesOf(subject)
  }

  /** Those on each of which a source can be seen alike. */
  knownClassesOfSource(source: Subject): readonly KnownClass[] {
    return this.#caches.subjectViews.knownClassesOfSource(source)
  }

  /** The index of a kind's items, or of what a search finds, from the point's basis; in steps, where it has to be built first. */
  itemIndex(kind: Kind, search?: RowSearch): Generator<undefined, IndexFrom> {
    const { subjectViews, rowIndexes } = this.#caches
    return rowIndexes.from(
      new ItemRows(kind, subjectViews, this.#caches.plainEvents, search),
      basisOf(this.point),
    )
  }

  /** The same of the events. */
  eventIndex(search?: RowSearch): Generator<undefined, IndexFrom> {
    const { subjectViews, rowIndexes } = this.#caches
    return rowIndexes.from(
      eventRows(subjectViews.eventIndex, this.#caches.plainEvents, search),
      basisOf(this.point),
    )
  }

  /** Whether indexes of lists are being made, which goes on with nobody waiting for them. */
  get isIndexing(): boolean {
    return this.#caches.rowIndexes.isBuilding
  }

  /** The index of the words of every event, whatever can be seen of it. */
  eventWords(wordsOf: WordsOf): EventWords {
    return this.#caches.eventWords(wordsOf)
  }

  /** The events that read alike wherever they can be seen. */
  get plainEvents(): PlainEvents {
    return this.#caches.plainEvents()
  }

  /** Every event that registers a source and is recorded by the point's position, in order, each read when its turn comes. */
  get registering(): IteratorObject<RecordedEvent, undefined> {
    return this.#caches.subjectViews.eventIndex.sources.everyRegistrationBy(this.point.position)
  }

  /** The events that cite a source in any reading, whatever can be seen of them. */
  eventsCiting(source: Subject): readonly EventId[] {
    const { eventIndex } = this.#caches.subjectViews
    return eventIndex.dependents.citing(source).map((number) => eventIndex.idOf(number))
  }

  /** Those of some events that are about one of these subjects in any reading, whatever can be seen of them. */
  eventsAbout(subjects: ReadonlySet<Subject>, among: Iterable<EventId>): readonly EventId[] {
    const { eventIndex } = this.#caches.subjectViews
    // No combination of corrections gives it a subject that none of them gives.
    const isAbout = (id: EventId) =>
      eventIndex.wordingsOf(id).some(({ event }) => subjects.has(event.subject))
    return [...among].filter(isAbout)
  }

  /** The subjects that some events speak of, join or keep apart, in any reading; one may be named twice. */
  subjectsOfEvents(ids: Iterable<EventId>): readonly Subject[] {
    const { eventIndex } = this.#caches.subjectViews
    return [...ids]
      .map((id) => eventIndex.numberOf(id))
      .flatMap((event) => [...this.projection.spokenOf(event), ...subjectsLinkedBy(eventIndex, event)])
  }

  /** These subjects, and each that some identity joins to one of them or keeps apart from it, whether it counts or not. */
  linkedWith(subjects: Iterable<Subject>): ReadonlySet<Subject> {
    return linkedWith(this.#caches.subjectViews.eventIndex, subjects)
  }

  /** Whether some identity joins a subject to another or keeps it apart from one, whether it counts or not. */
  isLinked(subject: Subject): boolean {
    return this.#caches.subjectViews.eventIndex.linksOf(subject).length > 0
  }

  /**
   * Every subject of a kind with a visible event, once even if it has several keys, whatever its answer. In the order of the
   * first visible event of each, then by key. Cost: the claims on that kind's subjects.
   */
  list(kind: string): readonly Item[] {
    return this.among(this.projection.subjectsOf(kind))
  }

  /** Those of these subjects that have a visible event: as {@link list} gives them, and in its order. */
  among(subjects: Iterable<Subject>): readonly Item[] {
    return inOneGo(this.amongSteps(subjects))
  }

  /** The same in steps. */
  *amongSteps(subjects: Iterable<Subject>): Steps<readonly Item[]> {
    const items = new Set<Item>()
    let looked = 0
    for (const subject of subjects) {
      if (++looked % STEP === 0) yield
      const item = yield* this.itemSteps(subject)
      if (item !== undefined) items.add(item)
    }
    return yield* sorted([...items], (a, b) => a.first - b.first || (a.subject < b.subject ? -1 : 1))
  }

  /** Reads a large subject in steps, before it is asked for; undefined where that is not needed. */
  reading(subject: Subject): Steps<unknown> | undefined {
    return this.#caches.subjectViews.reading(subject, this.point, () => this.view)
  }

  /** The same as {@link item}; a large subject is read in steps. */
  *itemSteps(subject: Subject): Steps<Item | undefined> {
    const seen = yield* this.viewSteps(subject)
    return seen && this.itemOf(seen)
  }

  /** One subject, by any of its keys; `undefined` if no visible event speaks of it. `written` as in {@link itemOf}. */
  item(subject: Subject, written?: Written): Item | undefined {
    this.#looked?.(subject)
    const known = this.#first?.subject === subject ? this.#first : this.#items?.get(subject)
    if (known !== undefined) return known
    const seen = this.#caches.subjectViews.find(subject, this.point, () => this.view)
    return seen && this.itemOf(seen, written)
  }

  /** What can be seen of one subject at whatever date; `undefined` where no visible event speaks of it. In steps. */
  viewSteps(subject: Subject): Steps<SubjectView | undefined> {
    this.#looked?.(subject)
    return this.#caches.subjectViews.findInSteps(subject, this.point, () => this.view)
  }

  /** What can be seen of one subject at whatever date, for a comparison, which keeps less of it. */
  viewOnce(subject: Subject): Steps<SubjectView | undefined> {
    this.#looked?.(subject)
    return this.#caches.subjectViews.findOnce(subject, this.point, () => this.view)
  }

  /** The same for who goes through all subjects once, which keeps nothing of it. */
  viewApart(subject: Subject): Steps<SubjectView | undefined> {
    this.#looked?.(subject)
    return this.#caches.subjectViews.findApart(subject, this.point, () => this.view)
  }

  /** What is seen of a subject from this state's basis, on its date; `written`, where it is known what that comes to. */
  itemOf(seen: SubjectView, written?: Written): Item {
    if (this.#first === undefined) {
      this.#first = new ResolvedItem(seen, this.point, written)
      return this.#first
    }
    this.#items ??= new Map([[this.#first.subject, this.#first]])
    const made = () => new ResolvedItem(seen, this.point, written)
    return this.#items.getOrInsertComputed(seen.identity.subject, made)
  }

  /** The last day on which a definitely visible source may have been published: *on the record* ends here. */
  get horizon(): CivilDay | undefined {
    return inOneGo(this.horizonSteps())
  }

  /** The same in steps, which all who ask at once share. Cost: every source, the first time for a view. */
  horizonSteps(): Steps<CivilDay | undefined> {
    const { view } = this
    return horizons.getOrInsertComputed(view, () => doneOnce(() => newestCertain(view)))()
  }
}

/** By view, where it was asked for: it is the same at every date. */
const horizons = new WeakMap<View, () => Steps<CivilDay | undefined>>()

/** How many sources are looked at in one step. */
const SOURCES_A_STEP = 50

function* newestCertain(view: View): Steps<CivilDay | undefined> {
  let newest: CivilDay | undefined
  let looked = 0
  for (const { event } of view.eventIndex.sources.registrationsBy(Infinity)) {
    if (++looked % SOURCES_A_STEP === 0) yield
    const published =
      view.source(event.subject) === 'definitely' ? view.publishedOf(event.subject) : undefined
    if (published === undefined || !Number.isFinite(published.latest)) continue
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, published.latest - 1)
  }
  return newest
}

class ResolvedItem implements Item {
  readonly identity: Identity
  readonly kind: Kind
  readonly point: Point
  readonly written: Written | undefined
  readonly #seen: SubjectView
  #standings: readonly Standing[] | undefined

  constructor(seen: SubjectView, point: Point, written: Written | undefined) {
    this.identity = seen.identity
    this.kind = seen.kind
    this.point = point
    this.written = written
    this.#seen = seen
  }

  get subject(): Subject {
    return this.identity.subject
  }

  /** The position of the first event that can be seen. */
  get first(): number {
    return this.#seen.first
  }

  get existence(): Resolved<true> {
    return this.get(this.kind.existence)
  }

  get standings(): readonly Standing[] {
    this.#standings ??= this.#seen.claims.map((claim) => evaluateAt(claim, this.point.date))
    return this.#standings
  }

  mayHave(field: Pick<Field<never>, 'name'>): boolean {
    return this.#seen.mayHave(field)
  }

  valuesOf<T>(field: Field<T>): Short<T> {
    return this.get(field)
  }

  valuesAtAnyDate<T>(field: Field<T>): Short<T>['values'] {
    const claims = this.standingsOf(field).map(({ seen }) => seen)
    return claimedAtAnyDate(field, claims, this.point.date)
  }

  standingsOf(field: Pick<Field<never>, 'name'>): readonly Standing[] {
    return this.#seen.claimsOf(field).map((claim) => evaluateAt(claim, this.point.date))
  }

  writtenSteps(): Steps<Written> {
    return this.#seen.writtenAt(this.point.date, () => this)
  }

  get<T>(field: Field<T>): Resolved<T> {
    return this.#seen.get(field, this.point.date)
  }

  get because(): readonly EventId[] {
    return inOneGo(becauseSteps(this))
  }
}
