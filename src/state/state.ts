import { type EventId, kindOf, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { basisOf, type EventIndex, type Identity, identityOf, type Point, View } from '../visibility/index.ts'
import { evaluateAt, type Field, type SeenClaim, type Standing } from './field.ts'
import { fieldsOf, type Item, type Kind } from './kind.ts'
import type { Projection } from './projection.ts'
import { type Resolved, resolve } from './resolve.ts'

/** One subject as visible from a basis, at whatever date: its keys, and every claim on any of them, by field. */
export type SubjectView = {
  readonly identity: Identity
  readonly claims: readonly SeenClaim[]
  readonly byField: ReadonlyMap<string, readonly SeenClaim[]>
}

/** The views of subjects from one basis: each found once, for all dates. */
export class SubjectViewCache {
  readonly view: View
  readonly projection: Projection
  readonly #subjects = new Map<Subject, SubjectView | undefined>()

  constructor(view: View, projection: Projection) {
    this.view = view
    this.projection = projection
  }

  /** A subject by any of its keys; `undefined` if no visible event speaks of it. Cost: its claims. */
  subject(key: Subject): SubjectView | undefined {
    if (!this.#subjects.has(key)) this.#find(key)
    return this.#subjects.get(key)
  }

  #find(key: Subject): void {
    const identity = identityOf(this.view, key)
    const claims = identity.keys.flatMap((each) => this.#claimsOn(each))
    const byField = Map.groupBy(claims, ({ claim }) => claim.field)
    const seen = claims.length === 0 ? undefined : { identity, claims, byField }
    for (const each of identity.keys) this.#subjects.set(each, seen)
  }

  #claimsOn(subject: Subject): SeenClaim[] {
    const seen: SeenClaim[] = []
    for (const id of this.projection.eventsOf(subject)) this.#addClaims(seen, subject, id)
    return seen
  }

  /** Adds what an event claims of a subject, in each of its versions. */
  #addClaims(seen: SeenClaim[], subject: Subject, id: EventId): void {
    const { versions, absent } = this.view.see(id)
    const visible = absent ? 'possibly' : 'definitely'
    const of = versions.length + (absent ? 1 : 0)
    for (const [index, version] of versions.entries()) {
      const claims = this.projection.claimsOf(subject, version)
      if (claims.length === 0) continue
      const { root: event, bounds, by, datedBy } = version
      const sources = sourcesOf(version.event.event)
      const written = datedBy.length === 0 ? version.event.event.valid : undefined
      const because = datedBy.length === 0 ? by : [...new Set([...by, ...datedBy])]
      for (const claim of claims)
        seen.push({ claim, event, version: index, of, sources, visible, bounds, written, because })
    }
  }
}

/** What the claims visible at a point resolve to. Everything in it is computed at the first use. */
export class State {
  readonly point: Point
  readonly #subjectViews: SubjectViewCache
  readonly #items = new Map<Subject, ResolvedItem>()

  constructor(subjectViews: SubjectViewCache, point: Point) {
    this.#subjectViews = subjectViews
    this.point = point
  }

  get view(): View {
    return this.#subjectViews.view
  }

  get projection(): Projection {
    return this.#subjectViews.projection
  }

  /** The state at another date from the same basis, with the same views of subjects. */
  at(date: CivilDay): State {
    return date === this.point.date ? this : new State(this.#subjectViews, { ...this.point, date })
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
    const items = new Set<ResolvedItem>()
    for (const subject of subjects) {
      const item = this.#itemOf(subject)
      if (item !== undefined) items.add(item)
    }
    const first = new Map([...items].map((item) => [item, firstPosition(item)]))
    return [...items].sort(
      (a, b) => (first.get(a) ?? 0) - (first.get(b) ?? 0) || (a.subject < b.subject ? -1 : 1),
    )
  }

  /** One subject, by any of its keys; `undefined` if no visible event speaks of it. */
  item(subject: Subject): Item | undefined {
    return this.#itemOf(subject)
  }

  #itemOf(subject: Subject): ResolvedItem | undefined {
    const kind = this.#subjectViews.projection.vocabulary.kinds.get(kindOf(subject))
    const seen = kind && this.#subjectViews.subject(subject)
    if (kind === undefined || seen === undefined) return undefined
    const item = this.#items.get(seen.identity.subject) ?? new ResolvedItem(seen, kind, this.point)
    this.#items.set(seen.identity.subject, item)
    return item
  }

  /** The last day on which a definitely visible source may have been published: *on the record* ends here. */
  get horizon(): CivilDay | undefined {
    const ends = this.view.eventIndex.registrations.flatMap(({ event: { subject } }) => {
      const published =
        this.view.source(subject) === 'definitely' ? this.view.publishedOf(subject) : undefined
      return published === undefined || !Number.isFinite(published.latest) ? [] : [published.latest - 1]
    })
    return ends.length === 0 ? undefined : Math.max(...ends)
  }
}

/** The state at a point, from the events as indexed and gathered. */
export function stateAt(eventIndex: EventIndex, projection: Projection, point: Point): State {
  return new State(new SubjectViewCache(new View(eventIndex, basisOf(point)), projection), point)
}

class ResolvedItem implements Item {
  readonly identity: Identity
  readonly kind: Kind
  readonly point: Point
  readonly #seen: SubjectView
  #standings: readonly Standing[] | undefined
  readonly #resolved = new Map<string, Resolved<unknown>>()

  constructor(seen: SubjectView, kind: Kind, point: Point) {
    this.identity = seen.identity
    this.kind = kind
    this.point = point
    this.#seen = seen
  }

  get subject(): Subject {
    return this.identity.subject
  }

  get claims(): readonly SeenClaim[] {
    return this.#seen.claims
  }

  get existence(): Resolved<true> {
    return this.get(this.kind.existence)
  }

  get standings(): readonly Standing[] {
    this.#standings ??= this.#seen.claims.map((claim) => evaluateAt(claim, this.point.date))
    return this.#standings
  }

  get<T>(field: Field<T>): Resolved<T> {
    const remembered = this.#resolved.get(field.name)
    if (remembered !== undefined) return remembered as Resolved<T>
    const { date } = this.point
    const standings = (this.#seen.byField.get(field.name) ?? []).map((claim) => evaluateAt(claim, date))
    const resolved = resolve(field, standings, date)
    this.#resolved.set(field.name, resolved)
    return resolved
  }

  get because(): readonly EventId[] {
    const fields = fieldsOf(this.kind).map((field) => this.get(field))
    return [...new Set([...fields.flatMap(({ because }) => because), ...this.identity.by])]
  }
}

function firstPosition(item: ResolvedItem): number {
  return item.claims.reduce((first, { event }) => Math.min(first, event.position), Infinity)
}
