import type { EventId, Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Identity, Point } from '../visibility/index.ts'
import { sortedCuts } from './day-table.ts'
import type { Field, SeenClaim, Standing } from './field.ts'
import { becauseSteps, type Item, type Kind, type Written } from './kind.ts'
import { areSameClaims, FieldView } from './noted-field.ts'
import { type FieldRead, type FieldsRead, NotedResolved } from './noted-read.ts'
import type { Resolved } from './resolve.ts'
import type { Short } from './resolved-short.ts'
import type { State } from './state.ts'
import { inOneGo, type Steps } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import type { DaySpan, Stretch } from './tiles.ts'

type Named = Pick<Field<never>, 'name'>

/** What is seen of a subject from one basis, field by field. */
export class NotedView {
  readonly seen: SubjectView
  readonly #fields = new Map<string, FieldView>()
  #claims: ReadonlyMap<string, readonly SeenClaim[]> | undefined
  #before: NotedView | undefined
  #all: readonly CivilDay[] | undefined

  /** `before` is a view of the same subject from a neighbouring basis: what comes to the same there is not worked out again. */
  constructor(seen: SubjectView, before?: NotedView) {
    this.seen = seen
    this.#before = before
    if (before !== undefined) before.#forget()
  }

  of(field: Named): FieldView {
    return this.#fields.getOrInsertComputed(field.name, () => {
      const claims = this.#claimsOf(field.name)
      const before = this.#before?.of(field)
      return before !== undefined && areSameClaims(claims, before.claims)
        ? before
        : new FieldView(claims, before)
    })
  }

  /** Whether anything is claimed of a field, by its name; of a large subject that is not looked up. */
  has(name: string): boolean {
    return this.seen.isLarge || this.#claimsOf(name).length > 0
  }

  #claimsOf(name: string): readonly SeenClaim[] {
    this.#claims ??= Map.groupBy(this.seen.claims, ({ claim }) => claim.field)
    return this.#claims.get(name) ?? NOTHING
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

  /**
   * The days on which what was read of the view before this one may read otherwise in this one, in stretches that may overlap;
   * undefined if that may be any.
   */
  changesSince(other: NotedView, read: FieldsRead): readonly DaySpan[] | undefined {
    if (other === this) return []
    const [one, two] = [this.seen, other.seen]
    if (other !== this.#before || one.identity.subject !== two.identity.subject) return undefined
    if (one.isPartial !== two.isPartial || one.isLarge !== two.isLarge) return undefined
    if (read.everything || (read.identity && !(one.isAlone && two.isAlone))) return undefined
    const changes: DaySpan[] = []
    for (const { name, claims, values, standing, atAnyDate } of read.fields) {
      if (!this.has(name) && !other.has(name)) continue
      const [now, then] = [this.of({ name }), other.of({ name })]
      if (now === then) continue
      // Whether there are claims at all is read too.
      if (claims || now.claims.length === 0 || then.claims.length === 0) return undefined
      if (values !== undefined) changes.push(...now.changesSince(then, values, 'short'))
      if (standing !== undefined) changes.push(...now.changesSince(then, standing, 'standing'))
      if (atAnyDate !== undefined) changes.push(...now.changesSince(then, atAnyDate, 'atAnyDate'))
    }
    return changes
  }
}

const NOTHING: readonly SeenClaim[] = []

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
    this.#read.of(field)
    return this.#view.has(field.name)
  }

  /** All that is claimed of a field, whatever the date. */
  claimsOf(field: Named): readonly SeenClaim[] {
    this.#read.of(field).claims = true
    return this.#view.of(field).claims
  }

  /** All that is claimed of it, whatever the date. */
  get claims(): readonly SeenClaim[] {
    this.#read.everything = true
    return this.#view.seen.claims
  }

  standingsOf(field: Named): readonly Standing[] {
    this.#note(field).claims = true
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
    const read = this.#note(field)
    if (this.#isReadApart) {
      read.claims = true
      return this.#item.get(field)
    }
    read.values = field
    const resolved = this.#view.of(field).resolved(field, this.#date)
    return new NotedResolved(field, resolved, read)
  }

  valuesAtAnyDate<T>(field: Field<T>): Short<T>['values'] {
    const read = this.#note(field)
    if (this.#isReadApart) {
      read.claims = true
      return this.#item.valuesAtAnyDate(field)
    }
    read.atAnyDate = field
    return this.#view.of(field).atAnyDate(field, this.#date).values
  }

  valuesOf<T>(field: Field<T>): Short<T> {
    const read = this.#note(field)
    if (this.#isReadApart) {
      read.claims = true
      return this.#item.get(field)
    }
    read.values = field
    return this.#view.of(field).short(field, this.#date)
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

  #note(field: Named): FieldRead {
    this.#valid.cut(this.#view.of(field).cuts, this.#date)
    return this.#read.of(field)
  }

  #noteAll(): void {
    this.#read.everything = true
    this.#valid.cut(this.#view.cuts, this.#date)
  }
}
