import { LRUCache } from 'lru-cache'
import { type EventId, kindOf, type RecordedEvent, type Subject } from '../event/index.ts'
import {
  type Basis,
  type EventIndex,
  eventsRestingOn,
  type Identity,
  identityOf,
  subjectsLinkedBy,
  type View,
} from '../visibility/index.ts'
import { Bearing, joinedClassesOf, type KnownClass, linkedWith } from './bearing.ts'
import { BYTES } from './cache-bytes.ts'
import type { Field, SeenClaim } from './field.ts'
import type { Kind } from './kind.ts'
import { withReach } from './last-attested.ts'
import type { Projection } from './projection.ts'
import { RecentViews } from './recent-views.ts'
import type { CacheEntry, SharedCache } from './shared-cache.ts'
import { inOneGo, type Steps } from './steps.ts'
import { type OtherClaims, SubjectClaims } from './subject-claims.ts'
import { readClaims, type Seen, SubjectView, singlesOf } from './subject-view.ts'
import { ViewsByClass } from './views-by-class.ts'

/** Of a subject of more events than this, columns are read and not every claim. */
const LARGE = 200

/** How many events are gathered in one step. */
const STEP = 50

/** Prime, so that no subject is passed over again and again by those who ask for a few in turn. */
const HITS_A_USE = 13

/** The claims that a subject exists, in order of position, and the position of the first event that can be seen of it. */
export type Existence = {
  readonly identity: Identity
  readonly first: number
  /** Every source that says anything of it. */
  readonly sources: readonly Subject[]
  readonly claims: readonly SeenClaim[]
  /** Every claim that can be seen of it. */
  readonly seen: readonly SeenClaim[]
  /** Whether further claims are possible that are not among these. */
  readonly partial: boolean
}

/** The views of one group of keys: what bears on them, and by key and class of basis what is seen of each. */
type Entry = CacheEntry & {
  readonly bearing: Bearing
  readonly claims: Map<Subject, SubjectClaims>
  readonly views: ViewsByClass
  /** Notes that it takes so many bytes more. */
  readonly grown: (bytes: number) => void
}

/**
 * The views of all subjects of a chronicle, for all bases: each worked out once for each class of bases between whose
 * neighbours nothing changes for it. What is recorded later makes new classes and changes no view; where an act, a date or a
 * link bears on a subject, it is gathered again. The least recently used are dropped when the cache is full.
 */
export class SubjectViews {
  readonly eventIndex: EventIndex
  readonly projection: Projection
  readonly #cache: SharedCache
  /** The claims of the subjects, none of them large, that were read last without being kept. */
  readonly #lastClaims = new LRUCache<Subject, SubjectClaims>({ max: 16 })
  /** On which known days sources turn, until an event is taken in. */
  readonly #sourceDays = new Map<Subject, Pick<Bearing, 'knownCuts' | 'isOpen'>>()
  /** The entries that are kept, by each of their keys. */
  readonly #entries = new Map<Subject, Entry>()
  readonly #recent = new RecentViews()
  #hits = 0
  /** By key what is being gathered in steps, until something new bears on it. */
  readonly #gathering = new Map<Subject, Entry>()

  constructor(eventIndex: EventIndex, projection: Projection, cache: SharedCache) {
    this.eventIndex = eventIndex
    this.projection = projection
    this.#cache = cache
  }

  /** Takes in an event that the event index and the projection already hold. Cost: the events that rest on it. */
  add(recorded: RecordedEvent): void {
    this.#lastClaims.clear()
    this.#sourceDays.clear()
    if (this.#entries.size === 0 && this.#gathering.size === 0) return
    const affected = eventsRestingOn(this.eventIndex, this.eventIndex.numberOf(recorded.id))
    for (const event of affected) {
      const linked = subjectsLinkedBy(this.eventIndex, event)
      const added = affected.size === 1 && linked.length === 0 ? recorded.id : undefined
      for (const key of [...this.projection.spokenOf(event), ...linked]) this.#affect(key, added)
    }
  }

  /** Drops everything that is kept; it is worked out again when it is asked. */
  clear(): void {
    for (const entry of new Set(this.#entries.values())) this.#cache.drop(entry)
  }

  /**
   * A subject by any of its keys, as seen from a basis; `undefined` if no visible event speaks of it, or the vocabulary does
   * not have its kind. Cost: its claims.
   */
  find(key: Subject, basis: Basis, view: () => View): SubjectView | undefined {
    const recent = this.#recent.get(key, basis)
    if (recent !== undefined) {
      this.#noteHit(key)
      return recent
    }
    const known = this.#known(key, basis)
    const found = known === undefined ? inOneGo(this.#make(this.#entry(key), key, basis, view)) : known
    if (found === null) return undefined
    if (this.#entries.has(key)) this.#recent.set(key, basis, found)
    return found
  }

  /** The cache is told of one hit in so many: to note each would take longer than to find what is asked for. */
  #noteHit(key: Subject): void {
    this.#hits += 1
    if (this.#hits % HITS_A_USE !== 0) return
    const entry = this.#entries.get(key)
    if (entry !== undefined) this.#cache.use(entry)
  }

  /** The same as {@link find}; a large subject is read in steps. */
  *findInSteps(key: Subject, basis: Basis, view: () => View): Steps<SubjectView | undefined> {
    const known = this.#recent.get(key, basis) ?? this.#known(key, basis)
    if (known !== undefined) return known ?? undefined
    const made = this.#isLarge(key) ? yield* this.#read(key, basis, view) : undefined
    return made === undefined ? this.find(key, basis, view) : (made ?? undefined)
  }

  /**
   * The same for a comparison: what is seen from a second basis is not kept, for it costs more to find its class than to see
   * it again.
   */
  *findOnce(key: Subject, basis: Basis, view: () => View): Steps<SubjectView | undefined> {
    if (this.#entries.get(key)?.views.isSecond(basis) && !this.#isLarge(key))
      return yield* this.#viewed(key, basis, view, () => {})
    return yield* this.findInSteps(key, basis, view)
  }

  /** The same for who goes through all subjects once: what is seen is not kept, unless the subject is large. */
  *findApart(key: Subject, basis: Basis, view: () => View): Steps<SubjectView | undefined> {
    if (this.#isLarge(key)) return yield* this.findInSteps(key, basis, view)
    return yield* this.#viewed(key, basis, view, () => {})
  }

  /**
   * Reads a large subject in steps, for {@link find} to have it at hand; undefined where that is not needed. What is recorded
   * meanwhile may make it vain: then it is read when it is asked.
   */
  reading(key: Subject, basis: Basis, view: () => View): Steps<unknown> | undefined {
    if (!this.#isLarge(key) || this.#known(key, basis) !== undefined) return undefined
    return this.#read(key, basis, view)
  }

  #isLarge(key: Subject): boolean {
    return this.projection.isSpokenOfBy(LARGE, key)
  }

  #known(key: Subject, basis: Basis): SubjectView | null | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#cache.use(entry)
    const { size } = entry.bearing
    const known = entry.views.get(key, basis)
    if (entry.bearing.size > size) entry.grown((entry.bearing.size - size) * BYTES.bearing)
    return known
  }

  /** Undefined where something was recorded meanwhile that bears on it, or it is larger than the cache. */
  *#read(key: Subject, basis: Basis, view: () => View): Steps<SubjectView | null | undefined> {
    const entry = this.#entries.get(key) ?? (yield* this.#gatherInSteps(key))
    return this.#entries.get(key) === entry ? yield* this.#make(entry, key, basis, view) : undefined
  }

  *#gatherInSteps(key: Subject): Steps<Entry> {
    const entry = this.#emptyEntry(key)
    for (const each of entry.bearing.keys) this.#gathering.set(each, entry)
    try {
      yield* this.#gather(entry)
      if ([...entry.bearing.keys].every((each) => this.#gathering.get(each) === entry)) this.#keep(entry)
    } finally {
      for (const each of entry.bearing.keys)
        if (this.#gathering.get(each) === entry) this.#gathering.delete(each)
    }
    return entry
  }

  /** Takes in every event that speaks of an entry's keys, once for both what bears on it and what is claimed. */
  *#gather({ bearing, claims }: Entry): Steps<void> {
    let gathered = 0
    for (const key of bearing.keys) {
      const isLarge = this.#isLarge(key)
      const own = new SubjectClaims(this.eventIndex, this.projection, key)
      claims.set(key, own)
      for (const id of this.projection.eventsOf(key)) {
        if (++gathered % STEP === 0) yield
        bearing.grow([id])
        if (isLarge) bearing.expand()
        own.add(id)
      }
      bearing.grow(this.eventIndex.linksOf(key).map(({ by }) => by.id))
    }
  }

  /** What bears on a subject, in steps; kept only if its views are. */
  *bearingOn(key: Subject): Steps<Bearing> {
    const known = this.#entries.get(key)?.bearing
    return known ?? (yield* Bearing.ofSubject(this.eventIndex, this.projection, key))
  }

  /** The {@link Bearing.joinedClasses} of a subject. Cost: its sources, where nothing else bears on it. */
  *knownClassesOf(key: Subject): Steps<readonly KnownClass[]> {
    const isApart = !this.#isLarge(key) && this.eventIndex.linksOf(key).length === 0
    const sources = isApart ? this.#claimsOn(key).soleSources : undefined
    if (sources === undefined) return (yield* this.bearingOn(key)).joinedClasses()
    return joinedClassesOf([...sources].map((source) => this.#daysOfSource(source)))
  }

  /** The {@link Bearing.joinedClasses} of a source. */
  knownClassesOfSource(source: Subject): readonly KnownClass[] {
    return joinedClassesOf([this.#daysOfSource(source)])
  }

  #daysOfSource(source: Subject): Pick<Bearing, 'knownCuts' | 'isOpen'> {
    const known = this.#sourceDays.get(source)
    if (known !== undefined) return known
    const { knownCuts, isOpen } = Bearing.ofSource(this.eventIndex, source)
    this.#sourceDays.set(source, { knownCuts, isOpen })
    return { knownCuts, isOpen }
  }

  /** What can be seen of a subject's existence alone from a basis; not kept. Cost: its events. */
  *existenceOf(
    key: Subject,
    field: Field<true>,
    basis: Basis,
    view: () => View,
  ): Steps<Existence | undefined> {
    const { identity, first, partial, ...seen } = yield* this.#seen(basis, view, key)
    const all = readClaims(seen)
    if (all.length === 0) return undefined
    const sources = [...new Set(all.flatMap(({ sources }) => sources))]
    const own = all.filter(({ claim }) => claim.field === field.name)
    const claims = withReach(own, singlesOf(this.#kindOf(key)))
    return { identity, first, sources, claims, seen: all, partial }
  }

  /** A subject under all its keys from a basis; in steps. */
  *#seen(basis: Basis, view: () => View, key: Subject): Steps<Seen & { readonly identity: Identity }> {
    const isAlone = this.eventIndex.linksOf(key).length === 0
    const identity = isAlone ? this.#claimsOn(key).identity : identityOf(view(), key)
    const ofKeys: { claims: SubjectClaims; others: OtherClaims }[] = []
    for (const each of identity.keys) {
      const claims = this.#claimsOn(each)
      ofKeys.push({ claims, others: yield* claims.othersFrom(view) })
    }
    const partial = ofKeys.some(({ others }) => others.partial)
    const bytes = ofKeys.reduce((sum, { others }) => sum + others.claims * BYTES.claim, 0)
    const [only] = ofKeys
    if (ofKeys.length > 1 || only === undefined || only.claims.size <= LARGE) {
      const claims = ofKeys.flatMap(({ claims, others }) => claims.from(basis, others))
      const first = claims.reduce((least, { event }) => Math.min(least, event.position), Infinity)
      return { identity, first, claims, partial, bytes }
    }
    return { identity, partial, bytes, ...largeFrom(basis, only) }
  }

  /** Kept with the views of a subject; of one that is not large, else for a while. */
  #claimsOn(subject: Subject): SubjectClaims {
    const kept = this.#entries.get(subject) ?? (this.#isLarge(subject) ? this.#entry(subject) : undefined)
    const known = kept?.claims.get(subject) ?? this.#lastClaims.get(subject)
    if (known !== undefined) return known
    const claims = new SubjectClaims(this.eventIndex, this.projection, subject)
    for (const id of this.projection.eventsOf(subject)) claims.add(id)
    this.#lastClaims.set(subject, claims)
    return claims
  }

  #kindOf(key: Subject): Kind | undefined {
    return this.projection.vocabulary.kinds.get(kindOf(key))
  }

  /** Null where nothing can be seen. */
  *#make(entry: Entry, key: Subject, basis: Basis, view: () => View): Steps<SubjectView | null> {
    const made = yield* this.#viewed(key, basis, view, entry.grown)
    if (made === undefined) entry.grown(BYTES.seen)
    for (const each of made?.identity.keys ?? [key]) entry.views.set(each, basis, made ?? null)
    return made ?? null
  }

  *#viewed(
    key: Subject,
    basis: Basis,
    view: () => View,
    grown: (bytes: number) => void,
  ): Steps<SubjectView | undefined> {
    const { identity, ...seen } = yield* this.#seen(basis, view, key)
    const kind = this.#kindOf(key)
    return kind === undefined || seen.first === Infinity
      ? undefined
      : new SubjectView(identity, seen, kind, grown)
  }

  #entry(key: Subject): Entry {
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const entry = this.#emptyEntry(key)
    inOneGo(this.#gather(entry))
    this.#keep(entry)
    return entry
  }

  #emptyEntry(key: Subject): Entry {
    const bearing = new Bearing(this.eventIndex, linkedWith(this.eventIndex, [key]))
    const entry: Entry = {
      bearing,
      claims: new Map(),
      views: new ViewsByClass(bearing),
      bytes: 0,
      grown: (bytes) => this.#cache.grow(entry, bytes),
      dropped: () => {
        for (const each of bearing.keys) {
          if (this.#entries.get(each) !== entry) continue
          this.#entries.delete(each)
          this.#recent.delete(each)
        }
      },
    }
    return entry
  }

  #keep(entry: Entry): void {
    entry.bytes = bytesOfGathered(entry)
    for (const each of entry.bearing.keys) this.#entries.set(each, entry)
    this.#cache.keep(entry)
  }

  /** What is new bears on the entry of a key: by itself, or in such a way that all is to be gathered again. */
  #affect(key: Subject, added: EventId | undefined): void {
    this.#gathering.delete(key)
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    const { bearing, claims, views } = entry
    if (added === undefined) {
      this.#cache.drop(entry)
      return
    }
    const sources = bearing.sources.size
    bearing.grow([added])
    claims.get(key)?.add(added)
    entry.grown(BYTES.bearing + BYTES.claim)
    if (bearing.sources.size > sources) views.dropTrusting()
  }
}

/** What can be seen of a large subject: its claims are read when they are asked for. */
function largeFrom(
  basis: Basis,
  { claims, others }: { readonly claims: SubjectClaims; readonly others: OtherClaims },
): Required<Pick<Seen, 'first' | 'claims' | 'resolve'>> {
  return {
    first: claims.firstFrom(basis, others),
    claims: () => claims.from(basis, others),
    resolve: (field, date, grown) => claims.resolve(field, { basis, others, date }, grown),
  }
}

function bytesOfGathered({ bearing, claims }: Entry): number {
  const sizes = [...claims.values()].map(({ size }) => size * BYTES.claim)
  return sizes.reduce((sum, size) => sum + size, BYTES.subject + bearing.size * BYTES.bearing)
}
