import {
  dateInferred,
  eventCorrected,
  eventRestored,
  eventRetracted,
  identityAsserted,
  identityDenied,
  type RecordedEvent,
  type Subject,
  sourceRetracted,
} from '../event/index.ts'
import { eventsRestingOn } from '../visibility/index.ts'
import type { Item } from './kind.ts'
import { couldBeSeen } from './last-event.ts'
import type { State } from './state.ts'
import { ofEach, type Steps } from './steps.ts'

/** How many events are looked at in one step. */
const STEP = 50

const ACTS = [
  eventRetracted,
  eventCorrected,
  eventRestored,
  sourceRetracted,
  identityAsserted,
  identityDenied,
  dateInferred,
]

/** An event that may have taken something away, and the subjects that it may have taken. */
export type Removal = { readonly event: RecordedEvent; readonly subjects: () => readonly Subject[] }

/**
 * Those that can be seen, the last one first: acts, identities and inferences; and of the items in `others` what was recorded
 * after their first event; in steps. Before each of them something may have stood that does not stand at the state, or have been other.
 */
export function* removalSteps(state: State, others: readonly Item[]): Steps<readonly Removal[]> {
  const { view, projection } = state
  const { eventIndex } = view
  const acts = ACTS.flatMap((type) => eventIndex.ofType(type)).map((number): Removal => {
    const idsOf = (numbers: ReadonlySet<number>) => [...numbers].map((each) => eventIndex.idOf(each))
    return {
      event: eventIndex.at(number),
      subjects: () => state.subjectsOfEvents(idsOf(eventsRestingOn(eventIndex, number))),
    }
  })
  const later = others.flatMap(({ first, identity: { keys } }) =>
    keys
      .flatMap((key) => projection.eventsOf(key))
      .flatMap((id) => eventIndex.event(id) ?? [])
      .filter(({ position }) => position > first)
      .map((event): Removal => ({ event, subjects: () => keys })),
  )
  const seen = yield* ofEach([...acts, ...later], STEP, (each) =>
    couldBeSeen(view, each.event) ? [each] : [],
  )
  return seen.sort((a, b) => b.event.position - a.event.position)
}
