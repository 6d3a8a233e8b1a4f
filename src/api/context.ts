import type { Chronicle } from '../chronicle/index.ts'
import type { RecordedEvent } from '../event/index.ts'
import type { Item, State } from '../projection/index.ts'

/** What every resolver is given: the open chronicles, and the texts of sources by their digest, if any. */
export type ApiContext = {
  readonly chronicles: ReadonlyMap<string, Chronicle>
  readonly texts: ReadonlyMap<string, string>
  readonly requestId: string
}

/** A state in hand: everything reached from it keeps its point. */
export type Stand = { readonly chronicle: Chronicle; readonly state: State }

/** One subject of a state in hand. */
export type StandingItem = Stand & { readonly item: Item }

/** An event with its chronicle. */
export type ChronicleEvent = { readonly chronicle: Chronicle; readonly recorded: RecordedEvent }

/** A source with its chronicle, as the event that registered it. */
export type ChronicleSource = { readonly chronicle: Chronicle; readonly registration: RecordedEvent }

/** The events by their ids, in that order; ids are known to the chronicle. */
export function eventsOf(chronicle: Chronicle, ids: readonly string[]): readonly ChronicleEvent[] {
  return ids.flatMap((id) => {
    const recorded = chronicle.event(id)
    return recorded === undefined ? [] : [{ chronicle, recorded }]
  })
}
