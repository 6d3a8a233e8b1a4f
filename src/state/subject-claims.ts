import {
  citedText,
  type EventId,
  isOfType,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../event/index.ts'
import { allOf, type CivilDay, knownBy } from '../time/index.ts'
import { type Basis, type EventIndex, isOfPublisher, trusts, type View } from '../visibility/index.ts'
import { wordsThatDate } from './dating.ts'
import type { SeenClaim } from './field.ts'
import type { Projection } from './projection.ts'

/**
 * What one event claims of a subject where nothing was done to it or to its sources, so that it reads alike wherever it is
 * visible: that follows from its position, the days of publication and the trust alone, without a view.
 */
type PlainClaims = {
  /** From this position on it is recorded, its sources registered. */
  readonly position: number
  readonly sources: readonly {
    readonly source: Subject
    readonly side: unknown
    readonly published: { readonly earliest: CivilDay; readonly latest: CivilDay }
  }[]
  /** The claims where it is definitely visible. */
  readonly claims: readonly SeenClaim[]
}

/** What is claimed of a subject from any basis. */
export class SubjectClaims {
  readonly #eventIndex: EventIndex
  readonly #projection: Projection
  readonly #subject: Subject
  readonly #events: (PlainClaims | EventId)[]

  /** `latest` is a view of everything that is recorded, known and trusted. Cost: the subject's events. */
  constructor(eventIndex: EventIndex, projection: Projection, subject: Subject, latest: () => View) {
    this.#eventIndex = eventIndex
    this.#projection = projection
    this.#subject = subject
    this.#events = [...projection.eventsOf(subject)].map((id) => this.#plain(id, latest()) ?? id)
  }

  /** How many events claim something of the subject. */
  get size(): number {
    return this.#events.length
  }

  /** Takes in one more event, to which nothing was done. */
  add(id: EventId, latest: () => View): void {
    this.#events.push(this.#plain(id, latest()) ?? id)
  }

  /** The claims that can be seen from a basis, and whether further ones are possible. Cost: the subject's events. */
  from(basis: Basis, view: () => View): { readonly claims: readonly SeenClaim[]; readonly partial: boolean } {
    const claims: SeenClaim[] = []
    let partial = false
    for (const each of this.#events) {
      if (typeof each === 'string') {
        for (const claim of claimsOfEvent(this.#projection, view(), this.#subject, each)) claims.push(claim)
        partial ||= view().see(each).partial === true
      } else for (const claim of plainFrom(each, basis)) claims.push(claim)
    }
    return { claims, partial }
  }

  #plain(id: EventId, latest: View): PlainClaims | undefined {
    const recorded = this.#eventIndex.event(id)
    if (recorded === undefined || !isUntouched(this.#eventIndex, id)) return undefined
    const { versions, absent } = latest.see(id)
    if (versions.length !== 1 || absent) return undefined
    const registrations = sourcesOf(recorded.event).map((source) =>
      untouchedRegistration(this.#eventIndex, source),
    )
    const sources = registrations.filter((each) => each !== undefined)
    if (sources.length < registrations.length) return undefined
    return {
      position: Math.max(recorded.position, ...sources.map(({ position }) => position)),
      sources,
      claims: claimsOfEvent(this.#projection, latest, this.#subject, id),
    }
  }
}

/** Whether nothing was done to an event, nothing dates it, and it rests on its own sources alone. */
function isUntouched(eventIndex: EventIndex, id: EventId): boolean {
  const event = eventIndex.event(id)?.event
  return (
    event !== undefined &&
    event.target === undefined &&
    (event.premises ?? []).length === 0 &&
    !isOfPublisher(event) &&
    eventIndex.actsOn(id).length === 0 &&
    eventIndex.narrowingsOf(id).length === 0 &&
    (event.evidence ?? []).every((each) => citedText(each) === undefined)
  )
}

/** A source by its first registration, if nothing was done to that, and the source was never withdrawn. */
function untouchedRegistration(eventIndex: EventIndex, source: Subject) {
  const registration = eventIndex.sources.registrationOf(source)
  if (registration === undefined) return undefined
  if (eventIndex.actsOn(registration.id).length > 0 || eventIndex.sources.withdrawalsOf(source).length > 0)
    return undefined
  const [wording] = eventIndex.wordingsOf(registration.id)
  if (wording?.published === undefined || !isOfType(sourceRegistered, wording.event)) return undefined
  const { position } = registration
  return { source, position, side: wording.event.payload.side, published: wording.published }
}

/** The first day on which the public could know one of these sources; -∞ without a source, or where one is open. */
export function firstKnownFrom(
  eventIndex: EventIndex,
  basis: Basis,
  view: () => View,
  sources: readonly Subject[],
): CivilDay {
  let first = sources.length === 0 ? -Infinity : Infinity
  for (const source of sources) {
    const plain = untouchedRegistration(eventIndex, source)
    const published =
      plain !== undefined && plain.position <= basis.position ? plain.published : view().publishedOf(source)
    first = Math.min(first, published?.earliest ?? -Infinity)
  }
  return first
}

function plainFrom({ position, sources, claims }: PlainClaims, basis: Basis): readonly SeenClaim[] {
  if (position > basis.position) return NONE
  if (!sources.every(({ source, side }) => trusts(basis.trusting, source, side))) return NONE
  const { knownAt } = basis
  if (knownAt === undefined) return claims
  const known = allOf(sources.map(({ published }) => knownBy(published, knownAt)))
  if (known === 'no') return NONE
  return known === 'definitely' ? claims : claims.map((claim) => ({ ...claim, visible: 'possibly', of: 2 }))
}

const NONE: readonly SeenClaim[] = []

/** What an event claims of a subject, in each of its versions. */
function claimsOfEvent(
  projection: Projection,
  view: View,
  subject: Subject,
  id: EventId,
): readonly SeenClaim[] {
  const { versions, absent } = view.see(id)
  const visible = absent ? 'possibly' : 'definitely'
  const of = versions.length + (absent ? 1 : 0)
  return versions.flatMap((version, index) => {
    const { root: event, bounds, by, datedBy } = version
    const claims = projection.claimsOf(subject, version)
    if (claims.length === 0) return []
    const sources = sourcesOf(version.event.event)
    const written = wordsThatDate(version)
    const because = datedBy.length === 0 ? by : [...new Set([...by, ...datedBy])]
    return claims.map((claim) => ({
      claim,
      event,
      version: index,
      of,
      sources,
      visible,
      bounds,
      written,
      datedBy,
      because,
    }))
  })
}
