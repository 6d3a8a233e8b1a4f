import type { Chronicle, Signer, Snapshot } from '../engine/index.ts'
import type { RecordedEvent } from '../event/index.ts'
import type { Item, State } from '../state/index.ts'
import type { Viewer } from './access/roles.ts'
import type { Stream } from './live/streams.ts'
import type { Budget } from './operations/budget.ts'
import type { Snapshots } from './points/snapshots.ts'
import type { ServerFacts } from './server.ts'

/** What every resolver is given. */
export type ApiContext = {
  /** The chronicles as they stood when the request came: what queries are answered from. */
  readonly chronicles: Snapshots
  /** The same, open: what is recorded goes there, and what is to come is heard of there. */
  readonly live: ReadonlyMap<string, Chronicle>
  /** Gives a chronicle to record the first events of; throws RegestaError of a name that it cannot be. */
  readonly begin?: ((name: string) => Promise<Chronicle>) | undefined
  /** The texts of sources by their digest, if any. */
  readonly texts: ReadonlyMap<string, string>
  /** Who signs checkpoints, if anyone does. */
  readonly signer?: Signer | undefined
  /** Who asks. What may be had was settled before: resolvers take its name for what they record. */
  readonly viewer: Viewer
  /** What the server tells of itself, if it does. */
  readonly server?: (() => ServerFacts) | undefined
  readonly requestId: string
  readonly budget: Budget
  /** Of a subscription: its place among those that are served. */
  readonly stream?: Stream | undefined
  /** What a browser says that it had last, where it opens a stream again. */
  readonly lastEventId?: string | undefined
}

/** A state in hand: everything reached from it keeps its point. */
export type Stand = { readonly chronicle: Snapshot; readonly state: State }

/** One subject of a state in hand. */
export type StandingItem = Stand & { readonly item: Item }

/** An event, and from where it is looked at: that decides how its sources read. */
export type StandingEvent = Stand & { readonly recorded: RecordedEvent }

/** A source as the event that registered it, and from where it is looked at. */
export type StandingSource = Stand & { readonly registration: RecordedEvent }

/** From where the request is pinned, with everyone trusted and today's date: where one stands who names no point. */
export function atHead(chronicle: Snapshot): Stand {
  return { chronicle, state: chronicle.asOf({}) }
}

/** The events by their ids, in that order; ids are known to the chronicle. */
export function eventsOf({ chronicle, state }: Stand, ids: readonly string[]): StandingEvent[] {
  return ids.flatMap((id) => {
    const recorded = chronicle.event(id)
    return recorded === undefined ? [] : [{ chronicle, state, recorded }]
  })
}
