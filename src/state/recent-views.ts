import type { Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Basis } from '../visibility/index.ts'
import { trustsAll } from './bearing.ts'
import type { SubjectView } from './subject-view.ts'

/**
 * The views from the basis that was asked for last, if that trusts everyone, by key: whoever asks from it again finds them
 * without looking up the class of the basis for each subject. What is recorded later changes none of them, for a basis has a
 * position.
 */
export class RecentViews {
  #position = -1
  #knownAt: CivilDay | undefined
  readonly #views = new Map<Subject, SubjectView>()

  get(key: Subject, { position, knownAt, trusting }: Basis): SubjectView | undefined {
    const isSame = position === this.#position && knownAt === this.#knownAt && trustsAll(trusting)
    return isSame ? this.#views.get(key) : undefined
  }

  /** Remembers a view; of the first question from another basis that basis alone, for there may be no second one. */
  set(key: Subject, { position, knownAt, trusting }: Basis, view: SubjectView): void {
    if (!trustsAll(trusting)) return
    if (position === this.#position && knownAt === this.#knownAt) {
      this.#views.set(key, view)
      return
    }
    this.#position = position
    this.#knownAt = knownAt
    if (this.#views.size > 0) this.#views.clear()
  }

  delete(key: Subject): void {
    this.#views.delete(key)
  }
}
