import { type EventId, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import {
  asWritten,
  type Basis,
  datedByReports,
  type EventIndex,
  type Identity,
  soleIdentity,
  type Version,
  type View,
} from '../visibility/index.ts'
import { BYTES } from './cache-bytes.ts'
import { ClaimColumns, isIntricate, seenAs } from './claim-columns.ts'
import { wordsThatDate } from './dating.ts'
import { type Claim, evaluateAt, type Field, type SeenClaim } from './field.ts'
import { Grounds, HIDDEN } from './grounds.ts'
import { plainSourcesOf } from './plain-sources.ts'
import type { Projection } from './projection.ts'
import { attested } from './resolutions.ts'
import { type Resolved, resolve } from './resolve.ts'
import { heapBytesOf, ResolvedShort } from './resolved-short.ts'
import type { Steps } from './steps.ts'

/**
 * What one event claims of a subject where nothing was done to it or to its sources, so that it reads alike wherever it is
 * visible: that follows from its position, the days of publication and the trust alone, without a view.
 */
type PlainEvent = {
  /** From this position on it is recorded, its sources registered. */
  readonly position: number
  readonly grounds: number
  /** The claims where it is as visible as it can be. */
  readonly claims: readonly SeenClaim[]
}

/** What can be seen from a basis of the events that are not plain: their claims, and whether further ones are possible. */
export type OtherClaims = {
  readonly byEvent: ReadonlyMap<EventId, readonly SeenClaim[]>
  readonly partial: boolean
  /** How many claims these are. */
  readonly claims: number
}

/** How many events are passed over at once where none of them can be known. */
const CHUNK = 64

/** What is claimed of a subject from any basis. */
export class SubjectClaims {
  /** What the subject is where no event joins it to another or keeps it apart. */
  readonly identity: Identity
  readonly #eventIndex: EventIndex
  readonly #projection: Projection
  readonly #subject: Subject
  readonly #grounds = new Grounds()
  /** The plain ones among them are in order of position. */
  readonly #events: (PlainEvent | EventId)[] = []
  /** Those that are not plain, with what they claim as they were written. */
  readonly #others = new Map<EventId, readonly Claim[]>()
  readonly #columns = new Map<string, ClaimColumns>()
  /** Of so many events each, the first day on which one of the plain ones may be known. */
  readonly #firstKnown: CivilDay[] = []
  #hasKernel = false

  /** Of no events yet. */
  constructor(eventIndex: EventIndex, projection: Projection, subject: Subject) {
    this.#eventIndex = eventIndex
    this.#projection = projection
    this.#subject = subject
    this.identity = soleIdentity(subject)
  }

  /** How many events claim something of the subject. */
  get size(): number {
    return this.#events.length
  }

  /** The sources on which alone rests how it is seen; undefined where something else bears on it. */
  get soleSources(): ReadonlySet<Subject> | undefined {
    return this.#others.size > 0 || this.#hasKernel ? undefined : this.#grounds.sources
  }

  /** Takes in one more event, the last of them where nothing was done to it. */
  add(id: EventId): void {
    const plain = this.#plain(id)
    this.#hasKernel ||= this.#eventIndex.isOfKernel(this.#eventIndex.numberOf(id))
    const chunk = Math.floor((this.#events.push(plain ?? id) - 1) / CHUNK)
    const firstKnown = plain === undefined ? Infinity : this.#grounds.daysOf(plain.grounds).possibly
    this.#firstKnown[chunk] = Math.min(this.#firstKnown[chunk] ?? Infinity, firstKnown)
    if (plain === undefined) this.#others.set(id, this.#asWritten(id))
    else for (const [field, columns] of this.#columns) addTo(columns, field, plain)
  }

  /** What can be seen of the events that are not plain; one is a step, for many sources may be open. Cost: these events. */
  *othersFrom(view: () => View): Steps<OtherClaims> {
    if (this.#others.size === 0) return NO_OTHERS
    const byEvent = new Map<EventId, readonly SeenClaim[]>()
    let [partial, claims] = [false, 0]
    for (const [id, written] of this.#others) {
      yield
      const claimsOf = (version: Version) =>
        version.key === id ? written : this.#projection.claimsOf(this.#subject, version)
      const own = claimsInView(view(), id, claimsOf)
      byEvent.set(id, own)
      claims += own.length
      partial ||= view().see(id).partial === true
    }
    return { byEvent, partial, claims }
  }

  /** The claims that can be seen from a basis, by their events. Cost: the subject's events. */
  from(basis: Basis, others: OtherClaims): readonly SeenClaim[] {
    const seenBy = this.#grounds.from(basis)
    const claims: SeenClaim[] = []
    for (const each of this.#events) {
      if (typeof each === 'string') for (const claim of others.byEvent.get(each) ?? []) claims.push(claim)
      else if (isSeen(each, basis, seenBy))
        for (const claim of each.claims) claims.push(seenAs(claim, seenBy[each.grounds]))
    }
    return claims
  }

  /** The position of the first event of which a claim can be seen; ∞ where there is none. */
  firstFrom(basis: Basis, others: OtherClaims): number {
    let first = Infinity
    for (const [claim] of others.byEvent.values())
      if (claim !== undefined) first = Math.min(first, claim.event.position)
    for (const [chunk, firstKnown] of this.#firstKnown.entries()) {
      if (firstKnown > (basis.knownAt ?? Infinity)) continue
      for (const each of this.#events.slice(chunk * CHUNK, (chunk + 1) * CHUNK))
        if (typeof each !== 'string' && each.claims[0] !== undefined && this.#sees(each, basis))
          return Math.min(first, each.claims[0].event.position)
    }
    return first
  }

  /**
   * What a field resolves to at a date, read from the {@link ClaimColumns} of the plain events together with the claims of
   * the others; undefined where every claim may matter.
   */
  resolve<T>(
    field: Field<T>,
    { basis, others, date }: { readonly basis: Basis; readonly others: OtherClaims; readonly date: CivilDay },
    grown: (bytes: number) => void,
  ): Resolved<T> | undefined {
    const columns = this.#columns.getOrInsertComputed(field.name, () => {
      grown(this.size * BYTES.cells)
      return this.#columnsOf(field)
    })
    const open = [...others.byEvent.values()].map((own) =>
      own.filter(({ claim }) => claim.field === field.name),
    )
    const other = open.flat()
    if (others.partial || columns.isWhole || other.some(isIntricate)) return undefined
    if (columns.isScaled && open.some(hasSeveralInOne)) return undefined
    const standing = (claims: readonly SeenClaim[]) =>
      [...claims, ...other].map((claim) => evaluateAt(claim, date))
    const from = () => this.#grounds.from(basis)
    const any = columns.anyDeciding(basis, this.#grounds, date)
    const found = any && resolve(field, standing(any.claims), date)
    // The order of several values is that of the first claims of each.
    const isEnough = found !== undefined && (any?.withFirst === true || found.values.length < 2)
    const short = isEnough
      ? found
      : resolve(field, standing(columns.deciding(basis, from(), date, true)), date)
    if (short.values.length === 0 && field.resolve !== attested) return undefined
    return new ResolvedShort(field.name, short, () => {
      const seenBy = from()
      const deciding = columns.deciding(basis, seenBy, date, false)
      const whole = resolve(field, standing([...deciding, ...columns.nearest(basis, seenBy, date)]), date)
      grown(heapBytesOf(whole))
      return whole
    })
  }

  #columnsOf({ name, resolve }: Field<never>): ClaimColumns {
    const columns = new ClaimColumns(resolve)
    for (const each of this.#events) if (typeof each !== 'string') addTo(columns, name, each)
    return columns
  }

  #sees({ position, grounds }: PlainEvent, basis: Basis): boolean {
    return position <= basis.position && this.#grounds.at(grounds, basis) !== HIDDEN
  }

  #asWritten(id: EventId): readonly Claim[] {
    const recorded = this.#eventIndex.event(id)
    return recorded === undefined ? [] : this.#projection.claimsOf(this.#subject, asWritten(recorded))
  }

  #plain(id: EventId): PlainEvent | undefined {
    const recorded = this.#eventIndex.event(id)
    if (recorded === undefined) return undefined
    const sources = plainSourcesOf(this.#eventIndex)(recorded)
    if (sources === undefined) return undefined
    const published = this.#eventIndex
      .reportsOf(recorded.event)
      .flatMap((each) => sources.find(({ source }) => source === each.source)?.published ?? [])
    const { bounds, early } = datedByReports(recorded.valid, published)
    const version = { ...asWritten(recorded), bounds, early }
    const claims = this.#projection.claimsOf(this.#subject, version)
    return {
      position: Math.max(recorded.position, ...sources.map(({ position }) => position)),
      grounds: this.#grounds.add(sources, early),
      claims: seenIn(version, claims, early ? EARLY : CERTAIN),
    }
  }
}

function isSeen({ position, grounds }: PlainEvent, basis: Basis, seenBy: Uint8Array): boolean {
  return position <= basis.position && seenBy[grounds] !== HIDDEN
}

function addTo(columns: ClaimColumns, field: string, { position, grounds, claims }: PlainEvent): void {
  const own = claims.filter(({ claim }) => claim.field === field)
  if (own.length > 0) columns.add(position, grounds, own)
}

/** Whether an event claims several things at once in one of its versions. */
function hasSeveralInOne(claims: readonly SeenClaim[]): boolean {
  return new Set(claims.map(({ version }) => version)).size < claims.length
}

/** What an event claims in each of its versions. */
function claimsInView(
  view: View,
  id: EventId,
  claimsOf: (version: Version) => readonly Claim[],
): readonly SeenClaim[] {
  const { versions, absent } = view.see(id)
  const visible = absent ? 'possibly' : 'definitely'
  const of = versions.length + (absent ? 1 : 0)
  return versions.flatMap((version, index) =>
    seenIn(version, claimsOf(version), { version: index, of, visible }),
  )
}

/** What a version of an event claims, as it can be seen. */
function seenIn(
  version: Version,
  claims: readonly Claim[],
  how: Pick<SeenClaim, 'version' | 'of' | 'visible'>,
): readonly SeenClaim[] {
  if (claims.length === 0) return NOTHING
  const { root, bounds, by, datedBy } = version
  const { id, position } = root
  const { type, premises } = root.event
  const event = { id, position, event: { type, ...(premises && { premises }) } }
  const sources = sourcesOf(version.event.event)
  const written = wordsThatDate(version)
  const because = datedBy.length === 0 ? by : [...new Set([...by, ...datedBy])]
  return claims.map((claim) => ({ claim, event, ...how, sources, bounds, written, datedBy, because }))
}

/** How claims can be seen of an event that reads alike, and of one that its sources cannot have reported yet. */
const CERTAIN = { version: 0, of: 1, visible: 'definitely' } as const
const EARLY = { version: 0, of: 2, visible: 'possibly' } as const

const NOTHING: readonly SeenClaim[] = []

const NO_OTHERS: OtherClaims = { byEvent: new Map(), partial: false, claims: 0 }
