import type { RecordedEvent, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import { inEveryWorld, readingsByRule } from './every-world.ts'
import type { Basis } from './point.ts'
import type { Reading } from './reading.ts'
import { EVERYTHING, type Scope, ScopedCache } from './scope.ts'
import { World, type WorldCache } from './world.ts'

/** Called for each world that is looked at, by whoever pays for it. */
let count: (() => void) | undefined

/** Runs work, and calls `each` for every possible world that it looks at; what `each` throws ends it. */
export function countWorlds<T>(each: () => void, work: () => T): T {
  const outer = count
  count = each
  try {
    return work()
  } finally {
    count = outer
  }
}

/** All possible worlds of a basis: what is looked at in one of them is looked at in each. */
export class Worlds {
  readonly #eventIndex: EventIndex
  readonly #basis: Basis
  readonly #cache: WorldCache = {
    readings: new ScopedCache(),
    sources: new ScopedCache(),
    possible: new Map(),
  }
  /** The world in which every open ground was published: an answer that uses none of them holds in all worlds. */
  readonly #allOut: World

  constructor(eventIndex: EventIndex, basis: Basis) {
    this.#eventIndex = eventIndex
    this.#basis = basis
    this.#allOut = new World(eventIndex, basis, () => true, this.#cache)
  }

  /** The answers in all worlds; undefined if too many open grounds bear on them. */
  everywhere<T>(look: (world: World) => T): readonly T[] | undefined {
    const open = this.#allOut.open
    const answer = look(this.#allOut)
    if (this.#allOut.open === open) return [answer]
    return inEveryWorld((choose) => {
      count?.()
      return look(new World(this.#eventIndex, this.#basis, choose, this.#cache))
    })
  }

  /** Whether it is so in all worlds, in some or in none; `possibly` if too many open grounds bear on it. */
  answer(look: (world: World) => boolean): Answer {
    const worlds = this.everywhere(look)
    return worlds === undefined ? 'possibly' : answerOf(worlds)
  }

  /** How an event may read by rule, visible or not: see {@link readingsByRule}. */
  readingsByRule(root: RecordedEvent, scope: Scope): readonly Reading[] {
    const acts = this.#eventIndex
      .actsOn(root.id)
      .filter(({ position }) => position <= this.#basis.position)
      .map((act) => ({ act, answer: this.answer((world) => world.isInForce(act, scope)) }))
    const those = (wanted: Answer) => acts.flatMap(({ act, answer }) => (answer === wanted ? [act] : []))
    return readingsByRule(this.#eventIndex, root, { certain: those('definitely'), open: those('possibly') })
  }

  /** How a source's registration reads in all worlds in which there is one. */
  registrationsOf(source: Subject): readonly Reading[] {
    const exact = this.everywhere((world) => world.registrationOf(source))
    const readings =
      exact ??
      this.#eventIndex.sources
        .registrationsOf(source)
        .filter(({ position }) => position <= this.#basis.position)
        .flatMap((registration) => this.readingsByRule(registration, EVERYTHING))
        .filter(({ wording }) => wording.event.subject === source)
    return readings.filter((reading) => reading !== undefined)
  }
}

function answerOf(worlds: readonly boolean[]): Answer {
  if (worlds.every((each) => each)) return 'definitely'
  return worlds.some((each) => each) ? 'possibly' : 'no'
}
