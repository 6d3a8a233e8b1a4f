import { type Chronicle, type Chronicles, openIn, type Pin, type Snapshot } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { CivilDay } from '../time/index.ts'
import type { Point } from '../visibility/index.ts'
import { badArgument } from './faults.ts'

/** How long a request may wait for a position that is not recorded here yet, ms. */
const LONGEST_WAIT = 5_000

/** The position and day that a request asks for, by chronicle; what is left out is the latest. */
export type Pins = Pick<ReadonlyMap<string, Partial<Pin>>, 'get'>

/**
 * The chronicles as one request sees them: each as it was when the request came, so that an answer is consistent whatever
 * is recorded meanwhile. A snapshot is taken of those alone that the request uses; one that was not open is opened then.
 */
export class Snapshots {
  /** The same day for all. */
  readonly today: CivilDay | undefined
  readonly #chronicles: Chronicles
  readonly #pins: Pins
  readonly #positions: Map<string, number>
  readonly #taken = new Map<string, Snapshot>()
  readonly #others: Snapshot[] = []
  #waited = false
  #listed = false

  constructor(chronicles: Chronicles, pins: Pins = new Map(), pinnedToday?: CivilDay) {
    const open = [...chronicles.values()]
    this.today = pinnedToday ?? chronicles.today ?? open[0]?.clock.today()
    this.#chronicles = chronicles
    this.#pins =
      pinnedToday === undefined ? pins : { get: (name) => ({ today: pinnedToday, ...pins.get(name) }) }
    this.#positions = new Map(
      open.map(({ name, position }) => [name, pins.get(name)?.position ?? position] as const),
    )
  }

  /** The chronicle of that name; undefined if there is none. Throws as opening it does. */
  async get(name: string): Promise<Snapshot | undefined> {
    const taken = this.#taken.get(name)
    if (taken !== undefined) return taken
    const chronicle = await openIn(this.#chronicles, name)
    return chronicle && (this.#taken.get(name) ?? this.#take(chronicle))
  }

  keys(): Iterable<string> {
    this.#listed = true
    return this.#chronicles.keys()
  }

  /** All of them, in the order of names, or so many after a name. Throws E_TOO_MANY for more than can be open. */
  async all(atMost?: number, after?: string): Promise<readonly Snapshot[]> {
    const names = [...this.keys()].filter((name) => after === undefined || name > after).slice(0, atMost)
    const { limit = names.length, size } = this.#chronicles
    if (names.length > limit) {
      const message = `one request asks ${limit} chronicles at most, and there are ${size} here: name one, or list them by atMost: ${limit} and afterId`
      throw new RegestaError('E_TOO_MANY', 'invalid', message)
    }
    const found: Snapshot[] = []
    for (const name of names) {
      const snapshot = await this.get(name)
      if (snapshot !== undefined) found.push(snapshot)
    }
    return found
  }

  /** The positions at which those are seen that were open when the request came, or were opened for it. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions
  }

  /** Whether those are all there are. */
  get isComplete(): boolean {
    return this.#positions.size === this.#chronicles.size
  }

  /** The chronicle as another request had it pinned; undefined where it is not there, or has not reached that position. */
  async pinnedTo(name: string, pinned: Partial<Pin>): Promise<Snapshot | undefined> {
    const now = await this.get(name)
    if (now === undefined || !now.reaches(pinned.position ?? 0)) return undefined
    if (Object.keys(pinned).length === 0) return now
    const chronicle = await openIn(this.#chronicles, name)
    const snapshot = chronicle?.snapshot({ ...now.pinned, ...pinned }, { today: now.pin.today })
    if (snapshot !== undefined) this.#others.push(snapshot)
    return snapshot
  }

  /** The snapshots that were used so far. */
  get used(): readonly Snapshot[] {
    return [...this.#taken.values(), ...this.#others]
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
    const taken = await this.get(name)
    if (taken === undefined || taken.pin.position >= position) return taken
    if (this.#pins.get(name)?.position !== undefined) {
      const message = `${position} is beyond position ${taken.pin.position}, at which this request is pinned; leave one of them out`
      throw badArgument('E_PINNED', 'atLeast', message)
    }
    const chronicle = await openIn(this.#chronicles, name)
    if (chronicle === undefined) return taken
    await chronicle.reach(position, LONGEST_WAIT)
    const later = chronicle.snapshot(taken.pinned, { today: taken.pin.today })
    this.#taken.set(name, later)
    this.#waited = true
    return later
  }

  #take(chronicle: Chronicle): Snapshot {
    const { name } = chronicle
    const { today } = this
    const latest = this.#positions.get(name) ?? chronicle.position
    const snapshot = chronicle.snapshot(this.#pins.get(name), {
      latest,
      ...(today !== undefined && { today }),
    })
    this.#positions.set(name, snapshot.pin.position)
    this.#taken.set(name, snapshot)
    return snapshot
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
