import type { Comparison, Snapshot } from '../../engine/index.ts'
import type { Change, Item } from '../../state/index.ts'
import { eventsOf, type StandingEvent, type StandingItem } from '../context.ts'

/** A comparison in hand. */
export type Compared = { readonly chronicle: Snapshot; readonly comparison: Comparison }

/** One change of a comparison in hand. */
export type ComparedChange = Compared & { readonly change: Change }

/** The item at the point compared from; null where it did not stand. */
export function was({ chronicle, comparison, change }: ComparedChange): StandingItem | null {
  return standing(chronicle, comparison.from, change.was)
}

/** The item at the point compared to; null where it does not stand. */
export function is({ chronicle, comparison, change }: ComparedChange): StandingItem | null {
  return standing(chronicle, comparison.to, change.is)
}

function standing(
  chronicle: Snapshot,
  state: Comparison['from'],
  item: Item | undefined,
): StandingItem | null {
  return item === undefined ? null : { chronicle, state, item }
}

/** The events behind a change, each as it reads from where it can be seen: the later point, or else the earlier. */
export function behind(
  { chronicle, comparison: { from, to } }: Compared,
  ids: readonly string[],
): StandingEvent[] {
  return ids.flatMap((id) => eventsOf({ chronicle, state: to.view.exists(id) === 'no' ? from : to }, [id]))
}
