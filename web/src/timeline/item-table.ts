import type { Grid, GridAnswer, GridDays, GridItem, GridMark } from '../../../src/exchange/read-grid.ts'

/*
 * What lanes are drawn of, in flat arrays made once for a grid: 50,000 items are looked through at each frame while a day is
 * dragged. The rows of an item stand together; those of item `nth` are from `starts[nth]` up to `starts[nth + 1]`.
 */

export const DEFINITELY = 2
export const POSSIBLY = 1
export const NO = 0
const ANSWERS: Readonly<Partial<Record<GridAnswer, number>>> = {
  definitely: DEFINITELY,
  possibly: POSSIBLY,
  no: NO,
}

export const OPEN = 1
export const DONE = 2
export const DROPPED = 3
const TASK_STATES = { open: OPEN, done: DONE, dropped: DROPPED } as const

/** Parts of the plane with a number each; half-open. */
export type Rows = {
  readonly starts: Int32Array
  readonly validFrom: Float64Array
  readonly validTo: Float64Array
  readonly knownFrom: Float64Array
  readonly knownTo: Float64Array
  readonly is: Int32Array
}

/** What one knows of when an item was, by a known day: over all of its marks. */
export type MarkFacts = {
  readonly marks: readonly GridMark[]
  /** Whether it counts from its day on, so that only that day is drawn. */
  readonly happened: boolean
  /** Whether it is told of single days only. */
  readonly attested: boolean
  readonly isCertain: boolean
  readonly likely: number | undefined
}

const NO_MARKS: MarkFacts = {
  marks: [],
  happened: false,
  attested: false,
  isCertain: false,
  likely: undefined,
}

export class ItemTable {
  readonly grid: Grid
  readonly items: readonly GridItem[]
  /** Whether it is there: {@link DEFINITELY}, {@link POSSIBLY} or {@link NO}; where there is no row, that is unknown. */
  readonly exists: Rows
  /** How what is to be done stands; 0 where it may be one or the other. */
  readonly tasks: Rows
  /** `is` are numbers of {@link facts}. */
  readonly marks: Rows
  readonly facts: readonly MarkFacts[]
  /** Days by which something is to be done; `is` are numbers of {@link dues}. */
  readonly due: Rows
  readonly dues: readonly (readonly GridDays[])[]
  /** The days on which what is known changes, in order: between two of them every drawing is the same. */
  readonly knownDays: Float64Array

  constructor(grid: Grid) {
    this.grid = grid
    this.items = grid.items
    const days = new Set<number>(grid.horizons.map(({ knownFrom }) => knownFrom))
    const facts: MarkFacts[] = []
    const dues: (readonly GridDays[])[] = []
    const [exists, tasks, marks, due] = [
      new RowsMade(days),
      new RowsMade(days),
      new RowsMade(days),
      new RowsMade(days),
    ]
    for (const item of grid.items) {
      for (const rows of [exists, tasks, marks, due]) rows.begin()
      for (const day of item.known) days.add(day)
      for (const part of item.rectanglesOf('existence')) {
        const answer = ANSWERS[part.content.answer]
        if (answer !== undefined) exists.add(part, answer)
      }
      for (const part of item.rectanglesOf('marks')) {
        marks.add(part, facts.length)
        facts.push(factsOf(part.content))
      }
      if (!item.kind.task) continue
      for (const part of item.rectanglesOf('task')) {
        const { state, due: windows } = part.content
        tasks.add(part, state === undefined ? 0 : TASK_STATES[state])
        if (windows.length === 0) continue
        due.add(part, dues.length)
        dues.push(windows)
      }
    }
    this.exists = exists.made()
    this.tasks = tasks.made()
    this.marks = marks.made()
    this.due = due.made()
    this.facts = facts
    this.dues = dues
    this.knownDays = Float64Array.from(days).sort()
  }

  /** The number of the stretch of known days within which nothing changes. */
  knownClass(knownAt: number): number {
    let [from, to] = [0, this.knownDays.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.knownDays[middle] ?? 0) <= knownAt) from = middle + 1
      else to = middle
    }
    return from
  }

  factsAt(item: number, knownAt: number): MarkFacts {
    const row = rowAt(this.marks, item, 0, knownAt)
    return this.facts[row < 0 ? -1 : (this.marks.is[row] ?? -1)] ?? NO_MARKS
  }

  /** {@link DEFINITELY}, {@link POSSIBLY}, {@link NO}; -1 where that is unknown. */
  answerAt(item: number, date: number, knownAt: number): number {
    const row = rowAt(this.exists, item, date, knownAt)
    return row < 0 ? -1 : (this.exists.is[row] ?? -1)
  }

  duesAt(item: number, date: number, knownAt: number): readonly GridDays[] {
    const row = rowAt(this.due, item, date, knownAt)
    return this.dues[row < 0 ? -1 : (this.due.is[row] ?? -1)] ?? []
  }
}

/** The row of an item at a place; below 0 where there is none. */
export function rowAt(rows: Rows, item: number, date: number, knownAt: number): number {
  const { starts, validFrom, validTo, knownFrom, knownTo } = rows
  const end = starts[item + 1] ?? 0
  for (let row = starts[item] ?? 0; row < end; row += 1)
    if (
      knownAt >= (knownFrom[row] ?? 0) &&
      knownAt < (knownTo[row] ?? 0) &&
      date >= (validFrom[row] ?? 0) &&
      date < (validTo[row] ?? 0)
    )
      return row
  return -1
}

function factsOf(marks: readonly GridMark[]): MarkFacts {
  return {
    marks,
    happened: marks.length > 0 && marks.every(({ aspect }) => aspect === 'happened'),
    attested: marks.length > 0 && marks.every(({ aspect }) => aspect === 'attested'),
    isCertain: marks.some(({ isCertain }) => isCertain),
    likely: marks.find(({ likely }) => likely !== undefined)?.likely,
  }
}

type Part = Readonly<Record<'validFrom' | 'validTo' | 'knownFrom' | 'knownTo', number>>

class RowsMade {
  readonly #starts: number[] = []
  readonly #parts: number[] = []
  readonly #is: number[] = []
  readonly #days: Set<number>

  constructor(days: Set<number>) {
    this.#days = days
  }

  begin(): void {
    this.#starts.push(this.#is.length)
  }

  add({ validFrom, validTo, knownFrom, knownTo }: Part, is: number): void {
    this.#parts.push(validFrom, validTo, knownFrom, knownTo)
    this.#is.push(is)
    this.#days.add(knownFrom).add(knownTo)
  }

  made(): Rows {
    const column = (nth: number) => Float64Array.from(this.#is, (_, row) => this.#parts[row * 4 + nth] ?? 0)
    return {
      starts: Int32Array.from([...this.#starts, this.#is.length]),
      validFrom: column(0),
      validTo: column(1),
      knownFrom: column(2),
      knownTo: column(3),
      is: Int32Array.from(this.#is),
    }
  }
}
