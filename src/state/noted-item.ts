import type { EventId, Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Identity, Point } from '../visibility/index.ts'
import { isIntricate, standingIn } from './claim-columns.ts'
import { sortedCuts, stretchOf } from './day-table.ts'
import { evaluateAt, type Field, type SeenClaim, type Standing } from './field.ts'
import { becauseSteps, type Item, type Kind, type Written } from './kind.ts'
import { type Resolved, resolve } from './resolve.ts'
import { ResolvedShort, resolveShort, type Short } from './resolved-short.ts'
import type { State } from './state.ts'
import { inOneGo, type Steps } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import type { Stretch } from './tiles.ts'

type Named = Pick<Field<never>, 'name'>

/** What is seen of a subject from one basis, field by field. */
export class NotedView {
  readonly seen: SubjectView
  readonly #fields = new Map<string, FieldView>()
  #before: NotedView | undefined
  #all: readonly CivilDay[] | undefined

  /** `before` is a view of the same subject from a neighbouring basis: what comes to the same there is not worked out again. */
  constructor(seen: SubjectView, before?: NotedView) {
    this.seen = seen
    this.#before = before
    if (before !== undefined) before.#forget()
  }

  of(field: Named): FieldView {
    return this.#fields.getOrInsertComputed(
      field.name,
      () => new FieldView(this.seen.claimsOf(field), this.#before?.of(field)),
    )
  }

  /** Lets go of what was before it. */
  #forget(): void {
    this.#before = undefined
    for (const field of this.#fields.values()) field.forget()
  }

  /** The days on which any of its claims may turn, ascending. */
  get cuts(): readonly CivilDay[] {
    this.#all ??= sortedCuts(this.seen.claims)
    return this.#all
  }

  /** Whether what was read of another view of the subject reads alike in this one. */
  readsAlike(other: NotedView, { fields, identity, everything }: FieldsRead): boolean {
    const [one, two] = [this.seen, other.seen]
    if (one.identity.subject !== two.identity.subject || one.isPartial !== two.isPartial) return false
    if (everything || (identity && !(one.isAlone && two.isAlone))) return false
    return [...fields].every((name) => areSame(this.of({ name }).claims, other.of({ name }).claims))
  }
}

/** The claims on one field, and what they come to between two of the days on which that may turn; worked out once. */
class FieldView {
  readonly claims: readonly SeenClaim[]
  readonly cuts: readonly CivilDay[]
  readonly #shorts: Short<unknown>[] = []
  readonly #resolved: Resolved<unknown>[] = []
  /** By stretch of days, the claims that may stand; undefined where others count beside them. */
  readonly #standing: (readonly SeenClaim[])[] = []
  /** When each of them may stand; undefined where others count besides those that do. */
  #periods: readonly Period[] | undefined | null = null
  #before: FieldView | undefined

  constructor(claims: readonly SeenClaim[], before: FieldView | undefined) {
    this.claims = claims
    this.cuts = sortedCuts(claims)
    this.#before = before
  }

  forget(): void {
    this.#before = undefined
  }

  short<T>(field: Field<T>, date: CivilDay): Short<T> {
    const place = stretchOf(this.cuts, date)
    this.#shorts[place] ??= this.#shortAt(field, date)
    // The claims were put in under this very field, by its type: the token vouches for what comes out.
    return this.#shorts[place] as Short<T>
  }

  resolved<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const place = stretchOf(this.cuts, date)
    this.#resolved[place] ??= new ResolvedShort(field.name, this.short(field, date), () =>
      resolve(field, this.#standings(date), date),
    )
    // As above.
    return this.#resolved[place] as Resolved<T>
  }

  #shortAt<T>(field: Field<T>, date: CivilDay): Short<T> {
    const standing = this.#standingAt(field, date)
    if (standing === undefined || standing.length === 0)
      return resolveShort(field, this.#standings(date), date)
    const before = this.#before
    const then = before === undefined ? undefined : before.#standingAt(field, date)
    const isSame = then?.length === standing.length && then.every((claim, nth) => claim === standing[nth])
    if (before !== undefined && isSame) return before.short(field, date)
    const standings = standing.map((claim) => evaluateAt(claim, date))
    return resolveShort(field, standings, date)
  }

  #standings(date: CivilDay): readonly Standing[] {
    return this.claims.map((claim) => evaluateAt(claim, date))
  }

  /** The claims that may stand on a date; undefined where others count beside them. */
  #standingAt({ resolve: { heights } }: Field<never>, date: CivilDay): readonly SeenClaim[] | undefined {
    if (this.#periods === null) {
      const isPlain = (seen: SeenClaim) => !isIntricate(seen) && heights?.(seen) !== undefined
      this.#periods = this.claims.every(isPlain) ? this.claims.map(standingIn) : undefined
    }
    const periods = this.#periods
    if (periods === undefined) return undefined
    const place = stretchOf(this.cuts, date)
    this.#standing[place] ??= this.claims.filter((_, nth) => isWithin(date, periods[nth]))
    return this.#standing[place]
  }
}

/** The half-open stretch of days on which a claim may stand. */
type Period = { readonly from: CivilDay; readonly until: CivilDay }

function isWithin(date: CivilDay, period: Period | undefined): boolean {
  return period !== undefined && period.from <= date && date < period.until
}

function areSame(some: readonly SeenClaim[], others: readonly SeenClaim[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, nth) => {
      const other = others[nth]
      if (one === other) return true
      return (
        one.claim === other?.claim &&
        one.bounds === other.bounds &&
        one.visible === other.visible &&
        one.version === other.version &&
        one.of === other.of &&
        one.because === other.because &&
        one.reach?.sure.day === other.reach?.sure.day &&
        one.reach?.possible.day === other.reach?.possible.day
      )
    })
  )
}

/** What was read of a subject: which of its fields, and whether anything that is of no single field. */
export class FieldsRead {
  readonly fields = new Set<string>()
  /** Whether it was looked at with which others it is joined, or kept apart from. */
  identity = false
  everything = false
}

/** What notes it: the days for which what was read holds, and what that was. */
export type Noted = { readonly valid: Stretch; readonly read: FieldsRead }

/**
 * An item on a date that notes what is read of it, and for which days around the date that holds: a label, and a value that is
 * worked out, turn only where what they read does.
 */
export class NotedItem implements Item {
  readonly kind: Kind
  readonly #view: NotedView
  readonly #at: State
  readonly #date: CivilDay
  readonly #valid: Stretch
  readonly #read: FieldsRead
  #own: Item | undefined

  /** `at` is a state from whose basis the subject is seen so. */
  constructor(view: NotedView, at: State, date: CivilDay, noted: Noted) {
    this.kind = view.seen.kind
    this.#view = view
    this.#at = at
    this.#date = date
    this.#valid = noted.valid
    this.#read = noted.read
  }

  get #item(): Item {
    this.#own ??= this.#at.at(this.#date).itemOf(this.#view.seen)
    return this.#own
  }

  get subject(): Subject {
    return this.#view.seen.identity.subject
  }

  get point(): Point {
    return this.#item.point
  }

  get identity(): Identity {
    this.#read.identity = true
    return this.#view.seen.identity
  }

  get first(): number {
    this.#read.everything = true
    return this.#item.first
  }

  get existence(): Resolved<true> {
    return this.get(this.kind.existence)
  }

  get standings(): readonly Standing[] {
    this.#noteAll()
    return this.#item.standings
  }

  mayHave(field: Named): boolean {
    this.#read.fields.add(field.name)
    return this.#view.seen.mayHave(field)
  }

  /** All that is claimed of a field, whatever the date. */
  claimsOf(field: Named): readonly SeenClaim[] {
    this.#read.fields.add(field.name)
    return this.#view.of(field).claims
  }

  /** All that is claimed of it, whatever the date. */
  get claims(): readonly SeenClaim[] {
    this.#read.everything = true
    return this.#view.seen.claims
  }

  standingsOf(field: Named): readonly Standing[] {
    this.#note(field)
    return this.#item.standingsOf(field)
  }

  get written(): Written | undefined {
    return undefined
  }

  writtenSteps(): Steps<Written> {
    this.#noteAll()
    return this.#item.writtenSteps()
  }

  get<T>(field: Field<T>): Resolved<T> {
    this.#note(field)
    return this.#isReadApart ? this.#item.get(field) : this.#view.of(field).resolved(field, this.#date)
  }

  /** What a field comes to, without the claims behind it. */
  valuesOf<T>(field: Field<T>): Short<T> {
    this.#note(field)
    return this.#isReadApart ? this.#item.get(field) : this.#view.of(field).short(field, this.#date)
  }

  /** Whether more counts than the claims that are read, or not all are to be read. */
  get #isReadApart(): boolean {
    const { seen } = this.#view
    return seen.isLarge || seen.isPartial
  }

  get because(): readonly EventId[] {
    this.#read.everything = true
    return inOneGo(becauseSteps(this))
  }

  #note(field: Named): void {
    this.#read.fields.add(field.name)
    this.#valid.cut(this.#view.of(field).cuts, this.#date)
  }

  #noteAll(): void {
    this.#read.everything = true
    this.#valid.cut(this.#view.cuts, this.#date)
  }
}
