import { LRUCache } from 'lru-cache'
import { type EventId, kindOf, type RecordedEvent, type Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import {
  type Basis,
  type EventIndex,
  eventsRestingOn,
  type Identity,
  identityOf,
  soleIdentity,
  subjectsLinkedBy,
  type View,
} from '../visibility/index.ts'
import { Bearing } from './bearing.ts'
import { DayTable } from './day-table.ts'
import { evaluateAt, type Field, type SeenClaim } from './field.ts'
import { BYTES } from './kept-bytes.ts'
import { fieldNamed, type Kind } from './kind.ts'
import { withReach } from './last-attested.ts'
import type { Projection } from './projection.ts'
import { asPartial, type Resolved, resolve } from './resolve.ts'
import type { Kept, SharedCache } from './shared-cache.ts'
import { SubjectClaims } from './subject-claims.ts'

/** One subject as visible from a basis, at whatever date: its keys, every claim on any of them, and its fields by date. */
export class SubjectView {
  readonly identity: Identity
  /** By its keys, then in order of position. */
  readonly claims: readonly SeenClaim[]
  /** The position of the first event that can be seen. */
  readonly first: number
  /** By field, its table from the second question on: most views are asked about once. */
  readonly #tables = new Map<string, DayTable | undefined>()
  readonly #grown: (bytes: number) => void
  readonly #partial: boolean

  /** `partial` where some events may read otherwise than in the versions that claim: then nothing is excluded or certain. */
  constructor(
    identity: Identity,
    claims: readonly SeenClaim[],
    kind: Kind | undefined,
    grown: (bytes: number) => void,
    partial = false,
  ) {
    this.identity = identity
    this.#partial = partial
    this.claims = withReach(claims, singlesOf(kind))
    this.first = claims.reduce((first, { event }) => Math.min(first, event.position), Infinity)
    this.#grown = grown
    grown(BYTES.seen + claims.length * BYTES.mention)
  }

  get<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const resolved = this.#resolve(field, date)
    return this.#partial ? asPartial(field, resolved) : resolved
  }

  #resolve<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const known = this.#tables.get(field.name)
    if (known !== undefined) return known.at(field, date)
    const own = this.claims.filter(({ claim }) => claim.field === field.name)
    if (this.#tables.has(field.name)) {
      const table = new DayTable(own, this.#grown)
      this.#tables.set(field.name, table)
      return table.at(field, date)
    }
    this.#tables.set(field.name, undefined)
    this.#grown(BYTES.firstUse)
    return resolve(
      field,
      own.map((claim) => evaluateAt(claim, date)),
      date,
    )
  }
}

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
type Entry = Kept & {
  bearing: Bearing
  readonly claims: Map<Subject, SubjectClaims>
  readonly views: Map<Subject, Classes>
}

/** By class of trust, of known day and of position. */
type Classes = Map<string, Map<CivilDay, Map<number, SubjectView | null>>>

/**
 * The views of all subjects of a chronicle, for all bases: each worked out once for each class of bases between whose
 * neighbours nothing changes for it. What is recorded later makes new classes and changes no view. The least recently used
 * are dropped when the cache is full.
 */
export class SubjectViews {
  readonly eventIndex: EventIndex
  readonly projection: Projection
  readonly #cache: SharedCache
  readonly #viewFrom: (basis: Basis) => View
  /** The claims of the subjects that were read last without being kept. */
  readonly #lastClaims = new LRUCache<Subject, SubjectClaims>({ max: 16 })
  /** The entries that are kept, by each of their keys. */
  readonly #entries = new Map<Subject, Entry>()

  constructor(
    eventIndex: EventIndex,
    projection: Projection,
    viewFrom: (basis: Basis) => View,
    cache: SharedCache,
  ) {
    this.eventIndex = eventIndex
    this.projection = projection
    this.#viewFrom = viewFrom
    this.#cache = cache
  }

  /** Takes in an event that the event index and the projection already hold. Cost: the events that rest on it. */
  add(recorded: RecordedEvent): void {
    this.#lastClaims.clear()
    if (this.#entries.size === 0) return
    const affected = eventsRestingOn(this.eventIndex, recorded.id)
    for (const id of affected) {
      const linked = subjectsLinkedBy(this.eventIndex, id)
      const added = affected.size === 1 && linked.length === 0 ? id : undefined
      for (const key of [...this.projection.spokenOf(id), ...linked]) this.#affect(key, added)
    }
  }

  /** Drops everything that is kept; it is worked out again when it is asked. */
  clear(): void {
    for (const entry of new Set(this.#entries.values())) this.#cache.drop(entry)
  }

  /** A subject by any of its keys, as seen from a basis; `undefined` if no visible event speaks of it. Cost: its claims. */
  find(key: Subject, basis: Basis, view: () => View): SubjectView | undefined {
    const entry = this.#entry(key)
    const known = classIn(entry, key, basis).get(entry.bearing.positionClass(basis.position))
    return (known === undefined ? this.#make(entry, key, basis, view) : known) ?? undefined
  }

  /** What bears on a subject; kept only if its views are. */
  bearingOn(key: Subject): Bearing {
    return this.#entries.get(key)?.bearing ?? Bearing.ofSubject(this.eventIndex, this.projection, key)
  }

  /** What can be seen of a subject's existence alone from a basis; not kept. Cost: its events. */
  existenceOf(key: Subject, field: Field<true>, basis: Basis, view: () => View): Existence | undefined {
    const { identity, claims: all, partial } = this.#seen(basis, view, key)
    if (all.length === 0) return undefined
    const first = all.reduce((least, { event }) => Math.min(least, event.position), Infinity)
    const sources = [...new Set(all.flatMap(({ sources }) => sources))]
    const own = all.filter(({ claim }) => claim.field === field.name)
    const claims = withReach(own, singlesOf(this.#kindOf(key)))
    return { identity, first, sources, claims, seen: all, partial }
  }

  /** A subject under all its keys from a basis: every claim on any of them, and whether further ones are possible. */
  #seen(basis: Basis, view: () => View, key: Subject) {
    const isAlone = this.eventIndex.linksOf(key).length === 0
    const identity = isAlone ? soleIdentity(key) : identityOf(view(), key)
    const seen = identity.keys.map((each) => this.#claimsOn(each).from(basis, view))
    const [only] = seen
    const claims =
      seen.length === 1 && only !== undefined ? only.claims : seen.flatMap(({ claims }) => claims)
    return { identity, claims, partial: seen.some(({ partial }) => partial) }
  }

  readonly #latest = (): View => this.#viewFrom({ position: this.eventIndex.count, trusting: {} })

  /** Kept with the views of a subject, or for a while. */
  #claimsOn(subject: Subject): SubjectClaims {
    const entry = this.#entries.get(subject)
    const known = entry?.claims.get(subject) ?? this.#lastClaims.get(subject)
    if (known !== undefined) return known
    const claims = new SubjectClaims(this.eventIndex, this.projection, subject, this.#latest)
    if (entry === undefined) this.#lastClaims.set(subject, claims)
    else {
      entry.claims.set(subject, claims)
      this.#grow(subject, claims.size * BYTES.claim)
    }
    return claims
  }

  #kindOf(key: Subject): Kind | undefined {
    return this.projection.vocabulary.kinds.get(kindOf(key))
  }

  #make(entry: Entry, key: Subject, basis: Basis, view: () => View): SubjectView | null {
    const { identity, claims, partial } = this.#seen(basis, view, key)
    const grown = (bytes: number) => this.#grow(key, bytes)
    const made =
      claims.length === 0 ? null : new SubjectView(identity, claims, this.#kindOf(key), grown, partial)
    if (made === null) grown(BYTES.seen)
    for (const each of identity.keys)
      classIn(entry, each, basis).set(entry.bearing.positionClass(basis.position), made)
    return made
  }

  #entry(key: Subject): Entry {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      this.#cache.use(known)
      return known
    }
    const bearing = Bearing.ofSubject(this.eventIndex, this.projection, key)
    const entry: Entry = {
      bearing,
      claims: new Map(),
      views: new Map(),
      bytes: BYTES.subject + bearing.size * BYTES.bearing,
      dropped: () => {
        for (const each of entry.bearing.keys)
          if (this.#entries.get(each) === entry) this.#entries.delete(each)
      },
    }
    for (const each of entry.bearing.keys) this.#entries.set(each, entry)
    this.#cache.keep(entry)
    return entry
  }

  /** What is new bears on the entry of a key: by itself, or in such a way that what bears is to be found again. */
  #affect(key: Subject, added: EventId | undefined): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    const { bearing, claims, views } = entry
    const sources = bearing.sources.size
    if (added !== undefined) {
      bearing.grow([added])
      claims.get(key)?.add(added, this.#latest)
      this.#grow(key, BYTES.bearing + BYTES.claim)
    }
    if (added !== undefined && bearing.sources.size === sources) return
    // A class of trust goes by the sources that bear, in their order.
    for (const classes of views.values())
      for (const trust of classes.keys()) if (trust !== '') classes.delete(trust)
    if (added !== undefined) return
    claims.clear()
    entry.bearing = Bearing.ofSubject(this.eventIndex, this.projection, key)
    for (const each of entry.bearing.keys) this.#entries.set(each, entry)
  }

  #grow(key: Subject, bytes: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    entry.bytes += bytes
    this.#cache.keep(entry)
  }
}

/** Says of a field's name whether a subject of the kind has one value of it at a time. */
function singlesOf(kind: Kind | undefined): (name: string) => boolean {
  return (name) => kind !== undefined && fieldNamed(kind, name)?.single === true
}

/** The views of a key from the bases of one class of trust and of known day, by class of position. */
function classIn({ bearing, views }: Entry, key: Subject, basis: Basis): Map<number, SubjectView | null> {
  return views
    .getOrInsertComputed(key, () => new Map())
    .getOrInsertComputed(bearing.trustClass(basis.trusting), () => new Map())
    .getOrInsertComputed(bearing.knownClass(basis.knownAt), () => new Map())
}
