import { kindOf, type Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { affectedEvents, asWritten, type Basis, subjectsLinkedBy, type View } from '../visibility/index.ts'
import { type Bearing, linkedWith } from './bearing.ts'
import { dayWithin, sortedCuts } from './day-table.ts'
import { evaluateAt, type SeenClaim, type Standing } from './field.ts'
import type { Item, Kind } from './kind.ts'
import type { PlainEvents } from './plain-events.ts'
import {
  addStretch,
  byDating,
  type ExistenceStretch,
  MANY_CLAIMS,
  MANY_EVENTS,
  type PlainClaim,
  plainItemRows,
  type Time,
} from './plain-existence.ts'
import { firstKnownFrom } from './plain-sources.ts'
import { sourcesOfAll } from './resolve.ts'
import type { Ranks, RowNames } from './row.ts'
import type { RowFromBasis, RowSearch, RowSource } from './row-index.ts'
import { firstFrom } from './sorted-rows.ts'
import type { Steps } from './steps.ts'
import type { SubjectViews } from './subject-views.ts'

/** The items of a kind, or those that a search finds, as rows: whether each exists, by date, found under the first of its keys that anything speaks of. */
export class ItemRows implements RowSource {
  readonly name: string
  readonly of: string
  readonly #kind: Kind
  readonly #views: SubjectViews
  readonly #plainEvents: () => PlainEvents
  readonly #search: RowSearch | undefined
  #last: Stretched | undefined

  constructor(kind: Kind, views: SubjectViews, plainEvents: () => PlainEvents, search?: RowSearch) {
    this.name = search === undefined ? kind.kind : `${kind.kind} ${search.name}`
    this.of = kind.kind
    this.#kind = kind
    this.#views = views
    this.#plainEvents = plainEvents
    this.#search = search
  }

  get names(): RowNames {
    const { names } = this.#views.eventIndex
    const nameOf = (number: number) => names.at(number)
    return { numberOf: (subject) => names.find(subject), nameOf, subjectOf: nameOf, tie: 'subject' }
  }

  keys(): Iterable<number | undefined> {
    if (this.#search === undefined) return this.#views.projection.numbersOfKind(this.of)
    return keysFound(this.#kind, this.#views, this.#search)
  }

  bearingOn(key: Subject): Steps<Bearing> {
    return this.#views.bearingOn(key)
  }

  *plainRows(position: number): ReturnType<RowSource['plainRows']> {
    const [views, search, plain] = [this.#views, this.#search, this.#plainEvents()]
    yield* plain.catchUp()
    const { eventIndex, projection } = views
    return plainItemRows(eventIndex, projection, plain, position, (subject, claims) =>
      search === undefined ? -Infinity : foundFrom(eventIndex.names.at(subject), claims, views, search),
    )
  }

  *rowsOf(key: Subject, basis: Basis, view: () => View): Steps<Iterable<RowFromBasis> | undefined> {
    yield
    const { eventIndex, projection } = this.#views
    if (eventIndex.linksOf(key).length === 0 && projection.isSpokenOfBy(MANY_EVENTS, key)) return undefined
    const found = yield* this.#views.existenceOf(key, this.#kind.existence, basis, view)
    if (found?.identity.keys.find((each) => projection.isSpokenOf(each)) !== key) return []
    const values = found.seen.map(({ claim }) => claim.value)
    if (this.#search?.finds(found.identity.keys, values) === false) return []
    if (found.partial || found.claims.length > MANY_CLAIMS) return undefined
    const subject = eventIndex.names.find(found.identity.subject)
    const known = firstKnownFrom(eventIndex, basis, view, found.sources)
    const row = { key: eventIndex.names.find(key), name: subject, subject, known, recorded: found.first }
    return this.#stretchesOf(found.claims).map(
      ({ answer, from, to, valid }): RowFromBasis => [answer, { ...row, from, to, valid }],
    )
  }

  affected(one: Basis, other: Basis, most: number): Steps<ReadonlySet<Subject>> {
    return affectedSubjects(this.of, this.#views, one, other, most)
  }

  /** From one class of known days to the next it is mostly of the same claims. */
  #stretchesOf(claims: readonly SeenClaim[]): readonly ExistenceStretch[] {
    if (this.#last === undefined || !isSameList(claims, this.#last.claims))
      this.#last = { claims, stretches: stretchesOf(this.#kind, claims) }
    return this.#last.stretches
  }
}

/** The keys of a kind under which a search may find something, and all that an identity could join to them. */
function* keysFound({ kind }: Kind, views: SubjectViews, search: RowSearch): Iterable<number | undefined> {
  const { eventIndex, projection } = views
  const subjects = new Set<Subject>()
  for (const [nth, id] of ((yield* search.events()) ?? []).entries()) {
    if (nth % EVENTS_A_STEP === 0) yield undefined
    const number = eventIndex.numberOf(id)
    for (const key of [...projection.spokenOf(number), ...subjectsLinkedBy(eventIndex, number)])
      subjects.add(key)
  }
  for (const key of linkedWith(eventIndex, subjects))
    if (kindOf(key) === kind) yield eventIndex.names.find(key)
}

/**
 * The first known day from which a search finds a subject by what is claimed of it; ∞ where it never does. Of more claims it
 * finds no less. Cost: mostly that of reading one event.
 */
function foundFrom(
  key: Subject,
  claims: readonly PlainClaim[],
  { eventIndex, projection }: SubjectViews,
  search: RowSearch,
): CivilDay {
  const inOrder = claims.toSorted((a, b) => a.possibly - b.possibly)
  const valuesOf = ({ position }: PlainClaim) =>
    projection.claimsOf(key, asWritten(eventIndex.at(position - 1))).map(({ value }) => value)
  const isFoundBy = (last: number) => search.finds([key], inOrder.slice(0, last + 1).flatMap(valuesOf))
  const first = inOrder.length > 0 && isFoundBy(0) ? 0 : firstFrom(inOrder.length, isFoundBy)
  return inOrder[first]?.possibly ?? Infinity
}

/** How many events are looked at in one step for the subjects that they speak of. */
const EVENTS_A_STEP = 1_000

/** How an item sorts at its point, each worked out when it is asked for. */
export function ranksOfItem(view: View, item: Item): Ranks {
  return {
    get valid() {
      return validRank(item.standingsOf(item.kind.existence), item.existence.answer)
    },
    get known() {
      return view.firstKnown(sourcesOfAll(item.standings))
    },
    recorded: item.first,
    subject: item.subject,
    tie: item.subject,
  }
}

/**
 * The claim that says when an item is, of those that decide whether it exists: a lasting claim comes before an attestation,
 * then the narrowest. Undefined where there is none.
 */
export function datingStanding(standings: readonly Standing[], existence: Answer): Standing | undefined {
  const answering = standings.filter(({ answer }) => answer === existence)
  return (answering.length > 0 ? answering : [...standings]).sort((a, b) => byDating(timeOf(a), timeOf(b)))[0]
}

function validRank(claims: readonly Standing[], existence: Answer): number {
  return datingStanding(claims, existence)?.bounds.begin.earliest ?? -Infinity
}

function timeOf({ claim: { aspect }, bounds }: Standing): Time {
  return { aspect, bounds }
}

/** Claims that a subject exists, and what they come to. */
type Stretched = { readonly claims: readonly SeenClaim[]; readonly stretches: readonly ExistenceStretch[] }

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}

function stretchesOf({ existence }: Kind, claims: readonly SeenClaim[]): readonly ExistenceStretch[] {
  const cuts = sortedCuts(claims)
  const stretches: ExistenceStretch[] = []
  for (let cut = 0; cut <= cuts.length; cut += 1) {
    const [from, to] = [cuts[cut - 1] ?? -Infinity, cuts[cut] ?? Infinity]
    const standings = claims.map((claim) => evaluateAt(claim, dayWithin(from, to)))
    const { answer } = existence.resolve(standings)
    addStretch(stretches, { answer, from, to, valid: validRank(standings, answer) })
  }
  return stretches
}

/** The subjects of a kind of which two bases may say something different, with every key that could be theirs. */
function* affectedSubjects(
  kind: string,
  views: SubjectViews,
  one: Basis,
  other: Basis,
  most: number,
): Steps<ReadonlySet<Subject>> {
  const subjects = new Set<Subject>()
  for (const event of yield* affectedEvents(views.eventIndex, one, other)) {
    for (const key of [...views.projection.spokenOf(event), ...subjectsLinkedBy(views.eventIndex, event)])
      if (kindOf(key) === kind && !subjects.has(key))
        for (const each of linkedWith(views.eventIndex, [key])) subjects.add(each)
    if (subjects.size > most) break
    yield
  }
  return subjects
}
