import type { EventId, RecordedEvent, Subject } from '../event/index.ts'
import type { State } from '../state/index.ts'
import type { CivilDay, Clock } from '../time/index.ts'
import type { PointRequest } from './point-request.ts'
import { type Archive, ReadModel } from './read-model.ts'

/** Where a snapshot stands: what is recorded after `position`, and every day but `today`, is not there for it. */
export type Pin = { readonly position: number; readonly today: CivilDay }

/**
 * A chronicle as it stands at one position and on one day: the same question gets the same answer, whatever is
 * recorded later. It notes whether an answer leant on where it is pinned; one that did not (every clock of it was
 * given) is the same from any later pin.
 */
export class Snapshot extends ReadModel {
  readonly clock: Clock
  readonly pin: Pin
  #dependsOn = { position: false, today: false }

  constructor(archive: Archive, pin: Pin, clock: Clock) {
    super(archive)
    this.pin = pin
    this.clock = {
      now: () => clock.now(),
      today: () => {
        this.#dependsOn.today = true
        return pin.today
      },
    }
  }

  /** What of the pin has been asked for so far. */
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
