import type { Chronicle, Chronicles, Signer } from '../engine/index.ts'
import type { Json } from '../event/index.ts'
import type { Instant } from '../time/index.ts'
import { ANYONE, type Viewer } from './access.ts'
import { Hints } from './hints.ts'
import { Budget } from './limits/budget.ts'
import type { Stream } from './limits/streams.ts'
import { Snapshots } from './snapshots.ts'

/** The context of every resolver. */
export type ApiContext = {
  /** The chronicles as they were when the request came: queries are answered from these. */
  readonly chronicles: Snapshots
  /** The chronicles as they are now: mutations record to them, subscriptions follow them. */
  readonly live: Chronicles
  /** Opens a new, empty chronicle. Throws RegestaError for a name that is not allowed. */
  readonly begin?: ((name: string) => Promise<Chronicle>) | undefined
  /** The path at which a chronicle is served that is of another domain. */
  readonly servedAt?: ((name: string) => string | undefined) | undefined
  /** The texts of sources that the server has, by digest. */
  readonly texts: ReadonlyMap<string, string>
  /** Signs checkpoints; undefined where the server has no key. */
  readonly signer?: Signer | undefined
  /** Who sent the request. Access was checked before; mutations record the name. */
  readonly viewer: Viewer
  /** Facts about the server; undefined where none runs. */
  readonly server?: (() => ServerFacts) | undefined
  readonly requestId: string
  readonly budget: Budget
  /** Takes the hints of the answer; undefined where no one reads them. */
  readonly hints?: Hints | undefined
  /** The stream of a subscription; undefined for other operations. */
  readonly stream?: Stream | undefined
  /** The header Last-Event-ID of a browser that reconnects. */
  readonly lastEventId?: string | undefined
}

/** Facts about a server, for those who run it. */
export type ServerFacts = {
  readonly version: string
  readonly startedAt: Instant
  readonly uptimeSeconds: number
  /** Every effective setting, with secrets hidden. */
  readonly configuration: readonly SettingFacts[]
  readonly memory: MemoryFacts
  /** Undefined where they are not counted. */
  readonly openSubscriptions?: number
  /** Undefined where nothing is cached. */
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

/**
 * The context of one operation on these chronicles, for a caller without a server: a reader, without texts and with the
 * default limits. `more` replaces parts of it.
 */
export function operationContext(chronicles: Chronicles, more: Partial<ApiContext> = {}): ApiContext {
  return {
    chronicles: new Snapshots(chronicles),
    live: chronicles,
    texts: new Map(),
    viewer: ANYONE,
    requestId: '',
    budget: new Budget(),
    hints: new Hints(),
    ...more,
  }
}
