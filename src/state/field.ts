import type { Envelope, EventId, RecordedEvent, Subject } from '../event/index.ts'
import {
  type Answer,
  type Aspect,
  type CivilDay,
  standingAt,
  type Valid,
  type ValidBounds,
} from '../time/index.ts'

/**
 * A field of a subject: its name, how its claims resolve, and what two values must share to be the same.
 *
 * `T` is the type of its values. The token carries it from where claims are put in to where they come out;
 * `Field<never>` is a field of any type.
 */
export type Field<T> = {
  readonly name: string
  readonly resolve: Resolution
  /** The value in the spelling by which it agrees with others; by default its JSON. */
  readonly spelling: (value: T) => string
  /** True if a subject has one such value at a time, so that two are a disagreement (rule 8). */
  readonly single: boolean
  /** True if different values may follow one another, so that those of different times are no disagreement. */
  readonly inTurn: boolean
  /** The subject that a value names, where two values that name one subject are the same; undefined of one that names none. */
  readonly names?: (value: T) => Subject | undefined
}

/** How the standings of a field's claims become one answer (rule 4). Pure; their order does not matter. */
export type Resolution = {
  (standings: readonly Standing[]): Outcome
  /**
   * How high a claim may lie on the scale along which later claims beat earlier ones, at any date; alike for all where none
   * beats another. Undefined where a claim that does not stand may count: of all claims, or beside such a one.
   */
  readonly heights?: (seen: SeenClaim) => Heights | undefined
}

/** The least and the greatest height of a claim. */
export type Heights = { readonly low: number; readonly high: number }

/**
 * The result of a resolution: whether the field has a value, the claims whose values it may have (candidates), and the
 * spellings of the values that it definitely has.
 */
export type Outcome = {
  readonly answer: Answer
  readonly candidates: readonly Standing[]
  readonly certain: ReadonlySet<string>
}

export function field<T>(
  name: string,
  resolve: Resolution,
  options: Partial<Pick<Field<T>, 'spelling' | 'single' | 'inTurn' | 'names'>> = {},
): Field<T> {
  return {
    name,
    resolve,
    spelling: options.spelling ?? ((value) => JSON.stringify(value)),
    single: options.single ?? false,
    inTurn: options.inTurn ?? false,
    ...(options.names && { names: options.names }),
  }
}

/** What one event adds to one field of a subject. */
export type Claim = {
  readonly field: string
  readonly value: unknown
  readonly spelling: string
  readonly aspect: Aspect
  /** For *lifecycle*: the stage it brings, and the event that it comes right after, whatever their stages. */
  readonly stage?: string
  readonly after?: EventId
}

/** A day by which something is attested, and the events that attest it. */
export type Attested = { readonly day: CivilDay; readonly because: readonly EventId[] }

/** Until when a claim that lasts holds by what others attest, for certain and possibly; -∞ where none does. */
export type Reach = { readonly sure: Attested; readonly possible: Attested }

/** Of an event that makes a claim, as it was recorded, what is kept with that: never the whole. */
export type ClaimingEvent = Pick<RecordedEvent, 'id' | 'position'> & {
  readonly event: Pick<Envelope, 'type' | 'premises'>
}

/**
 * A claim as it can be seen: who makes it, in which version of the event, and when it holds. An event of which
 * it is open how it reads makes its claims once in each version; `of` says how many ways there are, that it
 * cannot be seen at all being one of them.
 */
export type SeenClaim = {
  readonly claim: Claim
  readonly event: ClaimingEvent
  readonly version: number
  readonly of: number
  readonly sources: readonly Subject[]
  /** Whether the event can be seen, in whatever version. */
  readonly visible: Answer
  readonly bounds: ValidBounds
  /** The words of the version that mean these bounds; undefined where it has none, or an inference narrowed them. */
  readonly written: Valid | undefined
  /** The inferences that date it besides its own words, with their corrections. */
  readonly datedBy: readonly EventId[]
  /** The events that it rests on: the one that makes it, its corrections, and what dates it. */
  readonly because: readonly EventId[]
  /** Of a claim that lasts without a stated end: until when others attest it. */
  readonly reach?: Reach
}

/** A seen claim, and what its version answers for a date. */
export class Standing implements SeenClaim {
  readonly seen: SeenClaim
  readonly date: CivilDay
  readonly answer: Answer

  constructor(seen: SeenClaim, date: CivilDay, answer: Answer) {
    this.seen = seen
    this.date = date
    this.answer = answer
  }

  get claim(): Claim {
    return this.seen.claim
  }

  get event(): ClaimingEvent {
    return this.seen.event
  }

  get version(): number {
    return this.seen.version
  }

  get of(): number {
    return this.seen.of
  }

  get sources(): readonly Subject[] {
    return this.seen.sources
  }

  get visible(): Answer {
    return this.seen.visible
  }

  get bounds(): ValidBounds {
    return this.seen.bounds
  }

  get written(): Valid | undefined {
    return this.seen.written
  }

  get datedBy(): readonly EventId[] {
    return this.seen.datedBy
  }

  get because(): readonly EventId[] {
    return this.seen.because
  }
}

/** What a claim answers for a date: by its own days, or after them by what attests it since. */
export function evaluateAt(seen: SeenClaim, date: CivilDay): Standing {
  const { claim, bounds, reach } = seen
  const own = standingAt(claim.aspect, bounds, date)
  if (reach === undefined || own === 'definitely' || own === 'no') return new Standing(seen, date, own)
  const until = ({ day }: Attested) =>
    standingAt(claim.aspect, { ...bounds, end: { ...bounds.end, earliest: day } }, date)
  const sure = until(reach.sure)
  if (sure !== own) return new Standing(attestedBy(seen, reach.sure), date, sure)
  if (own === 'possibly' || until(reach.possible) === 'unknown') return new Standing(seen, date, own)
  return new Standing(attestedBy(seen, reach.possible), date, 'possibly')
}

function attestedBy(seen: SeenClaim, { because }: Attested): SeenClaim {
  return { ...seen, because: [...new Set([...seen.because, ...because])] }
}

export function possiblyStands({ answer }: Standing): boolean {
  return answer === 'definitely' || answer === 'possibly'
}

/** The claims of one event, by its versions. */
export type Group = {
  readonly event: EventId
  readonly of: number
  readonly versions: ReadonlyMap<number, readonly Standing[]>
}

export function byEvent(standings: readonly Standing[]): readonly Group[] {
  const groups = Map.groupBy(standings, ({ event }) => event.id)
  return [...groups].map(([event, own]) => ({
    event,
    of: own[0]?.of ?? 0,
    versions: versionsOf(own),
  }))
}

/** Mostly an event makes one claim of a field, in one version. */
function versionsOf(own: readonly Standing[]): Group['versions'] {
  const [first, ...others] = own
  if (first !== undefined && others.length === 0) return new Map([[first.version, own]])
  return Map.groupBy(own, ({ version }) => version)
}

/** Whether the event makes such a claim however it reads, and so can be seen in any case. */
export function always({ of, versions }: Group, such: (standing: Standing) => boolean): boolean {
  let versionsWithSuch = 0
  for (const claims of versions.values()) if (claims.some(such)) versionsWithSuch += 1
  return versionsWithSuch === of
}
