import type { EventId, Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Identity, Point } from '../visibility/index.ts'
import { sortedCuts } from './day-table.ts'
import type { Field, Standing } from './field.ts'
import { becauseSteps, type Item, type Kind, type Written } from './kind.ts'
import type { Resolved } from './resolve.ts'
import { inOneGo, type Steps } from './steps.ts'
import type { SubjectView } from './subject-view.ts'
import type { Stretch } from './tiles.ts'

/** The days on which what is seen of a subject from one basis may turn: each field, and everything. */
export class CutsOfView {
  readonly seen: SubjectView
  readonly #byField = new Map<string, readonly CivilDay[]>()
  #all: readonly CivilDay[] | undefined

  constructor(seen: SubjectView) {
    this.seen = seen
  }

  of(field: Pick<Field<never>, 'name'>): readonly CivilDay[] {
    return this.#byField.getOrInsertComputed(field.name, () => sortedCuts(this.seen.claimsOf(field)))
  }

  get all(): readonly CivilDay[] {
    this.#all ??= sortedCuts(this.seen.claims)
    return this.#all
  }
}

/**
 * An item on a date that notes for which days around it all that was read of it holds: a label and a value that is worked out
 * turn only where what they read does.
 */
export class NotedItem implements Item {
  readonly #item: Item
  readonly #cuts: CutsOfView
  readonly #valid: Stretch

  constructor(item: Item, cuts: CutsOfView, valid: Stretch) {
    this.#item = item
    this.#cuts = cuts
    this.#valid = valid
  }

  get subject(): Subject {
    return this.#item.subject
  }

  get kind(): Kind {
    return this.#item.kind
  }

  get point(): Point {
    return this.#item.point
  }

  get identity(): Identity {
    return this.#item.identity
  }

  get first(): number {
    return this.#item.first
  }

  get existence(): Resolved<true> {
    return this.get(this.kind.existence)
  }

  get standings(): readonly Standing[] {
    this.#note(this.#cuts.all)
    return this.#item.standings
  }

  mayHave(field: Pick<Field<never>, 'name'>): boolean {
    return this.#item.mayHave(field)
  }

  standingsOf(field: Pick<Field<never>, 'name'>): readonly Standing[] {
    this.#note(this.#cuts.of(field))
    return this.#item.standingsOf(field)
  }

  get written(): Written | undefined {
    return undefined
  }

  writtenSteps(): Steps<Written> {
    this.#note(this.#cuts.all)
    return this.#item.writtenSteps()
  }

  get<T>(field: Field<T>): Resolved<T> {
    this.#note(this.#cuts.of(field))
    return this.#item.get(field)
  }

  get because(): readonly EventId[] {
    return inOneGo(becauseSteps(this))
  }

  #note(cuts: readonly CivilDay[]): void {
    this.#valid.cut(cuts, this.point.date)
  }
}
