import type { CivilDay } from '../time/index.ts'
import { Bearing } from './bearing.ts'
import type { State } from './state.ts'
import { type Steps, sorted } from './steps.ts'
import { joinedRuns, type Run } from './tiles.ts'

/**
 * The horizon of a state by known day, in order: for each stretch of known days, up to the state's own, the last day on which
 * a source that can then definitely be seen may have been published; undefined before the first one. From {@link UNFILTERED}
 * on it is that of a clock that filters nothing. In steps. Cost: the sources, for each day on which one of them turns.
 */
export function* horizonsOf(state: State): Steps<readonly Run<CivilDay | undefined>[]> {
  const { position, knownAt: last = Infinity } = state.point
  const { eventIndex } = state.view
  const changes: { readonly day: CivilDay; readonly source: number; readonly newest: CivilDay }[] = []
  let source = 0
  for (const { event, position: registered } of eventIndex.sources.registrationsBy(Infinity)) {
    source += 1
    if (registered > position) continue
    for (const { knownAt, from } of Bearing.ofSource(eventIndex, event.subject).joinedClasses()) {
      if (from > last) break
      yield
      changes.push({ day: from, source, newest: newestOf(state.knownBy(knownAt), event.subject) })
    }
  }
  const newest = new NewestOfAll()
  const runs: Run<CivilDay | undefined>[] = []
  const inOrder = yield* sorted(changes, (a, b) => (a.day === b.day ? 0 : a.day - b.day))
  for (const [nth, { day, source, newest: own }] of inOrder.entries()) {
    newest.set(source, own)
    const next = inOrder[nth + 1]?.day ?? Infinity
    if (next > day) runs.push({ from: day, to: next, is: newest.day })
  }
  const end = last === Infinity ? Infinity : last + 1
  const known = runs.length === 0 ? [{ from: -Infinity, to: Infinity, is: undefined }] : runs
  return joinedRuns(known.map((run) => ({ ...run, to: Math.min(run.to, end) })))
}

/** -∞ where it cannot definitely be seen, or was never known to be out. */
function newestOf({ view }: State, source: string): CivilDay {
  const published = view.source(source) === 'definitely' ? view.publishedOf(source) : undefined
  return published === undefined || published.latest === Infinity ? -Infinity : published.latest - 1
}

/** The latest of the days of many sources, each of which may change. */
class NewestOfAll {
  readonly #days = new Map<number, CivilDay>()
  #newest = -Infinity

  set(source: number, day: CivilDay): void {
    const before = this.#days.get(source) ?? -Infinity
    this.#days.set(source, day)
    if (day >= this.#newest) this.#newest = day
    // Only an act on a source takes a day back.
    else if (before === this.#newest)
      this.#newest = this.#days.values().reduce((a, b) => Math.max(a, b), -Infinity)
  }

  get day(): CivilDay | undefined {
    return this.#newest === -Infinity ? undefined : this.#newest
  }
}
