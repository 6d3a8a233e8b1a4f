import { type EventId, type Subject, sourcesOf } from '../event/index.ts'
import { type Identity, identityOf, type View } from '../timeline/index.ts'
import type { Projection } from './projection.ts'
import type { SeenClaim } from './standing.ts'

/** One subject as it can be seen, at whatever date: its keys, and every claim on any of them. */
export type SeenSubject = { readonly identity: Identity; readonly claims: readonly SeenClaim[] }

/** What can be seen of every subject from one view, found once for all dates. */
export class Perspective {
  readonly view: View
  readonly projection: Projection
  readonly #subjects = new Map<Subject, SeenSubject | undefined>()

  constructor(view: View, projection: Projection) {
    this.view = view
    this.projection = projection
  }

  /** A subject by any of its keys; `undefined` where nothing that can be seen speaks of it. Cost: its claims. */
  subject(key: Subject): SeenSubject | undefined {
    if (!this.#subjects.has(key)) this.#find(key)
    return this.#subjects.get(key)
  }

  #find(key: Subject): void {
    const identity = identityOf(this.view, key)
    const claims = identity.keys.flatMap((each) => this.#claimsOn(each))
    const seen = claims.length === 0 ? undefined : { identity, claims }
    for (const each of identity.keys) this.#subjects.set(each, seen)
  }

  #claimsOn(subject: Subject): SeenClaim[] {
    const claims: SeenClaim[] = []
    for (const id of this.projection.eventsOf(subject)) claims.push(...this.#claimsOf(subject, id))
    return claims
  }

  /** What an event claims of a subject, in each of its versions. */
  #claimsOf(subject: Subject, id: EventId): readonly SeenClaim[] {
    const { versions, absent } = this.view.see(id)
    const visible = absent ? 'possibly' : 'definitely'
    return versions.flatMap((version, index) => {
      const sources = sourcesOf(version.event.event)
      const because = [...new Set([...version.by, ...version.datedBy])]
      return this.projection.claimsOf(subject, version).map((claim) => ({
        claim,
        event: version.root,
        version: index,
        of: versions.length + (absent ? 1 : 0),
        sources,
        visible,
        bounds: version.bounds,
        because,
      }))
    })
  }
}
