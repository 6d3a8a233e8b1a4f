import type { Chronicle, Signer } from '../engine/index.ts'
import type { Json } from '../event/index.ts'
import type { Instant } from '../time/index.ts'
import type { Viewer } from './access/policy.ts'
import type { Budget } from './limits/budget.ts'
import type { Stream } from './limits/streams.ts'
import type { Snapshots } from './snapshots.ts'

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

/** What a server tells of itself, to those who run it. */
export type ServerFacts = {
  readonly version: string
  readonly startedAt: Instant
  readonly uptimeSeconds: number
  /** Every setting that holds, secrets hidden. */
  readonly configuration: readonly SettingFacts[]
  readonly memory: MemoryFacts
  /** None where no one counts them. */
  readonly openSubscriptions?: number
  /** None where nothing is kept. */
  readonly cache?: CacheFacts
}

export type SettingFacts = { readonly setting: string; readonly value: Json; readonly origin: string }
export type MemoryFacts = {
  readonly residentBytes: number
  readonly heapUsedBytes: number
  readonly heapTotalBytes: number
}
export type CacheFacts = {
  readonly entries: number
  readonly bytes: number
  readonly hits: number
  readonly misses: number
}
