import { appendLeaf, emptyFrontier, type Frontier, rootOf } from './merkle.ts'
import type { Batch, Entry, Head, Ledger, Range, RecordedBatch } from './port.ts'
import {
  checkBatch,
  checkFollows,
  checkPosition,
  type HeadState,
  headOf,
  ledgerClosed,
  resolveRange,
  Watchers,
} from './rules.ts'

/** One chronicle. Every append makes a new one, so that an iteration keeps the prefix that it began with. */
type Chronicle = {
  readonly entries: readonly Entry[]
  readonly batches: readonly RecordedBatch[]
  readonly positions: ReadonlyMap<string, number>
  readonly frontier: Frontier
}

const emptyChronicle: Chronicle = { entries: [], batches: [], positions: new Map(), frontier: emptyFrontier }

/** A ledger that is lost with the process: for tests, and for trying batches before they are recorded. */
export function openMemoryLedger(): Ledger {
  return new MemoryLedger()
}

class MemoryLedger implements Ledger {
  readonly #chronicles = new Map<string, Chronicle>()
  readonly #watchers = new Watchers()
  #closed = false

  async chronicles(): Promise<readonly string[]> {
    this.#checkOpen()
    return [...this.#chronicles.keys()].sort()
  }

  async head(chronicle: string): Promise<Head> {
    return headOf(chronicle, stateOf(this.#get(chronicle)))
  }

  async append(batch: Batch): Promise<Head> {
    const before = this.#get(batch.chronicle)
    checkBatch(batch)
    checkFollows(batch, headOf(batch.chronicle, stateOf(before)), firstRecorded(batch, before))
    const after = appended(before, batch)
    this.#chronicles.set(batch.chronicle, after)
    this.#watchers.wake(batch.chronicle)
    return headOf(batch.chronicle, stateOf(after))
  }

  async *read(chronicle: string, range: Range = {}): AsyncGenerator<Entry> {
    const { entries } = this.#get(chronicle)
    const { after, upTo } = resolveRange(range, entries.length)
    for (const entry of entries.slice(after, upTo)) {
      this.#checkOpen()
      yield entry
    }
  }

  bodyAt(chronicle: string, position: number): string | undefined {
    return this.#get(chronicle).entries[position - 1]?.body
  }

  async batches(chronicle: string): Promise<readonly RecordedBatch[]> {
    return this.#get(chronicle).batches
  }

  async batchAt(chronicle: string, position: number): Promise<RecordedBatch | undefined> {
    return this.#get(chronicle).batches.find(({ first, last }) => first <= position && position <= last)
  }

  async rootAt(chronicle: string, position: number): Promise<string> {
    const { entries, frontier } = this.#get(chronicle)
    checkPosition(chronicle, position, entries.length)
    if (position === entries.length) return rootOf(frontier)
    return rootOf(entries.slice(0, position).reduce(appendLeaf, emptyFrontier))
  }

  watch(chronicle: string, wake: () => void): () => void {
    this.#checkOpen()
    return this.#watchers.add(chronicle, wake)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#watchers.clear()
    this.#chronicles.clear()
  }

  #get(chronicle: string): Chronicle {
    this.#checkOpen()
    return this.#chronicles.get(chronicle) ?? emptyChronicle
  }

  #checkOpen(): void {
    if (this.#closed) throw ledgerClosed()
  }
}

function stateOf({ entries, frontier }: Chronicle): HeadState {
  return { frontier, recordedAt: entries.at(-1)?.recordedAt }
}

function firstRecorded(
  { events }: Batch,
  { positions }: Chronicle,
): { id: string; position: number } | undefined {
  for (const { id } of events) {
    const position = positions.get(id)
    if (position !== undefined) return { id, position }
  }
  return undefined
}

function appended(before: Chronicle, batch: Batch): Chronicle {
  const { chronicle, name, recordedAt, events, reader = '' } = batch
  const first = before.entries.length + 1
  const entries = events.map(
    ({ id, body }, index): Entry => ({
      chronicle,
      position: first + index,
      recordedAt,
      id,
      batch: name,
      body,
    }),
  )
  return {
    entries: [...before.entries, ...entries],
    batches: [...before.batches, { name, recordedAt, reader, first, last: first + entries.length - 1 }],
    positions: new Map([...before.positions, ...entries.map(({ id, position }) => [id, position] as const)]),
    frontier: entries.reduce(appendLeaf, before.frontier),
  }
}
