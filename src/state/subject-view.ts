import { type EventId, type Subject, sourcesOf } from '../event/index.ts'
import { type Identity, identityOf, type View } from '../visibility/index.ts'
import type { Projection } from './projection.ts'
import type { SeenClaim } from './standing.ts'

/** One subject as it can be seen, at whatever date: its keys, and every claim on any of them, by field. */
export type SubjectView = {
  readonly identity: Identity
  readonly claims: readonly SeenClaim[]
  readonly byField: ReadonlyMap<string, readonly SeenClaim[]>
}

/** What can be seen of every subject from one view, found once for all dates. */
export class SubjectViewCache {
  readonly view: View
  readonly projection: Projection
  readonly #subjects = new Map<Subject, SubjectView | undefined>()

  constructor(view: View, projection: Projection) {
    this.view = view
    this.projection = projection
  }

  /** A subject by any of its keys; `undefined` where nothing that can be seen speaks of it. Cost: its claims. */
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
      const because = datedBy.length === 0 ? by : [...new Set([...by, ...datedBy])]
      for (const claim of claims)
        seen.push({ claim, event, version: index, of, sources, visible, bounds, because })
    }
  }
}
