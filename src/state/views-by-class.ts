import type { Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Basis } from '../visibility/index.ts'
import { type Bearing, trustsAll } from './bearing.ts'
import type { SubjectView } from './subject-view.ts'

/** By class of trust, of known day and of position. */
type Classes = Map<string, Map<CivilDay, Map<number, SubjectView | null>>>

/**
 * The views of one group of keys, by key and class of basis; null where nothing can be seen. From the first basis, if that
 * trusts everyone, they are kept without its class: what bears on the keys is looked up when a second one is asked for.
 */
export class ViewsByClass {
  readonly #bearing: Bearing
  /** The only basis so far, with what is seen from it. */
  #sole: { readonly basis: Basis; readonly views: Map<Subject, SubjectView | null> } | undefined
  #hasClasses = false
  readonly #classes = new Map<Subject, Classes>()

  constructor(bearing: Bearing) {
    this.#bearing = bearing
  }

  get(key: Subject, basis: Basis): SubjectView | null | undefined {
    if (this.#isSole(basis)) return this.#sole?.views.get(key)
    return this.#classIn(key, basis).get(this.#bearing.positionClass(basis.position))
  }

  set(key: Subject, basis: Basis, view: SubjectView | null): void {
    if (this.#isSole(basis)) this.#sole?.views.set(key, view)
    else this.#classIn(key, basis).set(this.#bearing.positionClass(basis.position), view)
  }

  /** Whether a basis is the second: to look it up, what bears on the keys has to be looked up first. */
  isSecond({ position, knownAt, trusting }: Basis): boolean {
    if (this.#hasClasses || this.#sole === undefined) return false
    const { basis: sole } = this.#sole
    return sole.position !== position || sole.knownAt !== knownAt || !trustsAll(trusting)
  }

  /** Drops what is seen by those who do not trust everyone: their class goes by the sources that bear, in their order. */
  dropTrusting(): void {
    for (const classes of this.#classes.values())
      for (const trust of classes.keys()) if (trust !== '') classes.delete(trust)
  }

  /** Whether no other basis was asked for; where another was, what was seen from the first is put under its class. */
  #isSole(basis: Basis): boolean {
    if (this.#hasClasses) return false
    this.#sole ??= { basis, views: new Map() }
    const { basis: sole, views } = this.#sole
    if (!this.isSecond(basis) && trustsAll(sole.trusting)) return true
    this.#hasClasses = true
    this.#sole = undefined
    for (const [key, view] of views) this.set(key, sole, view)
    return false
  }

  #classIn(key: Subject, { trusting, knownAt }: Basis): Map<number, SubjectView | null> {
    return this.#classes
      .getOrInsertComputed(key, () => new Map())
      .getOrInsertComputed(this.#bearing.trustClass(trusting), () => new Map())
      .getOrInsertComputed(this.#bearing.knownClass(knownAt), () => new Map())
  }
}
