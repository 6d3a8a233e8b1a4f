import { type Fault, InvalidInput } from '../errors.ts'
import { type EventId, type RecordedEvent, type Subject, withoutPoint } from '../event/index.ts'
import type { State, Steps } from '../state/index.ts'
import type { CivilDay, Clock } from '../time/index.ts'
import { type ChronicleIndexes, indexesOver } from './indexes.ts'
import type { PointRequest } from './point-request.ts'
import { ReadModel } from './read-model.ts'
import { Bodies } from './stored-events.ts'

/** What a snapshot is pinned to: nothing recorded after `position` is visible, and today is `today`. */
export type Pin = { readonly position: number; readonly today: CivilDay }

/** A dry run: the last position that is recorded, and a name for what would follow it. */
type DryRun = { readonly after: number; readonly name: string }

/**
 * A chronicle pinned to one position and one day: the same question gets the same answer, whatever is
 * recorded later. It notes whether an answer depends on the pin; one that does not (every clock was given) is the
 * same from any later pin.
 */
export class Snapshot extends ReadModel {
  readonly clock: Clock
  readonly pin: Pin
  /** What of the pin was asked for. The rest is the head, or today, as it was when the request came. */
  readonly pinned: Partial<Pin>
  readonly #dryRun: DryRun | undefined
  #dependsOn = { position: false, today: false }

  constructor(
    indexes: ChronicleIndexes,
    clock: Clock,
    { pin, pinned, dryRun }: { readonly pin: Pin; readonly pinned: Partial<Pin>; readonly dryRun?: DryRun },
  ) {
    super(indexes)
    this.pin = pin
    this.pinned = pinned
    this.#dryRun = dryRun
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

  override registrationSteps(): Steps<readonly RecordedEvent[]> {
    return this.#dependingOnHead(super.registrationSteps())
  }

  /** True never changes; false may, so then the answer depends on the position. */
  override reaches(position: number): boolean {
    return super.reaches(position) || this.#dependingOnHead(false)
  }

  /** Whether more is recorded than up to a position. True never changes; false may, so then the answer depends on the head. */
  hasPassed(position: number): boolean {
    return position < this.head || this.#dependingOnHead(false)
  }

  /** What of the pin was asked for, for an id that names it: that depends on it, and at the head on where this is. */
  get named(): Partial<Pin> {
    this.#dependsOn.position = true
    if (this.pinned.today !== undefined) this.#dependsOn.today = true
    return this.pinned
  }

  /** A position as an id names it. What only a dry run has at its positions is not what will be recorded there. */
  placeOf(position: number): string {
    const dryRun = this.#dryRun
    return dryRun === undefined || position <= dryRun.after ? `${position}` : `${position}~${dryRun.name}`
  }

  override event(id: EventId): RecordedEvent | undefined {
    const event = super.event(id)
    // A later event may be the one that is meant, or begin with the same digits.
    return event === undefined || event.id !== withoutPoint(id) ? this.#dependingOnHead(event) : event
  }

  override lastActOn(id: EventId): EventId | undefined {
    return this.#dependingOnHead(super.lastActOn(id))
  }

  override asOf(request: PointRequest): State {
    if (this.#restsOnHead(request)) this.#dependingOnHead(undefined)
    return super.asOf(request)
  }

  /** Whether a later pin may give another answer: it reads up to the head, or names sources that may not be recorded yet. */
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
 * The result of a dry run: the chronicle as it would be after a recording, and the position from which it is new. Nothing
 * of it is recorded: its events have their final ids, but another writer may still take their positions.
 */
export type Preview = {
  /** The last position that is recorded. */
  readonly position: number
  readonly snapshot: Snapshot
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
  readonly warnings: readonly Fault[]
}

/** The most events of which a second copy is made. */
export const MOST_COPIED = 250_000

/**
 * New indexes of all indexed events and more, which come with their bodies, in steps. What is recorded after the first is not
 * included. Throws E_SIZE, of `dryRun`, if there are too many. Cost: a copy of the columns, and the events added.
 */
export function* indexesWith(
  indexes: ChronicleIndexes,
  more: readonly { readonly body: string; readonly recorded: () => RecordedEvent }[],
): Steps<ChronicleIndexes> {
  const size = indexes.eventIndex.count + more.length
  if (size > MOST_COPIED) throw new InvalidInput([tooLarge(size)])
  const { name, vocabulary, eventIndex: other } = indexes
  const bodies = new Bodies((position) => indexes.bodies.at(position), indexes.bodies.readerOf)
  const all = indexesOver(name, vocabulary, bodies, indexes.columns.copy(), { other })
  for (const { body, recorded: read } of more) {
    yield
    const recorded = read()
    bodies.keep(recorded.position, body)
    all.eventIndex.add(recorded)
    all.projection.add(recorded)
  }
  return { ...all, proofs: indexes.proofs }
}

function tooLarge(events: number): Fault {
  const message = `what was sent is sound; that comes to ${events} events, and what would come of it is shown up to ${MOST_COPIED}`
  return { code: 'E_SIZE', message, place: { path: ['dryRun'] } }
}
