import { setTimeout as sleep } from 'node:timers/promises'
import { ColumnSet } from '../columns/index.ts'
import { RegestaError } from '../errors.ts'
import { parseEvent, type RecordedEvent, sha256Hex } from '../event/index.ts'
import { appendLeaf, type Entry, emptyFrontier, type Head, type Ledger, rootOf } from '../ledger/index.ts'
import { SharedCache, type Vocabulary } from '../state/index.ts'
import type { Clock } from '../time/index.ts'
import { indexesOver } from './indexes.ts'
import type { QueueLimits } from './queue.ts'
import { ReadModel } from './read-model.ts'
import { type SavedColumns, saveColumns } from './saved-columns.ts'
import { Bodies, damaged, notWhatItWas } from './stored-events.ts'

/** A name, what it speaks of, and where its events are. */
export type ChronicleOptions = {
  readonly name: string
  readonly vocabulary: Vocabulary
  readonly ledger: Ledger
  readonly clock: Clock
  /** What it works out of its events is kept here; by default in a cache of its own. */
  readonly cache?: SharedCache | undefined
  /** How many recordings may wait at once, and how long each. */
  readonly queue?: QueueLimits | undefined
}

/** So few events are read as fast as columns are. */
const FEW = 200

/** How many events are checked before others go first: some ms. */
const AT_ONCE = 256

/**
 * A chronicle that follows its ledger: it reads everything recorded there once, and then what is added. It takes in whole
 * batches and never shows a part of one.
 */
export class Follower extends ReadModel {
  readonly clock: Clock
  protected readonly ledger: Ledger
  /** How many batches were read. */
  protected batches: number
  /** Up to which position its columns are saved. */
  #saved: number
  /** Up to which position its columns came from there, so that the bodies were not read. */
  readonly #unread: number
  /** While a batch is taken in, and for good if that failed: then its columns are not whole. */
  #taking = false
  readonly #watchers = new Set<(event: RecordedEvent) => void>()
  readonly #waiting = new Set<() => void>()
  #reading: Promise<void> = Promise.resolve()
  #nextReading: Promise<void> | undefined

  /** It goes on from what was saved of it, by default from nothing. */
  constructor(
    { name, vocabulary, ledger, clock, cache = new SharedCache() }: ChronicleOptions,
    saved?: SavedColumns,
  ) {
    const bodies = new Bodies(
      ledger.bodyAt && ((position) => ledger.bodyAt?.(name, position)),
      async (position) => (await ledger.batchAt(name, position))?.reader || undefined,
    )
    super(indexesOver(name, vocabulary, bodies, saved?.columns ?? new ColumnSet(), { cache }))
    this.batches = saved?.batches ?? 0
    this.#saved = saved?.position ?? 0
    this.#unread = this.#saved
    this.clock = clock
    this.ledger = ledger
  }

  protected get head(): number {
    return this.indexes.reader.count
  }

  /** Reads what the ledger has beyond the head; the watchers get each event in order. */
  follow(): Promise<void> {
    this.#nextReading ??= this.#reading.then(() => {
      this.#nextReading = undefined
      const own = this.#readOn()
      this.#reading = own.catch(() => undefined)
      return own
    })
    return this.#nextReading
  }

  /**
   * Keeps reading what others record: when the ledger notifies, and every `every` ms in case a notification was missed.
   * Returns a function that stops it. `onFault` is called when the ledger cannot be read; it then retries.
   */
  keepUp({
    every,
    onFault,
  }: {
    readonly every: number
    readonly onFault: (error: unknown) => void
  }): () => void {
    let [stopped, heeded]: [boolean, Promise<void> | undefined] = [false, undefined]
    const wake = () => {
      const following = this.follow()
      if (following === heeded) return
      heeded = following
      following.catch((error: unknown) => {
        if (!stopped) onFault(error)
      })
    }
    const unwatch = this.ledger.watch(this.name, wake)
    const timer = setInterval(wake, every).unref()
    return () => {
      stopped = true
      unwatch()
      clearInterval(timer)
    }
  }

  /**
   * Waits until an event at a position has been read, for at most `within` ms; then throws E_BEHIND, a conflict. What others
   * record arrives as {@link keepUp} reads it.
   */
  async reach(position: number, within: number): Promise<void> {
    if (this.reaches(position)) return
    await this.follow()
    const timeout = AbortSignal.timeout(within)
    while (!this.reaches(position) && !timeout.aborted) await this.growth(this.head, timeout)
    if (this.reaches(position)) return
    throw new RegestaError(
      'E_BEHIND',
      'conflict',
      `position ${position} is not here yet: this server has read ${this.name} up to ${this.head}; ask again, or ask for less`,
      { position, head: this.head },
    )
  }

  /** Resolves once an event after a position has been read, or the signal is aborted. */
  growth(position: number, signal: AbortSignal): Promise<void> {
    if (this.head > position || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        if (this.head <= position && !signal.aborted) return
        this.#waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#waiting.add(done)
      signal.addEventListener('abort', done)
    })
  }

  /**
   * Every event after a position, in order, each once: first those already recorded, then each as it is taken in, until the
   * signal is aborted. Nothing is queued for a slow consumer.
   */
  async *eventsFrom(position: number, signal: AbortSignal): AsyncGenerator<RecordedEvent, void, undefined> {
    const { reader } = this.indexes
    for (let next = position; !signal.aborted; ) {
      const event = reader.at(next + 1)
      if (event === undefined) await this.growth(next, signal)
      else {
        next += 1
        yield event
      }
    }
  }

  /** Calls `listener` for every event read from now on; call what it returns to stop. */
  watch(listener: (event: RecordedEvent) => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /** How many listeners and waiters there are. */
  get waiting(): number {
    return this.#waiting.size + this.#watchers.size
  }

  /** The ledger's head, which may be further than what was read. */
  ledgerHead(): Promise<Head> {
    return this.ledger.head(this.name)
  }

  /** Reads batch by batch: those of one batch have one instant, and no other batch has it. */
  async #readOn(): Promise<void> {
    let batch: RecordedEvent[] = []
    for await (const entry of this.ledger.read(this.name, { after: this.head })) {
      if (batch.at(-1)?.recordedAt !== entry.recordedAt) {
        this.take(batch)
        batch = []
      }
      this.indexes.bodies.add(entry.position, entry.body)
      batch.push(this.read(entry))
    }
    this.take(batch)
  }

  /** Indexes a batch and tells the watchers; none of no events. */
  protected take(batch: readonly RecordedEvent[]): void {
    if (batch.length === 0) return
    this.#taking = true
    for (const recorded of batch) {
      this.indexes.eventIndex.add(recorded)
      this.indexes.projection.add(recorded)
      this.indexes.states.add(recorded)
    }
    this.indexes.proofs.keepUp()
    this.#taking = false
    this.batches += 1
    for (const recorded of batch) for (const listener of [...this.#watchers]) listener(recorded)
    for (const grown of [...this.#waiting]) grown()
  }

  /**
   * Saves its columns beside the ledger, where it has a place for them, if else a start would have much to read. Not of one
   * that is not as its ledger is.
   */
  async save(): Promise<void> {
    const { name, ledger, vocabulary } = this
    const behind = this.position - this.#saved
    if (this.#taking || behind < Math.max(FEW, this.position / 20)) return
    const head = await ledger.head(name).catch(() => undefined)
    const { position } = this
    if (head?.position !== position || head.root !== this.rootAt(position)) return
    const { columns } = this.indexes
    await saveColumns(ledger, name, vocabulary, { columns, position, root: head.root, batches: this.batches })
    this.#saved = position
  }

  /**
   * Reads the events that were not read when it was opened, because columns of them were saved, and checks that they are what
   * they were: E_LEDGER_DAMAGED, after which the columns are not used again. It lets others go first, and keeps no process from
   * ending.
   */
  async checkUnread(): Promise<void> {
    if (this.#unread === 0) return
    try {
      let frontier = emptyFrontier
      for await (const entry of this.ledger.read(this.name, { upTo: this.#unread })) {
        const { id, body, position, recordedAt } = entry
        const isSame =
          this.indexes.eventIndex.idOf(position - 1) === id && this.recordedAt(position) === recordedAt
        if (!isSame || sha256Hex(body) !== id) throw notWhatItWas(this.name, position, id)
        frontier = appendLeaf(frontier, entry)
        if (position % AT_ONCE === 0) await sleep(0, undefined, { ref: false })
      }
      if (rootOf(frontier) !== this.rootAt(this.#unread))
        throw damaged(
          `${this.name}: its first ${this.#unread} events do not give the root that the ledger keeps`,
        )
    } catch (error) {
      if (error instanceof RegestaError && error.code === 'E_LEDGER_DAMAGED')
        await this.ledger.sideFiles?.remove(this.name)
      throw error
    }
  }

  /** An entry of the ledger as an event, its payload parsed: the one parse. Throws E_LEDGER_DAMAGED, E_EVENT. */
  protected read({ id, body, position, recordedAt }: Pick<Entry, 'id' | 'body' | 'position' | 'recordedAt'>) {
    if (sha256Hex(body) !== id) throw notWhatItWas(this.name, position, id)
    const parsed = parseEvent(this.vocabulary.catalogue, JSON.parse(body))
    if (parsed.ok)
      return { id, position, recordedAt, event: parsed.event, valid: parsed.valid } satisfies RecordedEvent
    throw new RegestaError('E_EVENT', 'invalid', `event ${id} is not one that this program can read`, {
      id,
      faults: parsed.faults,
    })
  }
}
