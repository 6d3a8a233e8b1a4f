import { LRUCache } from 'lru-cache'

/** What is kept: how many bytes it takes now, roughly, and what is to be done when it is dropped. */
export type CacheEntry = { bytes: number; readonly dropped: () => void }

/** How many bytes a cache may take by default. */
const DEFAULT_BYTES = 128 * 1024 * 1024

/** What part of a cache may be taken by what nobody asked for. */
const ROOM = 0.75

/**
 * One cache for all that chronicles work out of their events and may work out again: the least recently used is dropped when
 * everything together is larger than so many bytes. Several chronicles may share it.
 */
export class SharedCache {
  readonly #kept: LRUCache<CacheEntry, { readonly kept: CacheEntry }>

  constructor(bytes = DEFAULT_BYTES) {
    this.#kept = new LRUCache<CacheEntry, { readonly kept: CacheEntry }>({
      maxSize: Math.max(1, bytes),
      sizeCalculation: ({ kept }) => Math.max(1, kept.bytes),
      dispose: (_, kept, reason) => {
        if (reason !== 'set') kept.dropped()
      },
    })
  }

  /** How many bytes it takes now, roughly. */
  get bytes(): number {
    return this.#kept.calculatedSize
  }

  /** Whether there is room for much more before anything is dropped. */
  get hasRoom(): boolean {
    return this.#kept.calculatedSize < this.#kept.maxSize * ROOM
  }

  /** Notes that it was used. */
  use(kept: CacheEntry): void {
    this.#kept.get(kept)
  }

  /** Drops it. */
  drop(kept: CacheEntry): void {
    this.#kept.delete(kept)
  }

  /** Notes that it takes so many bytes more, if it is still kept. */
  grow(kept: CacheEntry, bytes: number): void {
    kept.bytes += bytes
    if (this.#kept.has(kept)) this.keep(kept)
  }

  /** Keeps it, or notes that it has grown; drops it if it is larger than the cache. */
  keep(kept: CacheEntry): void {
    this.#kept.set(kept, { kept })
    if (!this.#kept.has(kept)) kept.dropped()
  }
}
