import type { CivilDay } from '../time/index.ts'

/** Things filed by day, to find those of a stretch of days. Cost of a look: the days that bear something in it. */
export class DayIndex<T> {
  readonly #byDay = new Map<CivilDay, T[]>()
  #sorted: readonly CivilDay[] = []

  add(day: CivilDay, thing: T): void {
    const filed = this.#byDay.get(day)
    if (filed === undefined) this.#byDay.set(day, [thing])
    else filed.push(thing)
  }

  /** What is filed from the first day to the last, both in; a thing as often as it is filed there. */
  *within(first: CivilDay, last: CivilDay): Iterable<T> {
    const days = this.#days()
    for (let index = firstFrom(days, first); index < days.length; index += 1) {
      const day = days[index] ?? Infinity
      if (day > last) return
      yield* this.#byDay.get(day) ?? []
    }
  }

  /** No day is ever taken away: what was sorted is whole while there are as many. */
  #days(): readonly CivilDay[] {
    if (this.#sorted.length !== this.#byDay.size)
      this.#sorted = [...this.#byDay.keys()].sort((a, b) => (a < b ? -1 : 1))
    return this.#sorted
  }
}

/** The index of the first day that is not before that one. */
function firstFrom(days: readonly CivilDay[], first: CivilDay): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? Infinity) < first) low = middle + 1
    else high = middle
  }
  return low
}
