import { type EventId, eventRetracted } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { View } from '../timeline/index.ts'
import type { Item } from './state.ts'

/**
 * Why two answers differ (rule 7), one for each clock on which an event behind them does.
 *
 * `worldChanged`: its date lies between the two. `windowPassed`: an imprecise date opened or closed.
 * `learned`: its source was known at one only. `recorded`: the ledger had it at one only. `corrected`,
 * `retracted`: an act on it is seen from one only. `trust`: its source is trusted at one only.
 * `duePassed`: no event differs, a due date lies between.
 */
export type Cause =
  | 'worldChanged'
  | 'windowPassed'
  | 'learned'
  | 'recorded'
  | 'corrected'
  | 'retracted'
  | 'trust'
  | 'duePassed'

export const CAUSES: readonly Cause[] = [
  'worldChanged',
  'windowPassed',
  'learned',
  'recorded',
  'corrected',
  'retracted',
  'trust',
  'duePassed',
]

/** One side of a comparison: the item as it stands there, or that it does not. */
export type Side = { readonly view: View; readonly item: Item | undefined }

/** Every cause by which the events differ between the two sides, in the order of {@link CAUSES}. */
export function causesOf(was: Side, is: Side, events: Iterable<EventId>): readonly Cause[] {
  const causes = new Set<Cause>()
  for (const id of events) for (const cause of causesOfEvent(was, is, id)) causes.add(cause)
  return CAUSES.filter((cause) => causes.has(cause))
}

function* causesOfEvent(was: Side, is: Side, id: EventId): Iterable<Cause> {
  const recorded = was.view.annals.event(id)
  if (recorded === undefined) return
  const before = was.view.clocksOf(recorded)
  const after = is.view.clocksOf(recorded)
  if (before.recorded !== after.recorded) yield 'recorded'
  if (before.known !== after.known) yield 'learned'
  if (before.trusted !== after.trusted) yield 'trust'
  if (before.withdrawn !== after.withdrawn) yield 'retracted'
  yield* actsBetween(was.view, is.view, id)
  yield* passings(was.item, is.item, id, was.view.point.date !== is.view.point.date)
}

function* actsBetween(was: View, is: View, id: EventId): Iterable<Cause> {
  for (const act of was.annals.actsOn(id)) {
    if (was.self(act) === is.self(act)) continue
    yield act.event.type === eventRetracted.type ? 'retracted' : 'corrected'
  }
}

/** How the event's claims themselves stood on the two dates. */
function* passings(
  was: Item | undefined,
  is: Item | undefined,
  id: EventId,
  datesDiffer: boolean,
): Iterable<Cause> {
  if (!datesDiffer) return
  const before = answersOf(was, id)
  const after = answersOf(is, id)
  const keys = new Set([...before.keys(), ...after.keys()])
  for (const key of keys) {
    const [then, now] = [before.get(key), after.get(key)]
    if (then === undefined || now === undefined || then === now) continue
    yield then === 'possibly' || now === 'possibly' ? 'windowPassed' : 'worldChanged'
  }
}

function answersOf(item: Item | undefined, id: EventId): ReadonlyMap<string, Answer> {
  const own = item?.standings.filter(({ because }) => because.includes(id)) ?? []
  return new Map(own.map(({ claim, answer }) => [`${claim.field} ${claim.spelling}`, answer]))
}
