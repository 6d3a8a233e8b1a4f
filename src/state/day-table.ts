import type { CivilDay, ValidBounds } from '../time/index.ts'
import { BYTES } from './cache-bytes.ts'
import type { SeenClaim } from './field.ts'
import { isSameShort, type Short, shortOf } from './resolved-short.ts'

/**
 * What one field resolves to along valid time. Its answer changes only on the {@link cutsOf} the bounds of its claims, so
 * that it is worked out once for each stretch between two of them, at the first question about a day of that stretch.
 * Neighbours that say the same become one stretch, so that it is short where it was asked often.
 */
export class DayTable {
  readonly #cuts: CivilDay[]
  readonly #rows: (Short<unknown> | undefined)[]
  readonly #grown: (bytes: number) => void

  /** `claims` are those of one field; `grown` is told about how many bytes each new row takes. */
  constructor(claims: readonly SeenClaim[], grown: (bytes: number) => void) {
    this.#cuts = sortedCuts(claims)
    this.#rows = new Array<undefined>(this.#cuts.length + 1).fill(undefined)
    this.#grown = grown
    grown(BYTES.table + this.#cuts.length * BYTES.cut)
  }

  /** What it resolves to at a date; undefined where the stretch was not worked out yet. Cost: a binary search. */
  find<T>(date: CivilDay): Short<T> | undefined {
    // The claims were put in under this very field, by its type: the token vouches for what comes out.
    return this.#rows[stretchOf(this.#cuts, date)] as Short<T> | undefined
  }

  /** Keeps what it resolves to throughout the stretch of a date. */
  keep(date: CivilDay, resolved: Short<unknown>): void {
    const place = stretchOf(this.#cuts, date)
    const [short, bytes] = shortOf(resolved)
    const [before, after] = [this.#rows[place - 1], this.#rows[place + 1]]
    this.#rows[place] = short
    const cuts = this.#cuts.length
    if (isSameShort(short, after)) this.#join(place)
    if (isSameShort(short, before)) this.#join(place - 1)
    this.#grown(bytes - (cuts - this.#cuts.length) * BYTES.cut)
  }

  /** Makes one stretch of two. */
  #join(place: number): void {
    this.#cuts.splice(place, 1)
    this.#rows.splice(place, 1)
  }
}

/** The days on which what bounds allow may change: when it may begin and has begun, may end and has ended. */
export function cutsOf({ begin, end, likely }: ValidBounds): readonly CivilDay[] {
  const cuts = [begin.earliest, begin.latest - 1, begin.latest, end.earliest, end.earliest + 1, end.latest]
  return likely === undefined ? cuts : [...cuts, likely]
}

/** The finite days on which claims may turn, ascending. */
export function sortedCuts(claims: readonly Pick<SeenClaim, 'bounds'>[]): CivilDay[] {
  return daysInOrder(claims.map(({ bounds }) => cutsOf(bounds)))
}

/** The finite days of some lists, ascending, each once. Cost: little more than the days, where they come mostly in order. */
export function daysInOrder(lists: readonly (readonly CivilDay[])[]): CivilDay[] {
  const days: CivilDay[] = []
  for (const list of lists)
    for (const day of list) {
      if (!Number.isFinite(day)) continue
      const place = day > (days.at(-1) ?? -Infinity) ? days.length : stretchOf(days, day)
      if (days[place - 1] !== day) days.splice(place, 0, day)
    }
  return days
}

/** A day of a half-open stretch. */
export function dayWithin(from: CivilDay, to: CivilDay): CivilDay {
  return Number.isFinite(from) ? from : Number.isFinite(to) ? to - 1 : 0
}

/** How many of these ascending days are at or before a day, of those between two indexes; all before the first one count. */
export function stretchOf(
  cuts: ArrayLike<CivilDay>,
  day: CivilDay,
  first = 0,
  end: number = cuts.length,
): number {
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cuts[middle] ?? Infinity) <= day) low = middle + 1
    else high = middle
  }
  return low
}
