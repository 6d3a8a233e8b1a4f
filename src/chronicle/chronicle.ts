import { setTimeout as sleep } from 'node:timers/promises'
import { batchName, type Register, recordedOf } from '../batches/index.ts'
import { RegestaError } from '../errors.ts'
import { type EventId, parseEvent, type RecordedEvent } from '../event/index.ts'
import type { Entry, Head, Ledger } from '../ledger/index.ts'
import { Projection, type Vocabulary } from '../projection/index.ts'
import type { Clock } from '../time/index.ts'
import { Annals } from '../timeline/index.ts'
import { noLookouts, ReadModel } from './read-model.ts'
import { checkRecording, type Recording } from './recording.ts'
import { type Pin, Snapshot } from './snapshot.ts'

/** What one has recorded: where the ledger now stands, and which events it took in or had already. */
export type Receipt = {
  readonly head: Head
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
}

/** How often one tries again where others record at the same time, and each waits at most so long before, ms. */
const TRIES = 50
const PAUSE = 20

/**
 * One chronicle, open: everything recorded in its ledger, read once and kept up.
 *
 * Nothing that was answered for a pinned position ever changes; what is recorded later is not seen from there.
 */
export class Chronicle extends ReadModel {
  readonly clock: Clock
  readonly #ledger: Ledger
  readonly #watchers = new Set<(event: RecordedEvent) => void>()
  #register: Register | undefined
  #recording: Promise<unknown> = Promise.resolve()
  #following: Promise<void> = Promise.resolve()

  constructor(name: string, vocabulary: Vocabulary, ledger: Ledger, clock: Clock) {
    const annals = new Annals()
    super({
      name,
      vocabulary,
      annals,
      projection: new Projection(vocabulary, annals),
      lookouts: noLookouts(),
    })
    this.clock = clock
    this.#ledger = ledger
  }

  protected get head(): number {
    return this.archive.annals.events.length
  }

  /** The chronicle as it stands now, or stood at an earlier position or on another day. Throws E_POSITION. */
  snapshot(pin: Partial<Pin> = {}): Snapshot {
    const { position = this.head, today = this.clock.today() } = pin
    if (!Number.isInteger(position) || position < 0 || !this.reaches(position))
      throw new RegestaError(
        'E_POSITION',
        'invalid',
        `position ${position} is not one of 0…${this.head}, the ledger's head`,
        { position, head: this.head },
      )
    return new Snapshot(this.archive, { position, today }, this.clock)
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

  /** Takes in what the ledger has beyond what was read; the watchers hear of each event in order. */
  follow(): Promise<void> {
    const own = this.#following.then(() => this.#readOn())
    this.#following = own.catch(() => undefined)
    return own
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
    let pending = false
    const wake = () => {
      if (pending) return
      pending = true
      void this.follow()
        .catch(onFault)
        .finally(() => {
          pending = false
        })
    }
    const stop = this.#ledger.watch(this.name, wake)
    const timer = setInterval(wake, every).unref()
    return () => {
      stop()
      clearInterval(timer)
    }
  }

  /** Waits until something stands at a position, for at most `within` ms; then throws E_BEHIND, a conflict. */
  async reach(position: number, within: number): Promise<void> {
    if (this.reaches(position)) return
    await this.follow()
    if (this.reaches(position)) return
    const timeout = AbortSignal.timeout(within)
    for await (const event of this.eventsFrom(this.head, timeout)) if (event.position >= position) return
    if (this.reaches(position)) return
    throw new RegestaError(
      'E_BEHIND',
      'conflict',
      `position ${position} is not here yet: this server has read ${this.name} up to ${this.head}; ask again, or ask for less`,
      { position, head: this.head },
    )
  }

  /**
   * Every event after a position, in order, each once: first those that stand recorded, then each as it is taken in,
   * until the signal ends it. Nothing is kept for one who is slow to ask for the next.
   */
  async *eventsFrom(position: number, signal: AbortSignal): AsyncGenerator<RecordedEvent, void, undefined> {
    const { events } = this.archive.annals
    for (let next = position; !signal.aborted; ) {
      const event = events[next]
      if (event === undefined) await this.#grown(signal)
      else {
        next += 1
        yield event
      }
    }
  }

  /** Calls `listener` for every event taken in from now on; the answer stops it. */
  watch(listener: (event: RecordedEvent) => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /** The ledger's head, which may be further than what was read. */
  ledgerHead(): Promise<Head> {
    return this.#ledger.head(this.name)
  }

  async #recordOne(recording: Recording): Promise<Receipt> {
    for (let tries = 1; ; tries++) {
      await this.follow()
      const { fresh, already } = checkRecording(recording, this.#recorded(), this.vocabulary.catalogue)
      if (fresh.length === 0) return { head: await this.ledgerHead(), recorded: [], already }
      const last = this.recordedAt(this.head) ?? Number.NEGATIVE_INFINITY
      try {
        const head = await this.#ledger.append({
          chronicle: this.name,
          name: recording.name ?? (await this.#nextName()),
          recordedAt: recording.recordedAt ?? Math.max(this.clock.now(), last + 1),
          events: fresh,
          expectedPosition: this.head,
          ...(recording.reader !== undefined && { reader: recording.reader }),
        })
        await this.follow()
        return { head, recorded: fresh.map(({ id }) => id), already }
      } catch (error) {
        if (tries === TRIES || !isOvertaken(error)) throw error
        await sleep(Math.random() * PAUSE)
      }
    }
  }

  async #nextName(): Promise<string> {
    const { length } = await this.#ledger.batches(this.name)
    return batchName(length + 1, 'recorded').replace(/\.yaml$/, '')
  }

  /** What stands recorded, filed for checks; made when the first recording is checked. */
  #recorded(): Register {
    this.#register ??= recordedOf(this.name, this.events)
    return this.#register
  }

  async #readOn(): Promise<void> {
    for await (const entry of this.#ledger.read(this.name, { after: this.head })) this.#take(entry)
  }

  #grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const stop = this.watch(done)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })
  }

  #take(entry: Entry): void {
    const { event, valid } = this.#parse(entry.id, entry.body)
    const recorded = { id: entry.id, position: entry.position, recordedAt: entry.recordedAt, event, valid }
    this.archive.annals.add(recorded)
    this.archive.projection.add(recorded)
    this.#register?.take(recorded)
    for (const listener of [...this.#watchers]) listener(recorded)
  }

  #parse(id: EventId, body: string) {
    const parsed = parseEvent(this.vocabulary.catalogue, JSON.parse(body))
    if (parsed.ok) return parsed
    throw new RegestaError('E_EVENT', 'invalid', `event ${id} is not one that this program can read`, {
      id,
      faults: parsed.faults,
    })
  }
}

/** Whether another recorded in between: what is to be recorded is checked again beside that. */
function isOvertaken(error: unknown): boolean {
  return (
    error instanceof RegestaError &&
    ['E_POSITION', 'E_ALREADY_RECORDED'].includes(error.code) &&
    error.category === 'conflict'
  )
}

/** Opens a chronicle over its ledger and reads all that stands there. Cost: O(events). */
export async function openChronicle(options: {
  readonly name: string
  readonly vocabulary: Vocabulary
  readonly ledger: Ledger
  readonly clock: Clock
}): Promise<Chronicle> {
  const chronicle = new Chronicle(options.name, options.vocabulary, options.ledger, options.clock)
  await chronicle.follow()
  return chronicle
}
