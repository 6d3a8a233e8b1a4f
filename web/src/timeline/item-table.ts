import {
  DaySet,
  type Grid,
  type GridAnswer,
  type GridDays,
  type GridItem,
  type GridMark,
  type GridPart,
} from '../../../src/exchange/read-grid.ts'
import { FIRST_DAY, LAST_DAY } from '../days.ts'

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
  /** The first and the last day on which anything is there or becomes known, of those that an address can name; undefined without any. */
  readonly days: readonly [first: number, last: number] | undefined

  constructor(grid: Grid, taken = new TakenItems()) {
    this.grid = grid
    this.items = grid.items
    taken.take(grid.items)
    this.exists = taken.exists.made()
    this.tasks = taken.tasks.made()
    this.marks = taken.marks.made()
    this.due = taken.due.made()
    this.facts = taken.facts
    this.dues = taken.dues
    for (const { knownFrom } of grid.horizons) taken.knownDays.add(knownFrom)
    this.knownDays = Float64Array.from(taken.knownDays.inOrder())
    this.days = taken.first > taken.last ? undefined : [taken.first, taken.last]
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

const tables = new WeakMap<Grid, ItemTable>()

/** The table of a grid, made once; of items that were taken in while it came, at once. */
export function tableOf(grid: Grid, taken?: TakenItems): ItemTable {
  const table = tables.get(grid) ?? new ItemTable(grid, taken)
  tables.set(grid, table)
  return table
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

/** The rows of the items of a grid, taken in as they come: a table can be made of what came so far. */
export class TakenItems {
  readonly knownDays = new DaySet()
  readonly exists = new RowsMade(this.knownDays)
  readonly tasks = new RowsMade(this.knownDays)
  readonly marks = new RowsMade(this.knownDays)
  readonly due = new RowsMade(this.knownDays)
  readonly facts: MarkFacts[] = []
  readonly dues: (readonly GridDays[])[] = []
  first = Infinity
  last = -Infinity
  #count = 0

  /** Takes in those of a list that follow the ones that were taken. */
  take(items: readonly GridItem[]): void {
    for (; this.#count < items.length; this.#count += 1) {
      const item = items[this.#count]
      if (item !== undefined) this.#add(item)
    }
  }

  #add(item: GridItem): void {
    const { exists, tasks, marks, due } = this
    exists.begin()
    tasks.begin()
    marks.begin()
    due.begin()
    for (const day of item.known) {
      this.knownDays.add(day)
      this.#reach(day)
    }
    item.visitOf('existence', (part, { answer }) => {
      this.#reach(part.validFrom)
      this.#reach(part.validTo - 1)
      const is = ANSWERS[answer]
      if (is !== undefined) exists.add(part, is)
    })
    item.visitOf('marks', (part, content) => {
      marks.add(part, this.facts.length)
      this.facts.push(factsOf(content))
    })
    if (!item.kind.task) return
    item.visitOf('task', (part, { state, due: windows }) => {
      tasks.add(part, state === undefined ? 0 : TASK_STATES[state])
      if (windows.length === 0) return
      due.add(part, this.dues.length)
      this.dues.push(windows)
    })
  }

  #reach(day: number): void {
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) return
    if (day < this.first) this.first = day
    if (day > this.last) this.last = day
  }
}

/** Rows in arrays that grow; what was made of them before stays as it is. */
class RowsMade {
  #starts = new Int32Array(512)
  #days: readonly Float64Array[] = Array.from({ length: 4 }, () => new Float64Array(512))
  #is = new Int32Array(512)
  #items = 0
  #count = 0
  readonly #knownDays: DaySet

  constructor(knownDays: DaySet) {
    this.#knownDays = knownDays
  }

  begin(): void {
    // One more for where the last ends.
    if (this.#items + 1 >= this.#starts.length) this.#starts = grown(this.#starts)
    this.#starts[this.#items] = this.#count
    this.#items += 1
    this.#starts[this.#items] = this.#count
  }

  add({ validFrom, validTo, knownFrom, knownTo }: GridPart, is: number): void {
    if (this.#count === this.#is.length) {
      this.#is = grown(this.#is)
      this.#days = this.#days.map((days) => grown(days))
    }
    const [from, to, known, until] = this.#days
    if (from === undefined || to === undefined || known === undefined || until === undefined) return
    from[this.#count] = validFrom
    to[this.#count] = validTo
    known[this.#count] = knownFrom
    until[this.#count] = knownTo
    this.#is[this.#count] = is
    this.#count += 1
    this.#starts[this.#items] = this.#count
    this.#knownDays.add(knownFrom)
    this.#knownDays.add(knownTo)
  }

  made(): Rows {
    const column = (nth: number) => (this.#days[nth] ?? new Float64Array()).subarray(0, this.#count)
    return {
      starts: this.#starts.subarray(0, this.#items + 1),
      validFrom: column(0),
      validTo: column(1),
      knownFrom: column(2),
      knownTo: column(3),
      is: this.#is.subarray(0, this.#count),
    }
  }
}

function grown<T extends Int32Array | Float64Array>(full: T): T {
  const size = full.length * 2
  const larger = full instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)
  larger.set(full)
  return larger as T
}
