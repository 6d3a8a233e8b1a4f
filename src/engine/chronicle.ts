import { setTimeout as sleep } from 'node:timers/promises'
import {
  batchNamed,
  type CheckedRecording,
  checkRecording,
  checkSteps,
  type ReadonlyWriteModel,
  type Recording,
  writeModelOf,
} from '../admission/index.ts'
import { type Fault, RegestaError } from '../errors.ts'
import { canonicalJson, type EventId, type RecordedEvent, sha256Hex } from '../event/index.ts'
import type { Frontier, Head, Ledger } from '../ledger/index.ts'
import { inOneGo, StateCache, type Steps, type WordsOf } from '../state/index.ts'
import { type CivilDay, instantAfter } from '../time/index.ts'
import { type ChronicleOptions, Follower } from './follower.ts'
import { inBackground, inTurns } from './indexes.ts'
import { Queue } from './queue.ts'
import { type SavedColumns, savedColumns } from './saved-columns.ts'
import { indexesWith, type Pin, type Preview, Snapshot } from './snapshot.ts'
import { damaged } from './stored-events.ts'

/** The outcome of a recording: the new head, and which events are new or were recorded already. */
export type Receipt = {
  readonly head: Head
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
  /** What was recorded but is probably a slip, each with its place in the recording. */
  readonly warnings: readonly Fault[]
}

/** How often a recording is retried where others record at the same time, and the longest pause before a retry, ms. */
const TRIES = 50
const PAUSE = 20

/**
 * An open chronicle: it follows its ledger, answers questions as a {@link ReadModel}, and records events.
 *
 * No answer for a pinned position ever changes: what is recorded later is not visible from there.
 */
export class Chronicle extends Follower {
  readonly #recordings: Queue
  readonly #previews: Queue

  constructor(options: ChronicleOptions, saved?: SavedColumns) {
    super(options, saved)
    this.#recordings = new Queue(options.queue)
    this.#previews = new Queue(options.queue)
  }

  /** Begins to build the indexes of its lists and its words, while nobody waits for an answer, so that the first ones come sooner. */
  buildIndexes(wordsOf: WordsOf): void {
    inBackground(this.indexes.states.indexAll(this.asOf({}).point, wordsOf))
  }

  /** Drops what it keeps of what it worked out, for whoever closes it. */
  clearCache(): void {
    this.indexes.states.clear()
  }

  /**
   * The chronicle at a position and on a day, by default `latest` (the head) and `today`. With `apart` it has a view cache
   * of its own, so that it evicts nothing from the shared one. Throws E_POSITION.
   */
  snapshot(
    pinned: Partial<Pin> = {},
    {
      apart = false,
      today: day = this.clock.today(),
      latest = this.head,
    }: { readonly apart?: boolean; readonly today?: CivilDay; readonly latest?: number } = {},
  ): Snapshot {
    const { position = latest, today = day } = pinned
    if (!Number.isInteger(position) || position < 0 || !this.reaches(position))
      throw new RegestaError(
        'E_POSITION',
        'invalid',
        `position ${position} is not one of 0…${this.head}, the ledger's head`,
        { position, head: this.head },
      )
    const { eventIndex, projection } = this.indexes
    const indexes = apart ? { ...this.indexes, states: new StateCache(eventIndex, projection) } : this.indexes
    return new Snapshot(indexes, this.clock, { pin: { position, today }, pinned })
  }

  /**
   * Records events, all or none. Idempotent: events that are recorded already are skipped. Throws as
   * {@link checkRecording} does, and what the ledger refuses. Without `expectedPosition` it retries after a conflict with
   * another writer, with a random pause; each retry validates again, against what the other recorded. Recordings queue, one
   * at a time ({@link Queue}): E_BUSY. Throws E_CLOCK as {@link instantAfter} does.
   */
  record(recording: Recording): Promise<Receipt> {
    return this.#recordings.run((left) => this.#recordOne(recording, left))
  }

  /**
   * A dry run of {@link record}: the chronicle as it would be, with nothing recorded. Throws as it does, and E_SIZE if the
   * chronicle is too large for that. Previews queue, one at a time. Cost: a copy of the columns, and what is sent.
   */
  preview(recording: Recording): Promise<Preview> {
    return this.#previews.run(async () => {
      await this.follow()
      return inTurns(this.#previewSteps(recording))
    })
  }

  async #recordOne(recording: Recording, left: number): Promise<Receipt> {
    const from = performance.now()
    for (let tries = 1; ; tries++) {
      await this.follow()
      const { fresh, already, warnings } = this.#check(recording)
      if (fresh.length === 0) return this.#nothingNew(already, warnings)
      try {
        // Nothing may be awaited between the check and the position that it holds for.
        const head = await this.ledger.append({
          chronicle: this.name,
          name: batchNamed(this.batches + 1, recording),
          recordedAt: this.#instantFor(recording),
          events: fresh,
          expectedPosition: this.head,
          patience: Math.max(0, left - (performance.now() - from)),
          ...(recording.reader !== undefined && { reader: recording.reader }),
        })
        await this.follow()
        return { head, recorded: fresh.map(({ id }) => id), already, warnings }
      } catch (error) {
        if (tries === TRIES || !isConflict(error)) throw error
        await sleep(Math.random() * PAUSE)
      }
    }
  }

  *#previewSteps(recording: Recording): Steps<Preview> {
    const { fresh, already, warnings } = yield* this.#checkSteps(recording)
    const [position, today] = [this.head, this.clock.today()]
    const recordedAt = this.#instantFor(recording)
    const more = fresh.map((each, index) => ({
      body: each.body,
      recorded: () => this.read({ ...each, position: position + index + 1, recordedAt }),
    }))
    const indexes = more.length === 0 ? this.indexes : yield* indexesWith(this.indexes, more)
    const end = position + more.length
    const snapshot = new Snapshot(indexes, this.clock, {
      pin: { position: end, today },
      pinned: { position: end },
      dryRun: { after: position, name: sha256Hex(fresh.map(({ id }) => id).join()).slice(0, 16) },
    })
    return { position, snapshot, recorded: fresh.map(({ id }) => id), already, warnings }
  }

  async #nothingNew(already: readonly EventId[], warnings: readonly Fault[]): Promise<Receipt> {
    const head = await this.ledgerHead()
    await this.follow()
    return { head, recorded: [], already, warnings }
  }

  /** What is recorded now, for a further batch to be checked against. */
  get recorded(): ReadonlyWriteModel {
    return writeModelOf(this.name, this.indexes.eventIndex)
  }

  /** What its Merkle tree grows on from. */
  get frontier(): Frontier {
    return this.indexes.proofs.frontier
  }

  /**
   * Takes in a batch that its ledger does not have, as if it were recorded. Only for a chronicle that nobody else asks, and
   * that follows its ledger no more.
   */
  suppose(batch: readonly RecordedEvent[]): void {
    for (const { position, event } of batch) this.indexes.bodies.keep(position, canonicalJson(event))
    this.take(batch)
  }

  /**
   * The chronicle as it would be with a batch taken in that its ledger does not have; it itself stays as it is. Throws E_SIZE
   * for one of more than {@link MOST_COPIED} events. Cost: a copy of the columns.
   */
  supposing(batch: readonly RecordedEvent[]): Snapshot {
    const more = batch.map((recorded) => ({
      body: canonicalJson(recorded.event),
      recorded: () => recorded,
    }))
    const position = this.head + batch.length
    return new Snapshot(inOneGo(indexesWith(this.indexes, more)), this.clock, {
      pin: { position, today: this.clock.today() },
      pinned: { position },
    })
  }

  #check(recording: Recording): CheckedRecording {
    return checkRecording(recording, this.recorded, this.vocabulary.catalogue)
  }

  /** The same in steps; in one go once somebody records meanwhile. */
  *#checkSteps(recording: Recording): Steps<CheckedRecording> {
    const { head } = this
    const steps = checkSteps(recording, this.recorded, this.vocabulary.catalogue)
    while (this.head === head) {
      const step = steps.next()
      if (step.done === true) return step.value
      yield
    }
    return this.#check(recording)
  }

  #instantFor({ recordedAt }: Recording): number {
    return recordedAt ?? instantAfter(this.recordedAt(this.head), this.clock)
  }
}

/** Whether another writer recorded in between, so that the recording is validated again and retried. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof RegestaError &&
    ['E_POSITION', 'E_ALREADY_RECORDED'].includes(error.code) &&
    error.category === 'conflict'
  )
}

/**
 * Opens a chronicle: reads what was saved of it beside the ledger, and every event since, or every event. Throws
 * E_LEDGER_DAMAGED if an event that it reads does not match its id, or the events do not give the root that the ledger keeps:
 * an altered ledger is not served. Cost: O(events), of those that were saved some nanoseconds each.
 */
export async function openChronicle(options: ChronicleOptions): Promise<Chronicle> {
  const { name, vocabulary, ledger } = options
  const chronicle = new Chronicle(options, await savedColumns(ledger, name, vocabulary))
  await chronicle.follow()
  await checkRoot(chronicle, ledger)
  await chronicle.save()
  return chronicle
}

/** A ledger that was rewritten as a whole has its root rewritten too: only a root signed elsewhere shows that. */
async function checkRoot(chronicle: Chronicle, ledger: Ledger): Promise<void> {
  const { name, position } = chronicle
  const [root, kept] = [chronicle.rootAt(position), await ledger.rootAt(name, position)]
  if (root !== kept) throw damaged(`${name}: its ${position} events give root ${root}; expected ${kept}`)
}
