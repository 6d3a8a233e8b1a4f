import { LRUCache } from 'lru-cache'
import type { Answer } from './cached-request.ts'
import { type AnsweredAt, areKnown, formatDependencies } from './dependencies.ts'

/**
 * Values by key that together take at most `maxBytes`; the least recently used go first, and one that takes more than an
 * eighth of that is not kept. None if that leaves no room at all.
 */
export function sizedCache<Value extends { readonly bytes: number }>(
  maxBytes: number,
): LRUCache<string, Value> | undefined {
  const maxEntrySize = Math.floor(maxBytes / 8)
  if (maxEntrySize < 1) return undefined
  return new LRUCache({ maxSize: Math.floor(maxBytes), maxEntrySize, sizeCalculation: ({ bytes }) => bytes })
}

type Entry = { readonly answer: Answer; readonly at: string; readonly bytes: number }

/** Counters of the cache. */
export type CacheMetrics = {
  readonly entries: number
  readonly bytes: number
  readonly hits: number
  readonly misses: number
}

/** Estimates of what an entry takes beside its bytes and its key, and what each point of it takes. */
const ENTRY_OVERHEAD = 512
const POINT_OVERHEAD = 256
/** What a body takes with its encodings, each of which is about a quarter of it, as JSON is. */
const WITH_ENCODINGS = 1.5

/** Finished answers, given again while nothing that they depend on has changed. */
export class AnswerCache {
  readonly #entries: LRUCache<string, Entry> | undefined
  #hits = 0
  #misses = 0

  constructor(maxBytes: number) {
    this.#entries = sizedCache(maxBytes)
  }

  get metrics(): CacheMetrics {
    return {
      entries: this.#entries?.size ?? 0,
      bytes: this.#entries?.calculatedSize ?? 0,
      hits: this.#hits,
      misses: this.#misses,
    }
  }

  /** The answer under a key, if what it depends on is unchanged; counts a hit or a miss. */
  find(key: string, answeredAt: AnsweredAt): Answer | undefined {
    const entry = this.#entries?.get(key)
    const holds =
      entry !== undefined &&
      areKnown(entry.answer.dependencies, answeredAt) &&
      entry.at === formatDependencies(entry.answer.dependencies, answeredAt)
    if (holds) this.#hits += 1
    else this.#misses += 1
    return holds ? entry.answer : undefined
  }

  keep(key: string, answer: Answer, answeredAt: AnsweredAt): void {
    const at = formatDependencies(answer.dependencies, answeredAt)
    const body = Math.ceil(answer.body.bytes.length * WITH_ENCODINGS)
    const beside = 2 * (key.length + at.length) + POINT_OVERHEAD * answer.points.length + ENTRY_OVERHEAD
    this.#entries?.set(key, { answer, at, bytes: body + beside })
  }
}
