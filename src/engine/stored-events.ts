import { LRUCache } from 'lru-cache'
import type { ColumnSet, Digests, Numbers } from '../columns/index.ts'
import { RegestaError } from '../errors.ts'
import { type Envelope, type EventId, type RecordedEvent, sha256Hex } from '../event/index.ts'
import { type Instant, readValid } from '../time/index.ts'
import type { EventStore } from '../visibility/index.ts'

/** How many events are kept as they were last made: 10 MB or so. */
const KEPT = { maxSize: 10_000, sizeCalculation: () => 1 }

/** The canonical JSON of the events of a chronicle, by position, and what is asked of the ledger beside it. */
export class Bodies {
  readonly #stored: ((position: number) => string | undefined) | undefined
  /** Who read the source of an event, or recorded it, as its batch says; undefined where it does not. */
  readonly readerOf: (position: number) => Promise<string | undefined>
  readonly #kept = new Map<number, string>()

  /** `stored` gives what can be had without waiting; without it, all must be kept. */
  constructor(
    stored?: (position: number) => string | undefined,
    readerOf: (position: number) => Promise<string | undefined> = async () => undefined,
  ) {
    this.#stored = stored
    this.readerOf = readerOf
  }

  at(position: number): string | undefined {
    return this.#kept.get(position) ?? this.#stored?.(position)
  }

  /** Takes in a body that is stored, which is kept only if it can be had in no other way. */
  add(position: number, body: string): void {
    if (this.#stored === undefined) this.keep(position, body)
  }

  /** Takes in a body that is not stored. */
  keep(position: number, body: string): void {
    this.#kept.set(position, body)
  }
}

/**
 * The events of a chronicle, of which only digests and instants are held: an event is made of its body when it is asked for,
 * and kept while it is among the last asked for. It was checked against its type when it was taken in.
 */
export class StoredEvents implements EventStore {
  readonly #chronicle: string
  readonly #bodies: Bodies
  readonly #digests: Digests
  readonly #recordedAt: Numbers
  readonly #made = new LRUCache<number, RecordedEvent>(KEPT)

  /** The events that the columns have. */
  constructor(chronicle: string, bodies: Bodies, columns: ColumnSet) {
    this.#chronicle = chronicle
    this.#bodies = bodies
    this.#digests = columns.digests('events')
    this.#recordedAt = columns.numbers('recorded')
  }

  get count(): number {
    return this.#digests.count
  }

  /** Its body must be among the bodies already. */
  add(recorded: RecordedEvent): void {
    this.#made.set(this.count, recorded)
    this.#digests.add(recorded.id)
    this.#recordedAt.push(recorded.recordedAt)
  }

  numberOf(id: EventId): number {
    return this.#digests.find(id)
  }

  idsBeginningWith(start: string): readonly EventId[] {
    return this.#digests.beginningWith(start)
  }

  idOf(number: number): EventId {
    return this.#digests.at(number)
  }

  positionOf(number: number): number {
    return number + 1
  }

  recordedAtOf(number: number): Instant {
    return this.#recordedAt.at(number)
  }

  at(number: number): RecordedEvent {
    const known = this.#made.get(number)
    if (known !== undefined) return known
    const [id, position] = [this.idOf(number), this.positionOf(number)]
    const body = this.#bodies.at(position)
    if (body === undefined || sha256Hex(body) !== id) throw notWhatItWas(this.#chronicle, position, id)
    const event: Envelope = JSON.parse(body)
    const recorded = {
      id,
      position,
      recordedAt: this.recordedAtOf(number),
      event,
      valid: readValid(event.valid),
    }
    this.#made.set(number, recorded)
    return recorded
  }
}

/** E_LEDGER_DAMAGED: an event whose body is not the one that its id is the digest of. */
export function notWhatItWas(chronicle: string, position: number, id: EventId): RegestaError {
  return damaged(`event ${position} of ${chronicle} is not what its id ${id} stands for`)
}

/** The error of a ledger that is not what it was: E_LEDGER_DAMAGED. */
export function damaged(what: string): RegestaError {
  return new RegestaError(
    'E_LEDGER_DAMAGED',
    'fault',
    `the ledger is damaged: ${what}. \`regesta verify\` tells more; keep it as it is, and restore a backup`,
  )
}
