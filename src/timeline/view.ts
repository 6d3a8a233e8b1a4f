import {
  applyCorrection,
  type CorrectionPayload,
  type Envelope,
  type EventId,
  eventCorrected,
  eventRetracted,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourcesOf,
} from '../event/index.ts'
import { type Answer, allOf, and, type Interval, knownBy, readBound, readValid } from '../time/index.ts'
import type { Annals } from './annals.ts'
import type { Point } from './point.ts'

/**
 * An event as it reads at a point: as written, or as its visible corrections left it. `by` are the events
 * that shaped it, the original first. Several versions of one event stand side by side where it is open
 * whether an act on it was known; `existing` is the answer for all of them together.
 */
export type Version = {
  readonly key: string
  readonly root: RecordedEvent
  readonly event: RecordedEvent
  readonly by: readonly EventId[]
  readonly visible: Answer
  readonly existing: Answer
}

/**
 * What can be seen from one point (rule 1: visible first, then when).
 *
 * Every question is answered from recorded, trust and known alone, and never from valid time. Answers are
 * `definitely`, `possibly` or `no`, and remembered for the life of the view.
 */
export class View {
  readonly point: Point
  readonly #annals: Annals
  readonly #selves = new Map<EventId, Answer>()
  readonly #versions = new Map<EventId, readonly Version[]>()
  readonly #sources = new Map<Subject, Answer>()

  constructor(annals: Annals, point: Point) {
    this.#annals = annals
    this.point = point
  }

  get annals(): Annals {
    return this.#annals
  }

  /** Whether an event is there to be seen in any version: recorded, known, trusted, not retracted. */
  exists(id: EventId): Answer {
    return this.versions(id)[0]?.existing ?? 'no'
  }

  /** The versions of an event that can be seen, none if it cannot. */
  versions(id: EventId): readonly Version[] {
    const remembered = this.#versions.get(id)
    if (remembered !== undefined) return remembered
    const root = this.#annals.event(id)
    const versions = root === undefined ? [] : this.#unfold(root)
    this.#versions.set(id, versions)
    return versions
  }

  /** Whether the event itself is visible, whatever was done to it since. */
  self(recorded: RecordedEvent): Answer {
    const remembered = this.#selves.get(recorded.id)
    if (remembered !== undefined) return remembered
    const answer = this.#see(recorded)
    this.#selves.set(recorded.id, answer)
    return answer
  }

  /** Whether a source is known, trusted and not withdrawn. */
  source(id: Subject): Answer {
    const remembered = this.#sources.get(id)
    if (remembered !== undefined) return remembered
    const answer = and(this.#published(id), this.#notWithdrawn(id))
    this.#sources.set(id, answer)
    return answer
  }

  /** How an event fares on each clock by itself, apart from what was done to it: to tell why views differ. */
  clocksOf(recorded: RecordedEvent): Clocks {
    const sources = sourcesOf(recorded.event)
    const trusted = sources.every((source) => {
      const registration = this.#registrationOf(source)
      return registration !== undefined && this.#trusts(source, registration)
    })
    return {
      recorded: recorded.position <= this.point.position,
      known: allOf(sources.map((source) => this.#known(source))),
      trusted,
      withdrawn: sources.some((source) => this.#notWithdrawn(source) !== 'definitely'),
    }
  }

  /** When the public could know a source, as this ledger had it by the point's position. */
  publishedOf(id: Subject): Interval | undefined {
    const registration = this.#registrationOf(id)
    return registration && readBound(payloadOf(sourceRegistered, registration).published)
  }

  #see(recorded: RecordedEvent): Answer {
    if (recorded.position > this.point.position) return 'no'
    const { event } = recorded
    const sources = sourcesOf(event)
    const premises = allOf((event.premises ?? []).map((premise) => this.exists(premise)))
    if (event.target !== undefined && sources.length === 0) {
      // Our own misreading is as old as what was misread (rule 6).
      const target = this.#annals.event(event.target.event)
      return target === undefined ? 'no' : and(premises, this.self(target))
    }
    const seen = event.type === sourceRetracted.type ? this.#published.bind(this) : this.source.bind(this)
    return allOf([premises, ...sources.map(seen)])
  }

  #unfold(root: RecordedEvent): readonly Version[] {
    const base = this.self(root)
    if (base === 'no') return []
    let readings: readonly Reading[] = [{ event: root.event, by: [root.id], standing: true }]
    let open = false
    for (const act of this.#annals.actsOn(root.id)) {
      const seen = this.self(act)
      if (seen === 'no') continue
      const acted = readings.map((reading) => perform(act, reading))
      if (seen === 'possibly') open = true
      readings = seen === 'definitely' ? acted : [...readings, ...acted]
    }
    const standing = readings.filter((reading) => reading.standing)
    const existing = standing.length === readings.length ? base : and(base, 'possibly')
    return standing.map((reading) => versionOf(root, reading, open ? and(base, 'possibly') : base, existing))
  }

  #published(id: Subject): Answer {
    const registration = this.#registrationOf(id)
    if (registration === undefined || !this.#trusts(id, registration)) return 'no'
    return this.#known(id)
  }

  #known(id: Subject): Answer {
    if (this.point.knownAt === undefined) return 'definitely'
    const published = this.publishedOf(id)
    return published === undefined ? 'no' : knownBy(published, this.point.knownAt)
  }

  #notWithdrawn(id: Subject): Answer {
    const seen = this.#annals.withdrawalsOf(id).flatMap((withdrawal) => {
      const [version] = this.versions(withdrawal.id)
      return version === undefined ? [] : [version.existing]
    })
    if (seen.includes('definitely')) return 'no'
    return seen.includes('possibly') ? 'possibly' : 'definitely'
  }

  /** A source's own data as corrected by the point's position; its date cannot wait on being known. */
  #registrationOf(id: Subject): Envelope | undefined {
    const registration = this.#annals.registrationOf(id)
    if (registration === undefined || registration.position > this.point.position) return undefined
    const reading = this.#annals
      .actsOn(registration.id)
      .filter((act) => act.position <= this.point.position)
      .reduce<Reading>((before, act) => perform(act, before), {
        event: registration.event,
        by: [registration.id],
        standing: true,
      })
    return reading.standing ? reading.event : undefined
  }

  #trusts(id: Subject, registration: Envelope): boolean {
    const { only, sides, without } = this.point.trusting
    if (without?.includes(id)) return false
    if (only === undefined && sides === undefined) return true
    const { side } = payloadOf(sourceRegistered, registration)
    return (only?.includes(id) ?? false) || (side !== undefined && (sides?.includes(side) ?? false))
  }
}

/** Where one event stands on each clock and in trust, each by itself. */
export type Clocks = {
  readonly recorded: boolean
  readonly known: Answer
  readonly trusted: boolean
  readonly withdrawn: boolean
}

type Reading = { readonly event: Envelope; readonly by: readonly EventId[]; readonly standing: boolean }

function perform(act: RecordedEvent, before: Reading): Reading {
  const by = [...before.by, act.id]
  switch (act.event.type) {
    case eventCorrected.type: {
      const { set }: CorrectionPayload = payloadOf(eventCorrected, act.event)
      return { ...before, event: applyCorrection(before.event, set), by }
    }
    case eventRetracted.type:
      return { ...before, by, standing: false }
    default:
      return { ...before, by, standing: true }
  }
}

function versionOf(root: RecordedEvent, reading: Reading, visible: Answer, existing: Answer): Version {
  const corrected = reading.event !== root.event
  return {
    key: reading.by.join('+'),
    root,
    event: corrected ? { ...root, event: reading.event, valid: readValid(reading.event.valid) } : root,
    by: reading.by,
    visible,
    existing,
  }
}
