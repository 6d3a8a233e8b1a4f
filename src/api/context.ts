import type { Chronicle } from '../chronicle/index.ts'
import type { RecordedEvent } from '../event/index.ts'
import type { Item, State } from '../projection/index.ts'
import type { Budget } from './budget.ts'

/** What every resolver is given: the open chronicles, and the texts of sources by their digest, if any. */
export type ApiContext = {
  readonly chronicles: ReadonlyMap<string, Chronicle>
  readonly texts: ReadonlyMap<string, string>
  readonly requestId: string
  readonly budget: Budget
}

/** A state in hand: everything reached from it keeps its point. */
export type Stand = { readonly chronicle: Chronicle; readonly state: State }

/** One subject of a state in hand. */
export type StandingItem = Stand & { readonly item: Item }

/** An event, and from where it is looked at: that decides how its sources read. */
export type StandingEvent = Stand & { readonly recorded: RecordedEvent }

/** A source as the event that registered it, and from where it is looked at. */
export type StandingSource = Stand & { readonly registration: RecordedEvent }

/** From the head, with everyone trusted and today's date: where one stands who names no point. */
export function atHead(chronicle: Chronicle): Stand {
  return { chronicle, state: chronicle.asOf({}) }
}

/** The events by their ids, in that order; ids are known to the chronicle. */
export function eventsOf({ chronicle, state }: Stand, ids: readonly string[]): StandingEvent[] {
  return ids.flatMap((id) => {
    const recorded = chronicle.event(id)
    return recorded === undefined ? [] : [{ chronicle, state, recorded }]
  })
}
