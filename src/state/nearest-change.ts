import type { Subject } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { nearestTurn } from '../visibility/index.ts'
import { changeSteps } from './compare.ts'
import { subjectsBetween } from './differences.ts'
import type { State } from './state.ts'
import type { Steps } from './steps.ts'

/** The clocks on which one steps from a state to another: by the date, by what was known, by what was recorded. */
export type SteppedClock = 'valid' | 'known' | 'recorded'

/** Along which clock, and whether back. */
export type Stepping = {
  readonly clock: SteppedClock
  readonly back: boolean
  /** Where the next batch that way from a position ends; undefined where there is none. */
  readonly nextBatch: (position: number) => number | undefined
}

/**
 * The nearest state on one clock from which the comparison with this one is not empty, over all kinds; undefined where there is
 * none. Of days each is looked at, of positions those alone at which a batch ends. Without a known day, the one before it is
 * looked for from the last day on which anything became known. In steps. Cost: comparing what may differ on each day or in each
 * batch on the way.
 */
export function* nearestChange(state: State, stepping: Stepping): Steps<State | undefined> {
  const here = stepping.clock === 'known' && stepping.back ? withKnownDay(state) : state
  const further = yield* placesOn(here, stepping)
  for (let [last, there] = [here, further(here)]; there !== undefined; ) {
    yield
    // Up to the last place nothing differs from here: so what differs now has an event since then.
    if (yield* differsAmong(subjectsBetween(last, there), here, there)) return there
    ;[last, there] = [there, further(there)]
  }
  return undefined
}

/** What gives the next state on the way; all between two of these are like one of them. */
function* placesOn(
  here: State,
  { clock, back, nextBatch }: Stepping,
): Steps<(last: State) => State | undefined> {
  if (clock === 'recorded')
    return (last) => {
      const position = nextBatch(last.point.position)
      return position === undefined ? undefined : last.recordedBy(position)
    }
  // Looking back, one stands on the last day before a turn.
  const dayBy = (turn: CivilDay) => (back ? turn - 1 : turn)
  if (clock === 'known') {
    const { dependents } = here.view.eventIndex
    return (last) => {
      const { knownAt } = last.point
      if (knownAt === undefined) return undefined
      const out = dependents.nearestPublished(back ? knownAt : knownAt + 1, back)
      return Number.isFinite(out) ? last.knownBy(dayBy(out)) : undefined
    }
  }
  const further = yield* turnsOfItems(here)
  return (last) => {
    const { date } = last.point
    const turns = [
      nearestTurn(last.view.eventIndex, date, back),
      last.projection.nearestTurning(back ? date : date + 1, back),
      (back ? further.findLast((day) => day <= date) : further.find((day) => day > date)) ?? Infinity,
    ].filter(Number.isFinite)
    if (turns.length === 0) return undefined
    return last.at(dayBy(back ? Math.max(...turns) : Math.min(...turns)))
  }
}

/** A state without a known day as of the last day on which anything became known. */
function withKnownDay(state: State): State {
  if (state.point.knownAt !== undefined) return state
  const last = state.view.eventIndex.dependents.nearestPublished(Infinity, true)
  return Number.isFinite(last) ? state.knownBy(last) : state
}

/**
 * The days, in order, on which what is derived of the items may turn as they stand, of those kinds where no event says so.
 * They stand so until something differs.
 */
function* turnsOfItems(here: State): Steps<readonly CivilDay[]> {
  const days = new Set<CivilDay>()
  for (const kind of here.projection.vocabulary.kinds.values()) {
    const untold = kind.derived?.filter(({ turns }) => turns === undefined) ?? []
    if (untold.length === 0) continue
    for (const item of yield* here.amongSteps(here.projection.subjectsOf(kind.kind))) {
      yield
      for (const derived of untold) for (const day of derived.days(item)) days.add(day)
    }
  }
  return [...days].filter(Number.isFinite).sort((a, b) => a - b)
}

/** How many subjects are compared before it is asked whether that is enough. */
const COMPARED_AT_ONCE = 50

function* differsAmong(
  among: (kind: string) => Steps<Iterable<Subject>>,
  here: State,
  there: State,
): Steps<boolean> {
  for (const kind of here.projection.vocabulary.kinds.keys()) {
    const all = new Set(yield* among(kind))
    for (const left = new Set(all); left.size > 0; ) {
      const some = here.linkedWith(left.values().take(COMPARED_AT_ONCE)).intersection(all)
      if ((yield* changeSteps(some, here, there)).length > 0) return true
      for (const subject of some) left.delete(subject)
    }
  }
  return false
}
