import type { Subject } from '../event/index.ts'
import type { Interval, ValidBounds } from '../time/index.ts'
import { type Basis, basisOf } from '../visibility/index.ts'
import { HIDDEN } from './grounds.ts'
import type { Item, Kind } from './kind.ts'
import { MANY_EVENTS } from './plain-existence.ts'
import type { State } from './state.ts'
import type { Steps } from './steps.ts'

/** Tests of an item by the valid times of the claims that it exists, and by when its sources came out. */
export type DateTests = {
  readonly valid?: ((bounds: readonly ValidBounds[]) => boolean) | undefined
  readonly known?: ((published: Interval) => boolean) | undefined
}

/** How many subjects are looked at in one step. */
const STEP = 200

/**
 * The keys of those items of some kinds that pass the tests from a state's basis. Where all events of one are plain and no
 * identity names it, it is tested without being looked up; any other is looked up for `isFound`, which is to give the same.
 */
export function* datedItems(
  state: State,
  kinds: readonly Kind[],
  tests: DateTests,
  isFound: (item: Item) => boolean,
): Steps<ReadonlySet<Subject>> {
  const found = new Set<Subject>()
  const passes = yield* plainTest(state, tests)
  let looked = 0
  for (const { kind } of kinds)
    for (const number of state.projection.numbersOfKind(kind)) {
      if (++looked % STEP === 0) yield
      const isPassed = passes(number)
      if (isPassed === false) continue
      const key = state.view.eventIndex.names.at(number)
      if (isPassed) {
        found.add(key)
        continue
      }
      yield
      const item = yield* state.itemSteps(key)
      if (item !== undefined && isFound(item)) for (const each of item.identity.keys) found.add(each)
    }
  return found
}

/** Tests a subject by its number; undefined where it is to be looked up. */
function* plainTest(
  state: State,
  { valid, known }: DateTests,
): Steps<(subject: number) => boolean | undefined> {
  const { projection, plainEvents: plain } = state
  const { eventIndex } = state.view
  const basis: Basis = basisOf(state.point)
  yield* plain.catchUp()
  const out = new Map<number, boolean>()
  const isOut = (grounds: number) =>
    out.getOrInsertComputed(grounds, () =>
      plain.sourcesIn(grounds).some(({ published }) => known?.(published) ?? true),
    )
  return (subject) => {
    if (eventIndex.linksOf(eventIndex.names.at(subject)).length > 0) return undefined
    const numbers = projection.eventNumbersOf(subject)
    if (numbers.length > MANY_EVENTS) return undefined
    let isKnown = known === undefined
    const bounds: ValidBounds[] = []
    for (const number of numbers) {
      if (number >= basis.position) continue
      const event = plain.at(number)
      if (event === undefined) return undefined
      const claimed = plain.claimsOf(number, subject)
      if (claimed === 'nothing' || plain.seenFrom(number, basis) === HIDDEN) continue
      isKnown ||= isOut(plain.groundsOf(number))
      if (claimed !== 'something') bounds.push(event.bounds)
    }
    return isKnown && (valid?.(bounds) ?? true)
  }
}
