import type { Chronicle, Pin, Snapshot } from '../engine/index.ts'
import type { Point } from '../visibility/index.ts'
import { badArgument } from './faults.ts'

/** How long a request may wait for a position that is not recorded here yet, ms. */
const LONGEST_WAIT = 5_000

/** The position and day that a request asks for, by chronicle; what is left out is the latest. */
export type Pins = ReadonlyMap<string, Partial<Pin>>

/**
 * The chronicles as one request sees them: a snapshot of each, taken when the request came, so that an answer is
 * consistent whatever is recorded meanwhile. Notes which of them the request used.
 */
export class Snapshots {
  readonly #chronicles: ReadonlyMap<string, Chronicle>
  readonly #pinned: Pins
  readonly #taken: Map<string, Snapshot>
  readonly #used = new Set<string>()
  readonly #others: Snapshot[] = []
  #waited = false
  #listed = false

  /** All on the same day. */
  constructor(chronicles: ReadonlyMap<string, Chronicle>, pins: Pins = new Map()) {
    const [first] = chronicles.values()
    const today = first?.clock.today()
    this.#chronicles = chronicles
    this.#pinned = pins
    this.#taken = new Map(
      [...chronicles].map(
        ([name, chronicle]) =>
          [name, chronicle.snapshot(pins.get(name), today === undefined ? {} : { today })] as const,
      ),
    )
  }

  get(name: string): Snapshot | undefined {
    this.#used.add(name)
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

  /** The position and day of each snapshot. */
  get pins(): Pins {
    return new Map([...this.#taken].map(([name, { pin }]) => [name, pin] as const))
  }

  /** The chronicle as another request had it pinned; undefined where it is not there, or has not reached that position. */
  pinnedTo(name: string, pinned: Partial<Pin>): Snapshot | undefined {
    const [now, chronicle] = [this.get(name), this.#chronicles.get(name)]
    if (now === undefined || !now.reaches(pinned.position ?? 0)) return undefined
    if (Object.keys(pinned).length === 0) return now
    const snapshot = chronicle?.snapshot({ ...now.pinned, ...pinned }, { today: now.pin.today })
    if (snapshot !== undefined) this.#others.push(snapshot)
    return snapshot
  }

  /** The snapshots that were used so far: all of them, once they were listed. */
  get used(): readonly Snapshot[] {
    const taken = [...this.#taken.values()].filter(({ name }) => this.#listed || this.#used.has(name))
    return [...taken, ...this.#others]
  }

  /**
   * What the answer so far depends on: the latest position (or which chronicles exist), and the current day. `alone` is
   * the one chronicle that was used, where no other was.
   */
  get dependsOn(): { readonly position: boolean; readonly today: boolean; readonly alone?: string } {
    const { used } = this
    const [only, ...others] = new Set(used.map(({ name }) => name))
    return {
      position: this.#waited || this.#listed || used.some(({ dependsOn }) => dependsOn.position),
      today: used.some(({ dependsOn }) => dependsOn.today),
      ...(only !== undefined && others.length === 0 && !this.#listed && { alone: only }),
    }
  }

  /** Whether a snapshot was replaced by a later one since the request came. */
  get waited(): boolean {
    return this.#waited
  }

  /**
   * The snapshot of a chronicle, replaced by a later one where it does not hold this position yet: waits until it does.
   * Throws E_BEHIND where that takes too long, E_PINNED where the request is pinned to an earlier position.
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
    const later = chronicle.snapshot(taken.pinned, { today: taken.pin.today })
    this.#taken.set(name, later)
    this.#waited = true
    return later
  }
}

/** The points that each snapshot was queried at. */
const queriedBySnapshot = new WeakMap<Snapshot, Map<string, Point>>()

/** No more points of one request are kept than this. */
const MOST_POINTS = 16

/** Notes that a snapshot is queried at a point: the citation of an answer names its points. */
export function notePoint(chronicle: Snapshot, point: Point): void {
  const points = queriedBySnapshot.get(chronicle) ?? new Map<string, Point>()
  queriedBySnapshot.set(chronicle, points)
  if (points.size < MOST_POINTS) points.set(JSON.stringify(point), point)
}

/** A point of a chronicle. */
export type QueriedPoint = { readonly chronicle: string; readonly point: Point }

/** The points that a request queried, each once, in the order in which they came up. */
export function queriedPoints(snapshots: Snapshots): readonly QueriedPoint[] {
  return snapshots.used.flatMap((snapshot) => {
    const points = queriedBySnapshot.get(snapshot)?.values() ?? []
    return [...points].map((point) => ({ chronicle: snapshot.name, point }))
  })
}
