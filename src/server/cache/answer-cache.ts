import { LRUCache } from 'lru-cache'
import type { CacheFacts } from '../../graphql/index.ts'
import type { Answer } from './cached-request.ts'
import { type AnsweredAt, areKnown, formatDependencies } from './dependencies.ts'
import type { SentAnswer } from './sent-answer.ts'

/**
 * Values by key that together take at most `maxBytes`; the least recently used go first, and one that takes more than an
 * eighth of that is not kept. None if that leaves no room at all.
 */
export function sizedCache<Value extends { readonly bytes: number }>(
  maxBytes: number,
  maxEntry = maxBytes / 8,
): LRUCache<string, Value> | undefined {
  const maxEntrySize = Math.floor(maxEntry)
  if (maxEntrySize < 1) return undefined
  return new LRUCache({ maxSize: Math.floor(maxBytes), maxEntrySize, sizeCalculation: ({ bytes }) => bytes })
}

type Entry = { readonly answer: Answer; readonly at: string; readonly bytes: number }

/** Estimates of what an entry takes beside its bytes and its key, and what each point of it takes. */
const ENTRY_OVERHEAD = 512
const POINT_OVERHEAD = 256
/** What a body takes with its encodings, each of which is about a quarter of it, as JSON is. */
const WITH_ENCODINGS = 1.5

/** How much of the room is for the texts and heads of answers that were sent. */
const SENT = 1 / 8

/** Finished answers, given again while nothing that they depend on has changed. */
export class AnswerCache {
  readonly #entries: LRUCache<string, Entry> | undefined
  readonly #sent: LRUCache<string, SentAnswer> | undefined
  #hits = 0
  #misses = 0

  constructor(maxBytes: number) {
    this.#sent = sizedCache(maxBytes * SENT)
    this.#entries = sizedCache(maxBytes * (1 - SENT), maxBytes / 8)
  }

  get metrics(): CacheFacts {
    return {
      entries: this.#entries?.size ?? 0,
      bytes: (this.#entries?.calculatedSize ?? 0) + (this.#sent?.calculatedSize ?? 0),
      hits: this.#hits,
      misses: this.#misses,
    }
  }

  /** The answer under a key, if what it depends on is unchanged; counts a hit or a miss. */
  find(key: string, answeredAt: AnsweredAt): Answer | undefined {
    const entry = this.#entries?.get(key)
    const holds = entry !== undefined && isUnchanged(entry, answeredAt)
    if (holds) this.#hits += 1
    else this.#misses += 1
    return holds ? entry.answer : undefined
  }

  /**
   * What was sent to another request of the same text (see `requestText`), if the cache still has the answer and what it depends on is unchanged;
   * `at` gives the place at which it would be sent. Counts a hit, and no miss.
   */
  sentTo(text: string, at: (sent: SentAnswer) => AnsweredAt): SentAnswer | undefined {
    const sent = this.#sent?.get(text)
    const entry = sent && this.#entries?.get(sent.key)
    if (sent === undefined || entry?.answer !== sent.answer) return undefined
    if (!isUnchanged(entry, at(sent))) return undefined
    this.#hits += 1
    return sent
  }

  noteSent(text: string, sent: SentAnswer): void {
    this.#sent?.set(text, { ...sent, bytes: sent.bytes + 2 * text.length })
  }

  keep(key: string, answer: Answer, answeredAt: AnsweredAt): void {
    const at = formatDependencies(answer.dependencies, answeredAt)
    const body = Math.ceil(answer.body.bytes.length * WITH_ENCODINGS)
    const beside = 2 * (key.length + at.length) + POINT_OVERHEAD * answer.points.length + ENTRY_OVERHEAD
    this.#entries?.set(key, { answer, at, bytes: body + beside })
  }
}

function isUnchanged({ answer: { dependencies }, at }: Entry, answeredAt: AnsweredAt): boolean {
  return areKnown(dependencies, answeredAt) && at === formatDependencies(dependencies, answeredAt)
}
