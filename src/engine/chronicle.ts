import { setTimeout as sleep } from 'node:timers/promises'
import {
  batchNamed,
  type CheckedRecording,
  checkRecording,
  type Recording,
  type WriteModel,
  writeModelOf,
} from '../admission/index.ts'
import { RegestaError } from '../errors.ts'
import { type EventId, parseEvent, type RecordedEvent, sha256Hex } from '../event/index.ts'
import type { Entry, Head, Ledger } from '../ledger/index.ts'
import { Projection, type Vocabulary } from '../state/index.ts'
import type { Clock } from '../time/index.ts'
import { EventIndex } from '../visibility/index.ts'
import { EventReader } from './event-reader.ts'
import { Proofs } from './proofs.ts'
import { emptyViewCache, ReadModel } from './read-model.ts'
import { indexesWith, type Pin, type Preview, Snapshot } from './snapshot.ts'

/** The outcome of a recording: the new head, and which events are new or were recorded already. */
export type Receipt = {
  readonly head: Head
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
}

/** How often a recording is retried where others record at the same time, and the longest pause before a retry, ms. */
const TRIES = 50
const PAUSE = 20

/**
 * One chronicle, open: everything recorded in its ledger, read once and kept up.
 *
 * Nothing that was answered for a pinned position ever changes; what is recorded later is not seen from there. A batch
 * is taken in whole: at no moment does the chronicle stand in the midst of one.
 */
export class Chronicle extends ReadModel {
  readonly clock: Clock
  readonly #ledger: Ledger
  readonly #watchers = new Set<(event: RecordedEvent) => void>()
  readonly #waiting = new Set<() => void>()
  #writeModel: WriteModel | undefined
  #batches = 0
  #recording: Promise<unknown> = Promise.resolve()
  #previewing: Promise<unknown> = Promise.resolve()
  #reading: Promise<void> = Promise.resolve()
  #nextReading: Promise<void> | undefined

  constructor(name: string, vocabulary: Vocabulary, ledger: Ledger, clock: Clock) {
    const eventIndex = new EventIndex(vocabulary.catalogue)
    super({
      name,
      vocabulary,
      eventIndex,
      reader: new EventReader(eventIndex),
      projection: new Projection(vocabulary, eventIndex),
      viewCache: emptyViewCache(),
      proofs: new Proofs(name, eventIndex),
    })
    this.clock = clock
    this.#ledger = ledger
  }

  protected get head(): number {
    return this.indexes.reader.count
  }

  /**
   * The chronicle as it stands now, or stood at an earlier position or on another day; `apart`, with a view
   * cache of its own, so that it evicts nothing from the one that all others share. Throws E_POSITION.
   */
  snapshot(pin: Partial<Pin> = {}, { apart = false } = {}): Snapshot {
    const { position = this.head, today = this.clock.today() } = pin
    if (!Number.isInteger(position) || position < 0 || !this.reaches(position))
      throw new RegestaError(
        'E_POSITION',
        'invalid',
        `position ${position} is not one of 0…${this.head}, the ledger's head`,
        { position, head: this.head },
      )
    const indexes = apart ? { ...this.indexes, viewCache: emptyViewCache() } : this.indexes
    return new Snapshot(indexes, { position, today }, this.clock)
  }

  /**
   * Records events, whole or not at all; those that stand recorded already are passed over. Throws as
   * {@link checkRecording} does, and what the ledger refuses. Without `expectedPosition` it tries again where
   * others record at the same time; each time it is checked anew, beside what they recorded.
   */
  async record(recording: Recording): Promise<Receipt> {
    const own = this.#recording.then(() => this.#recordOne(recording))
    this.#recording = own.catch(() => undefined)
    return own
  }

  /**
   * What {@link record} would come to, with nothing recorded; throws as it does, and E_SIZE where there is too much to
   * try it on. One at a time. Cost: every event indexed anew.
   */
  preview(recording: Recording): Promise<Preview> {
    const own = this.#previewing.then(() => this.#previewOne(recording))
    this.#previewing = own.catch(() => undefined)
    return own
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
   * Keeps up with what others record: at every wake of the ledger, and every `every` ms in case one was missed. The
   * answer stops it; `onFault` hears of a ledger that cannot be read, and it goes on trying.
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
    const unwatch = this.#ledger.watch(this.name, wake)
    const timer = setInterval(wake, every).unref()
    return () => {
      stopped = true
      unwatch()
      clearInterval(timer)
    }
  }

  /**
   * Waits until something stands at a position, for at most `within` ms; then throws E_BEHIND, a conflict. What others
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

  /** Resolves once something stands beyond a position, or the signal ends the waiting. */
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
   * Every event after a position, in order, each once: first those that stand recorded, then each as it is taken in,
   * until the signal ends it. Nothing is kept for one who is slow to ask for the next.
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
    return this.#ledger.head(this.name)
  }

  async #recordOne(recording: Recording): Promise<Receipt> {
    for (let tries = 1; ; tries++) {
      await this.follow()
      const { fresh, already } = this.#check(recording)
      if (fresh.length === 0) return this.#nothingNew(already)
      try {
        // Nothing may be awaited between the check and the position that it holds for.
        const head = await this.#ledger.append({
          chronicle: this.name,
          name: batchNamed(this.#batches + 1, recording),
          recordedAt: this.#instantFor(recording),
          events: fresh,
          expectedPosition: this.head,
          ...(recording.reader !== undefined && { reader: recording.reader }),
        })
        await this.follow()
        return { head, recorded: fresh.map(({ id }) => id), already }
      } catch (error) {
        if (tries === TRIES || !isConflict(error)) throw error
        await sleep(Math.random() * PAUSE)
      }
    }
  }

  async #previewOne(recording: Recording): Promise<Preview> {
    await this.follow()
    const { fresh, already } = this.#check(recording)
    const [position, today] = [this.head, this.clock.today()]
    const recordedAt = this.#instantFor(recording)
    const more = fresh.map((each, index) =>
      this.#read({ ...each, position: position + index + 1, recordedAt }),
    )
    const indexes = more.length === 0 ? this.indexes : await indexesWith(this.indexes, more)
    const snapshot = new Snapshot(indexes, { position: position + more.length, today }, this.clock)
    return { position, snapshot, recorded: fresh.map(({ id }) => id), already }
  }

  async #nothingNew(already: readonly EventId[]): Promise<Receipt> {
    const head = await this.ledgerHead()
    await this.follow()
    return { head, recorded: [], already }
  }

  #check(recording: Recording): CheckedRecording {
    this.#writeModel ??= writeModelOf(this.name, this.indexes.eventIndex.events)
    return checkRecording(recording, this.#writeModel, this.vocabulary.catalogue)
  }

  #instantFor({ recordedAt }: Recording): number {
    const last = this.recordedAt(this.head) ?? Number.NEGATIVE_INFINITY
    return recordedAt ?? Math.max(this.clock.now(), last + 1)
  }

  /** Reads batch by batch: those of one batch have one instant, and no other batch has it. */
  async #readOn(): Promise<void> {
    let batch: RecordedEvent[] = []
    for await (const entry of this.#ledger.read(this.name, { after: this.head })) {
      if (batch.at(-1)?.recordedAt !== entry.recordedAt) {
        this.#take(batch)
        batch = []
      }
      batch.push(this.#read(entry))
    }
    this.#take(batch)
  }

  #take(batch: readonly RecordedEvent[]): void {
    if (batch.length === 0) return
    for (const recorded of batch) {
      this.indexes.eventIndex.add(recorded)
      this.indexes.projection.add(recorded)
      this.#writeModel?.apply(recorded)
    }
    this.indexes.proofs.keepUp()
    this.#batches += 1
    for (const recorded of batch) for (const listener of [...this.#watchers]) listener(recorded)
    for (const grown of [...this.#waiting]) grown()
  }

  #read({ id, body, position, recordedAt }: Pick<Entry, 'id' | 'body' | 'position' | 'recordedAt'>) {
    if (sha256Hex(body) !== id)
      throw damaged(`event ${position} of ${this.name} is not what its id ${id} stands for`)
    const parsed = parseEvent(this.vocabulary.catalogue, JSON.parse(body))
    if (parsed.ok)
      return { id, position, recordedAt, event: parsed.event, valid: parsed.valid } satisfies RecordedEvent
    throw new RegestaError('E_EVENT', 'invalid', `event ${id} is not one that this program can read`, {
      id,
      faults: parsed.faults,
    })
  }
}

/** Whether another recorded in between: what is to be recorded is checked again beside that. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof RegestaError &&
    ['E_POSITION', 'E_ALREADY_RECORDED'].includes(error.code) &&
    error.category === 'conflict'
  )
}

/**
 * Opens a chronicle over its ledger and reads all that stands there. Throws E_LEDGER_DAMAGED where an event is not what its
 * id stands for, or the events do not give the root that the ledger keeps: an altered ledger is not served. Cost: O(events).
 */
export async function openChronicle(options: {
  readonly name: string
  readonly vocabulary: Vocabulary
  readonly ledger: Ledger
  readonly clock: Clock
}): Promise<Chronicle> {
  const chronicle = new Chronicle(options.name, options.vocabulary, options.ledger, options.clock)
  await chronicle.follow()
  await checkRoot(chronicle, options.ledger)
  return chronicle
}

/** A ledger that was rewritten as a whole has its root rewritten too: only a root signed elsewhere shows that. */
async function checkRoot(chronicle: Chronicle, ledger: Ledger): Promise<void> {
  const { name, position } = chronicle
  const [root, kept] = [chronicle.rootAt(position), await ledger.rootAt(name, position)]
  if (root !== kept) throw damaged(`${name}: its ${position} events give root ${root}; expected ${kept}`)
}

function damaged(what: string): RegestaError {
  return new RegestaError(
    'E_LEDGER_DAMAGED',
    'fault',
    `the ledger is damaged: ${what}. \`regesta verify\` tells more; keep it as it is, and restore a backup`,
  )
}
