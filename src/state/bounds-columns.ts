import { Numbers } from '../columns/index.ts'
import type { CivilDay, ValidBounds } from '../time/index.ts'

const STATUSES: readonly ValidBounds['endStatus'][] = ['once', 'stated', 'open', 'unknown']

/** What stands for a day before all others, and for one after them; every day that has a number lies between. */
const [BEFORE, AFTER] = [-(2 ** 31), 2 ** 31 - 1] as const

/** Bounds by number, in columns; those with a likely day or with choices, which are rare, as they are. */
export class BoundsColumns {
  /** Of each bounds the four days. */
  readonly #days = new Numbers(new Int32Array(0))
  readonly #statuses = new Numbers(new Int32Array(0))
  readonly #rare = new Map<number, ValidBounds>()

  at(number: number): ValidBounds {
    const rare = this.#rare.get(number)
    if (rare !== undefined) return rare
    const day = (nth: number) => dayOf(this.#days.at(number * 4 + nth))
    return {
      begin: { earliest: day(0), latest: day(1) },
      end: { earliest: day(2), latest: day(3) },
      endStatus: STATUSES[this.#statuses.at(number)] ?? 'unknown',
    }
  }

  set(number: number, bounds: ValidBounds): void {
    const { begin, end, endStatus, likely, choices } = bounds
    const days = [begin.earliest, begin.latest, end.earliest, end.latest]
    this.#rare.delete(number)
    if (likely !== undefined || choices !== undefined || !days.every(isUsual)) this.#rare.set(number, bounds)
    for (const [nth, day] of days.entries()) this.#days.set(number * 4 + nth, cellOf(day))
    this.#statuses.set(number, STATUSES.indexOf(endStatus))
  }
}

function isUsual(day: CivilDay): boolean {
  return dayOf(cellOf(day)) === day
}

function cellOf(day: CivilDay): number {
  return Math.max(BEFORE, Math.min(AFTER, day))
}

function dayOf(cell: number): CivilDay {
  return cell === BEFORE ? -Infinity : cell === AFTER ? Infinity : cell
}
