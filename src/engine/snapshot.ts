import { setImmediate as turn } from 'node:timers/promises'
import { type Fault, InvalidInput } from '../errors.ts'
import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import { Projection, type State } from '../state/index.ts'
import type { CivilDay, Clock } from '../time/index.ts'
import { EventIndex } from '../visibility/index.ts'
import { EventReader } from './event-reader.ts'
import type { PointRequest } from './point-request.ts'
import { type ChronicleIndexes, emptyViewCache, ReadModel } from './read-model.ts'

/** Where a snapshot stands: what is recorded after `position`, and every day but `today`, is not there for it. */
export type Pin = { readonly position: number; readonly today: CivilDay }

/**
 * A chronicle as it stands at one position and on one day: the same question gets the same answer, whatever is
 * recorded later. It notes whether an answer depends on the pin; one that does not (every clock was given) is the
 * same from any later pin.
 */
export class Snapshot extends ReadModel {
  readonly clock: Clock
  readonly pin: Pin
  #dependsOn = { position: false, today: false }

  constructor(indexes: ChronicleIndexes, pin: Pin, clock: Clock) {
    super(indexes)
    this.pin = pin
    this.clock = {
      now: () => clock.now(),
      today: () => {
        this.#dependsOn.today = true
        return pin.today
      },
    }
  }

  /** Which parts of the pin the answers so far depend on. */
  get dependsOn(): { readonly position: boolean; readonly today: boolean } {
    return { ...this.#dependsOn }
  }

  protected get head(): number {
    return this.pin.position
  }

  override get position(): number {
    return this.#dependingOnHead(this.head)
  }

  override readEvents(after?: number): AsyncGenerator<RecordedEvent, void, undefined> {
    return this.#dependingOnHead(super.readEvents(after))
  }

  override eventsCiting(source: Subject): readonly RecordedEvent[] {
    return this.#dependingOnHead(super.eventsCiting(source))
  }

  override get registrations(): readonly RecordedEvent[] {
    return this.#dependingOnHead(super.registrations)
  }

  /** That something stands there stays so; that nothing does yet may not. */
  override reaches(position: number): boolean {
    return super.reaches(position) || this.#dependingOnHead(false)
  }

  override event(id: EventId): RecordedEvent | undefined {
    return super.event(id) ?? this.#dependingOnHead(undefined)
  }

  override lastActOn(id: EventId): EventId | undefined {
    return this.#dependingOnHead(super.lastActOn(id))
  }

  override asOf(request: PointRequest): State {
    if (this.#restsOnHead(request)) this.#dependingOnHead(undefined)
    return super.asOf(request)
  }

  /** Whether it may be answered otherwise from a later pin: what names a place in the ledger that is not yet filled. */
  #restsOnHead({ position, recordedAt, trusting = {} }: PointRequest): boolean {
    if ([trusting.only, trusting.sides, trusting.without].some((names) => names !== undefined)) return true
    if (position !== undefined) return position > this.head
    // A pin may stand within a batch: what follows in it was recorded at the same instant.
    return recordedAt === undefined || recordedAt >= (super.recordedAt(this.head) ?? Number.NEGATIVE_INFINITY)
  }

  #dependingOnHead<T>(answer: T): T {
    this.#dependsOn.position = true
    return answer
  }
}

/**
 * What a recording would come to: the chronicle as it would stand, and from which position on. Nothing of it is
 * recorded: what one meets there has an id by its words alone, and positions that others may yet take.
 */
export type Preview = {
  /** The last position that is recorded. */
  readonly position: number
  readonly snapshot: Snapshot
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
}

/** Of no more events than this is a second copy made. */
const MOST = 250_000

/** So many are indexed before others get their turn. */
const IN_ONE_GO = 1_000

/**
 * All indexed events, and more, indexed anew. Others get their turn meanwhile, and what they record is not in it.
 * Throws E_SIZE, of `dryRun`, where that is too much. Cost: every event.
 */
export async function indexesWith(
  indexes: ChronicleIndexes,
  more: readonly RecordedEvent[],
): Promise<ChronicleIndexes> {
  const all = [...indexes.eventIndex.events, ...more]
  if (all.length > MOST) throw new InvalidInput([tooLarge(all.length)])
  const eventIndex = new EventIndex(indexes.vocabulary.catalogue, indexes.eventIndex)
  const projection = new Projection(indexes.vocabulary, eventIndex)
  for (const [index, recorded] of all.entries()) {
    if (index % IN_ONE_GO === IN_ONE_GO - 1) await turn()
    eventIndex.add(recorded)
    projection.add(recorded)
  }
  return {
    ...indexes,
    eventIndex,
    reader: new EventReader(eventIndex),
    projection,
    viewCache: emptyViewCache(),
  }
}

function tooLarge(events: number): Fault {
  const message = `what was sent is sound; that comes to ${events} events, and what would come of it is shown up to ${MOST}`
  return { code: 'E_SIZE', message, place: { path: ['dryRun'] } }
}
