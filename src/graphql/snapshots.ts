import type { Chronicle, Pin, Snapshot } from '../engine/index.ts'
import type { Point } from '../visibility/index.ts'
import { badArgument } from './faults.ts'

/** How long a request may wait for a position that is not here yet, ms. */
const LONGEST_WAIT = 5_000

/** Where a request is pinned, chronicle by chronicle; one that is not named stands at its head, today. */
export type Pins = ReadonlyMap<string, Partial<Pin>>

/**
 * The chronicles as one request sees them: each as it stood when the request came, so that an answer is all of one
 * piece whatever is recorded while it is worked out.
 */
export class Snapshots {
  readonly #chronicles: ReadonlyMap<string, Chronicle>
  readonly #pinned: Pins
  readonly #taken: Map<string, Snapshot>
  readonly #asked = new Set<string>()
  #waited = false
  #listed = false

  constructor(chronicles: ReadonlyMap<string, Chronicle>, pins: Pins = new Map()) {
    this.#chronicles = chronicles
    this.#pinned = pins
    this.#taken = new Map(
      [...chronicles].map(([name, chronicle]) => [name, chronicle.snapshot(pins.get(name))] as const),
    )
  }

  get(name: string): Snapshot | undefined {
    this.#asked.add(name)
    return this.#taken.get(name)
  }

  keys(): IteratorObject<string> {
    this.#listed = true
    return this.#taken.keys()
  }

  values(): IteratorObject<Snapshot> {
    this.#listed = true
    return this.#taken.values()
  }

  /** Where each of them stands. */
  get pins(): Pins {
    return new Map([...this.#taken].map(([name, { pin }]) => [name, pin] as const))
  }

  /** Those that were asked so far: all of them, once they were listed. */
  get asked(): readonly Snapshot[] {
    return [...this.#taken.values()].filter(({ name }) => this.#listed || this.#asked.has(name))
  }

  /**
   * What the answer so far leant on: the heads as they were taken, or which chronicles there are; their day. `alone` is
   * the one chronicle that was asked, where no other was.
   */
  get dependsOn(): { readonly position: boolean; readonly today: boolean; readonly alone?: string } {
    const { asked } = this
    const [only, ...others] = asked
    return {
      position: this.#waited || this.#listed || asked.some(({ dependsOn }) => dependsOn.position),
      today: asked.some(({ dependsOn }) => dependsOn.today),
      ...(only !== undefined && others.length === 0 && !this.#listed && { alone: only.name }),
    }
  }

  /** Whether a snapshot was taken anew since the request came. */
  get waited(): boolean {
    return this.#waited
  }

  /**
   * One of them that holds a position: where it does not yet, taken anew as soon as it does. Throws E_BEHIND where that
   * takes too long, E_PINNED where the request itself stands at an earlier one.
   */
  async reaching(name: string, position: number): Promise<Snapshot | undefined> {
    const [taken, chronicle] = [this.get(name), this.#chronicles.get(name)]
    if (taken === undefined || chronicle === undefined || taken.pin.position >= position) return taken
    if (this.#pinned.get(name)?.position !== undefined)
      throw badArgument(
        'E_PINNED',
        'atLeast',
        `${position} is beyond position ${taken.pin.position}, at which this request is pinned; leave one of them out`,
      )
    await chronicle.reach(position, LONGEST_WAIT)
    const later = chronicle.snapshot({ today: taken.pin.today })
    this.#taken.set(name, later)
    this.#waited = true
    return later
  }
}

const queriedBySnapshot = new WeakMap<Snapshot, Map<string, Point>>()

/** No more points of one request are kept than this. */
const MOST_POINTS = 16

/** Notes that a question stands at a point: an answer that is cited says from where it was looked. */
export function notePoint(chronicle: Snapshot, point: Point): void {
  const points = queriedBySnapshot.get(chronicle) ?? new Map<string, Point>()
  queriedBySnapshot.set(chronicle, points)
  if (points.size < MOST_POINTS) points.set(JSON.stringify(point), point)
}

/** A point, and the chronicle it is in. */
export type QueriedPoint = { readonly chronicle: string; readonly point: Point }

/** The points that were notedPoints about, each once, in the order in which they came up. */
export function queriedPoints(snapshots: Snapshots): readonly QueriedPoint[] {
  return snapshots.asked.flatMap((snapshot) => {
    const points = queriedBySnapshot.get(snapshot)?.values() ?? []
    return [...points].map((point) => ({ chronicle: snapshot.name, point }))
  })
}
