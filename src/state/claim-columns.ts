import type { CivilDay, ValidBounds } from '../time/index.ts'
import type { Basis } from '../visibility/index.ts'
import { AlikeRows } from './alike-rows.ts'
import type { Resolution, SeenClaim } from './field.ts'
import { DEFINITE, type Grounds, HIDDEN } from './grounds.ts'
import { endsUnstated } from './last-attested.ts'
import { lastDayOf } from './resolve.ts'

/**
 * What plain events claim of one field of a subject, in typed columns: a question reads them from end to end, and then only
 * those claims that can matter to its answer. A claim cannot where it does not possibly stand, or where by the field's
 * resolution one that definitely stands is higher than it ever may be.
 */
export class ClaimColumns {
  readonly #resolution: Resolution
  readonly #claims: SeenClaim[] = []
  readonly #alike = new Map<string, number>()
  readonly #kinds = new AlikeRows()
  #columns = columnsOf(64)
  #whole = false
  #severalOfOne = false
  #level: number | undefined

  constructor(resolution: Resolution) {
    this.#resolution = resolution
    this.#whole = resolution.heights === undefined
  }

  /** Whether any claim may matter to any answer, so that all are to be read. */
  get isWhole(): boolean {
    return this.#whole || (this.#severalOfOne && this.isScaled)
  }

  /** Whether some claims beat others. */
  get isScaled(): boolean {
    return Number.isNaN(this.#level)
  }

  /** Takes in the claims that an event makes of the field; its sources are registered from that position on. */
  add(position: number, grounds: number, claims: readonly SeenClaim[]): void {
    this.#severalOfOne ||= claims.length > 1
    for (const seen of claims) {
      const row = this.#claims.push(seen) - 1
      if (row >= this.#columns.since.length) this.#columns = columnsOf(row * 2, this.#columns)
      const { claim, bounds } = seen
      const heights = this.#resolution.heights?.(seen)
      const { low, high } = heights ?? { low: 0, high: 0 }
      this.#whole ||= heights === undefined || isIntricate(seen)
      this.#level ??= low
      if (low !== this.#level || high !== this.#level) this.#level = Number.NaN
      const key = [claim.spelling, low, high, bounds.likely].join('\n')
      const alike = this.#alike.getOrInsert(key, this.#alike.size)
      const values: Row = {
        since: position,
        grounds,
        ...standingIn(seen),
        low,
        high,
        alike,
        lastDay: claim.aspect === 'happened' ? Number.NaN : lastDayOf(seen),
      }
      for (const name of NAMES) this.#columns[name][row] = values[name]
      this.#kinds.add(alike, { low, high }, row)
    }
  }

  /**
   * Of each kind of claims that can matter to the values at a date one, whichever stands for certain or else may, and with it
   * the first of the kind if that may; undefined where there are many kinds. Cost: mostly a few claims, at worst all.
   */
  anyDeciding(basis: Basis, groundsOfAll: Grounds, date: CivilDay): AnyDeciding | undefined {
    if (!this.#kinds.isFew) return undefined
    const { since, grounds, from, until, surelyFrom, surelyUntil } = this.#columns
    const deciding: SeenClaim[] = []
    let withFirst = true
    const isOn = (row: number) =>
      (from[row] ?? 0) <= date && (since[row] ?? 0) <= basis.position && date < (until[row] ?? 0)
    let floor = -Infinity
    for (const { low, high, first, rows } of this.#kinds.inOrder(from)) {
      // Nor may those after it lie higher.
      if (high < floor) break
      let [possible, seenThere] = [-1, 0]
      for (const row of rows) {
        if ((from[row] ?? 0) > date) break
        if ((since[row] ?? 0) > basis.position || date >= (until[row] ?? 0)) continue
        const seen = groundsOfAll.at(grounds[row] ?? 0, basis)
        if (seen === HIDDEN) continue
        if (possible < 0) [possible, seenThere] = [row, seen]
        if (seen !== DEFINITE || (surelyFrom[row] ?? 0) > date || date >= (surelyUntil[row] ?? 0)) continue
        possible = row
        seenThere = seen
        floor = Math.max(floor, low)
        break
      }
      if (possible < 0) continue
      this.#take(deciding, possible, seenThere)
      if (first === possible) continue
      const seenFirst = isOn(first) ? groundsOfAll.at(grounds[first] ?? 0, basis) : HIDDEN
      if (seenFirst !== HIDDEN) this.#take(deciding, first, seenFirst)
      withFirst &&= seenFirst !== HIDDEN
    }
    return { claims: deciding, withFirst }
  }

  /**
   * The claims that can matter to the values at a date; of those that do so alike (`once`) the first only. Cost: a few
   * nanoseconds a claim.
   */
  deciding({ position }: Basis, seenBy: Uint8Array, date: CivilDay, once: boolean): SeenClaim[] {
    const { since, grounds, from, until, surelyFrom, surelyUntil, low, high, alike } = this.#columns
    const count = this.#claims.length
    const rows = new Int32Array(count)
    let found = 0
    let floor = -Infinity
    for (let row = 0; row < count; row += 1) {
      const seen = seenBy[grounds[row] ?? 0]
      if (seen === HIDDEN || (since[row] ?? 0) > position) continue
      if (date < (from[row] ?? 0) || date >= (until[row] ?? 0)) continue
      const isSure = seen === DEFINITE && (surelyFrom[row] ?? 0) <= date && date < (surelyUntil[row] ?? 0)
      rows[found] = isSure ? row : ~row
      found += 1
      if (isSure) floor = Math.max(floor, low[row] ?? 0)
    }
    const deciding: SeenClaim[] = []
    const met = new Uint8Array(once ? this.#alike.size * KINDS : 0)
    for (let each = 0; each < found; each += 1) {
      const isSure = (rows[each] ?? 0) >= 0
      const row = isSure ? (rows[each] ?? 0) : ~(rows[each] ?? 0)
      if ((high[row] ?? 0) < floor) continue
      const seen = seenBy[grounds[row] ?? 0] ?? HIDDEN
      const kind = (alike[row] ?? 0) * KINDS + (isSure ? 0 : seen)
      if (once && met[kind] === 1) continue
      met[kind] = 1
      this.#take(deciding, row, seen)
    }
    return deciding
  }

  /** The attestations of other days that are nearest to a date, before it and after. */
  nearest({ position }: Basis, seenBy: Uint8Array, date: CivilDay): SeenClaim[] {
    const { since, grounds, from, until, lastDay } = this.#columns
    const [before, after]: [number[], number[]] = [[], []]
    let last = -Infinity
    let first = Infinity
    for (let row = 0; row < this.#claims.length; row += 1) {
      const ends = lastDay[row] ?? 0
      if (Number.isNaN(ends) || seenBy[grounds[row] ?? 0] === HIDDEN || (since[row] ?? 0) > position) continue
      const begins = from[row] ?? 0
      if (begins > date) {
        if (begins < first) after.length = 0
        first = Math.min(first, begins)
        if (begins === first) after.push(row)
      } else if (date >= (until[row] ?? 0)) {
        if (ends > last) before.length = 0
        last = Math.max(last, ends)
        if (ends === last) before.push(row)
      }
    }
    const nearest: SeenClaim[] = []
    for (const row of [...before, ...after]) this.#take(nearest, row, seenBy[grounds[row] ?? 0] ?? HIDDEN)
    return nearest
  }

  #take(into: SeenClaim[], row: number, seen: number): void {
    const claim = this.#claims[row]
    if (claim !== undefined) into.push(seenAs(claim, seen))
  }
}

/** Claims that decide alone; `withFirst` says whether the first of each kind that may stand is among them. */
type AnyDeciding = { readonly claims: readonly SeenClaim[]; readonly withFirst: boolean }

/** The claim of an event that reads alike wherever it is visible, as it can be seen: definitely or possibly. */
export function seenAs(claim: SeenClaim, seen: number | undefined): SeenClaim {
  return seen === DEFINITE || claim.visible === 'possibly' ? claim : { ...claim, visible: 'possibly', of: 2 }
}

/** Whether what a claim comes to follows from others, that stand or not. */
export function isIntricate(seen: SeenClaim): boolean {
  return endsUnstated(seen) || seen.claim.after !== undefined
}

const NAMES = [
  'since',
  'grounds',
  'from',
  'until',
  'surelyFrom',
  'surelyUntil',
  'low',
  'high',
  'alike',
  'lastDay',
] as const

type Row = Record<(typeof NAMES)[number], number>
type Columns = Record<(typeof NAMES)[number], Float64Array>

/** Of claims alike: one that stands for certain, or that does not and can be seen possibly or definitely. */
const KINDS = 3

function columnsOf(size: number, before?: Columns): Columns {
  const column = (name: (typeof NAMES)[number]) => {
    const wider = new Float64Array(size)
    if (before !== undefined) wider.set(before[name])
    return wider
  }
  return {
    since: column('since'),
    grounds: column('grounds'),
    from: column('from'),
    until: column('until'),
    surelyFrom: column('surelyFrom'),
    surelyUntil: column('surelyUntil'),
    low: column('low'),
    high: column('high'),
    alike: column('alike'),
    lastDay: column('lastDay'),
  }
}

/** The days in whose half-open stretches a claim possibly and definitely stands by its bounds, if nobody attests it since. */
export function standingIn({ claim, bounds }: SeenClaim) {
  const { begin, end } = bounds
  const stays = claim.aspect === 'happened'
  return {
    from: begin.earliest,
    until: stays ? Infinity : Math.max(possiblyUntil(bounds), end.earliest + 1),
    surelyFrom: begin.latest - 1,
    surelyUntil: stays ? Infinity : end.earliest + 1,
  }
}

function possiblyUntil({ begin, end, endStatus }: ValidBounds): CivilDay {
  return endStatus === 'stated' ? end.latest : begin.latest
}
