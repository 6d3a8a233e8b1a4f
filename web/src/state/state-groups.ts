import type { Grid, GridAnswer, GridItem, GridKind, GridState } from '../../../src/exchange/read-grid.ts'
import { atOnce, type Steps } from '../in-steps.ts'

/*
 * What stands at a point, in the order in which a person reads it. It is worked out in steps: between two of them the page draws
 * and listens, however many items there are.
 */

/** The rows of a group that one reads under one heading. */
export type PartName = 'due' | 'undue' | 'settled' | 'all' | 'ahead'

export type Part = { readonly name: PartName; readonly rows: StateRows }

/** Items of a state in their order. What each is there is made when it is looked at: of 50,000, only some are shown. */
export class StateRows {
  readonly #items: readonly GridItem[]
  readonly #date: number
  readonly #known: number

  constructor(items: readonly GridItem[], date: number, known: number) {
    this.#items = items
    this.#date = date
    this.#known = known
  }

  get length(): number {
    return this.#items.length
  }

  /** As `Array.slice`. */
  slice(from?: number, end?: number): readonly GridState[] {
    return this.#items.slice(from, end).flatMap((item) => item.at(this.#date, this.#known) ?? [])
  }
}

export type Counts = Readonly<Record<Exclude<GridAnswer, 'no'>, number>>

export type Group = {
  readonly kind: GridKind
  readonly parts: readonly Part[]
  /** Of what is there, or is still to be done; without what is settled and what is only planned. */
  readonly counts: Counts
  readonly overdue: number
  /** The last day by which the first is due that is not overdue; undefined where none is. */
  readonly nextDue: number | undefined
}

export type StateAtPoint = {
  readonly date: number
  readonly known: number | undefined
  /** Those that the search and the filters keep. */
  readonly items: readonly GridItem[]
  /** Kinds of which nothing can be seen have none. */
  readonly groups: readonly Group[]
  /** What sources say different things about. */
  readonly differing: readonly GridState[]
  /** How many items there are, of whatever certainty but *no*. */
  readonly count: number
  /** The nearest days before and after on which anything changes, where nothing but lesser things stands; else undefined. */
  readonly near: { readonly before: number | undefined; readonly after: number | undefined } | undefined
  /** The first day of which any source tells, where the date is before it and nothing but lesser things is certain; else undefined. */
  readonly beforeFirst: number | undefined
}

/** How many items a step looks at. */
const A_STEP = 1_000

/** What stands of some items at a date as known by a day, the newest first. Each step looks at a thousand items. */
export function* stateSteps(
  grid: Grid,
  items: readonly GridItem[],
  { date, known }: { readonly date: number; readonly known: number | undefined },
): Steps<StateAtPoint> {
  const knownDay = known ?? grid.point.knownAt ?? grid.noKnownDay
  const gathered = new Map<GridKind, Gathered>(grid.kinds.map((kind) => [kind, new Gathered(date, knownDay)]))
  const differing: GridState[] = []
  let count = 0
  const order = yield* newestFirst(items, knownDay)
  for (const [nth, item] of order.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    const state = item.at(date, knownDay)
    if (state === undefined) continue
    const answer = state.exists
    if (answer === 'no') continue
    count++
    gathered.get(item.kind)?.add(state, answer)
    if (state.differs.length > 0) differing.push(state)
  }
  const groups: Group[] = []
  for (const [kind, each] of gathered) {
    yield
    groups.push(...each.groupOf(kind))
  }
  const near = isEmpty(groups) ? yield* nearest(grid, items, date, knownDay) : undefined
  const beforeFirst = hasCertain(groups) ? undefined : yield* firstDayAfter(grid, date, knownDay)
  return { date, known, items, groups, differing, count, near, beforeFirst }
}

/** Whether nothing but lesser things stands for certain, or possibly. */
function isEmpty(groups: readonly Group[]): boolean {
  return groups.every(({ kind, counts }) => kind.lesser || counts.definitely + counts.possibly === 0)
}

/** Whether anything but lesser things stands for certain. */
function hasCertain(groups: readonly Group[]): boolean {
  return groups.some(({ kind, counts }) => !kind.lesser && counts.definitely > 0)
}

/** The first day on which anything at all changes, where that is after a date; before it, windows without a begin alone are possible. */
function* firstDayAfter(grid: Grid, date: number, known: number): Steps<number | undefined> {
  const [first] = yield* grid.changeDaySteps('valid', known)
  return first !== undefined && date < first ? first : undefined
}

function* nearest(grid: Grid, items: readonly GridItem[], date: number, known: number) {
  const days = yield* grid.changeDaySteps('valid', known, items)
  return { before: days.findLast((day) => day <= date), after: days.find((day) => day > date) }
}

/** The same at once. */
export function stateOf(...given: Parameters<typeof stateSteps>): StateAtPoint {
  return atOnce(stateSteps(...given))
}

const ORDER = ['definitely', 'possibly', 'unknown'] as const
const PARTS: readonly PartName[] = ['due', 'undue', 'all', 'settled', 'ahead']

type Rows = Record<(typeof ORDER)[number], GridItem[]>

/** The items of one kind that are there at a date, by the part of its group and then by how certain they are. */
class Gathered {
  readonly #date: number
  readonly #known: number
  readonly #parts = new Map<PartName, Rows>()
  /** Of each row of what is due, the last day. */
  readonly #due: Record<(typeof ORDER)[number], number[]> = { definitely: [], possibly: [], unknown: [] }

  constructor(date: number, known: number) {
    this.#date = date
    this.#known = known
  }

  add(state: GridState, answer: Exclude<GridAnswer, 'no'>): void {
    const part = partOf(state, answer)
    let rows = this.#parts.get(part)
    if (rows === undefined) {
      rows = { definitely: [], possibly: [], unknown: [] }
      this.#parts.set(part, rows)
    }
    rows[answer].push(state.item)
    if (part === 'due') this.#due[answer].push(lastDue(state))
  }

  groupOf(kind: GridKind): readonly Group[] {
    if (this.#parts.size === 0) return []
    const counts = { definitely: 0, possibly: 0, unknown: 0 }
    const parts = PARTS.flatMap((name): readonly Part[] => {
      const rows = this.#parts.get(name)
      if (rows === undefined) return []
      const isCounted = name !== 'ahead' && (name !== 'settled' || this.#parts.size === 1)
      if (isCounted) for (const answer of ORDER) counts[answer] += rows[answer].length
      const inOrder = ORDER.map((answer) =>
        name === 'due' ? sortedBy(rows[answer], this.#due[answer]) : rows[answer],
      )
      return [{ name, rows: new StateRows(inOrder.flat(), this.#date, this.#known) }]
    })
    const days = ORDER.map((answer) => this.#due[answer])
    const isOver = (day: number) => day < this.#date
    const overdue = days.reduce((sum, own) => sum + own.filter(isOver).length, 0)
    const next = days.map((own) => least(own.filter((day) => !isOver(day))))
    return [{ kind, parts, counts, overdue, nextDue: next.find((day) => day !== undefined) }]
  }
}

function least(days: readonly number[]): number | undefined {
  return days.length === 0 ? undefined : days.reduce((one, other) => Math.min(one, other))
}

function partOf(state: GridState, answer: GridAnswer): PartName {
  if (answer === 'unknown' && state.ahead !== undefined) return 'ahead'
  if (!state.kind.task) return 'all'
  const { task } = state
  if (task?.state === 'done' || task?.state === 'dropped') return 'settled'
  return task !== undefined && task.due.length > 0 ? 'due' : 'undue'
}

/** Beyond every day that is told. */
const BEYOND = 1e9

/** Rows by their numbers, ascending; those of the same number stay in their order. */
function sortedBy<Row>(rows: readonly Row[], numbers: ArrayLike<number>): readonly Row[] {
  const { length } = rows
  // A number and its place in one, which sorts without comparing in JavaScript: 50,000 in some milliseconds.
  const keys = Float64Array.from(rows.keys(), (nth) => {
    const number = Math.min(Math.max(numbers[nth] ?? BEYOND, -BEYOND), BEYOND)
    return (number + BEYOND) * length + nth
  }).sort()
  const sorted: Row[] = []
  for (const key of keys) {
    const row = rows[key % length]
    if (row !== undefined) sorted.push(row)
  }
  return sorted
}

/** The last day by which it is due; of several, of sources that differ, the latest. */
export function lastDue({ task }: GridState): number {
  let last = -Infinity
  for (const { latest } of task?.due ?? []) if (latest > last) last = latest
  return last
}

/** Whether every day by which it may be due is over, and nothing says that it was done. */
export function isOverdue(state: GridState): boolean {
  return lastDue(state) < state.date
}

type Ordered = {
  readonly items: readonly GridItem[]
  readonly known: number
  readonly order: readonly GridItem[]
}

/** The last order that was worked out: it stays while one moves through the valid days. */
let lastOrder: Ordered | undefined

/** The items by the last day that any of their sources gives for their begin; those without any last, then as they come. */
function* newestFirst(items: readonly GridItem[], known: number): Steps<readonly GridItem[]> {
  if (lastOrder?.items === items && lastOrder.known === known) return lastOrder.order
  const begins = new Float64Array(items.length)
  for (const [nth, item] of items.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    begins[nth] = -newestBegin(item, known)
  }
  yield
  const order = sortedBy(items, begins)
  lastOrder = { items, known, order }
  yield
  return order
}

/** A number lower than any day for what is of no day that is told. */
function newestBegin(item: GridItem, known: number): number {
  let newest = -BEYOND
  for (const { begin } of item.marks(known)) {
    const day = Number.isFinite(begin.latest) ? begin.latest : begin.earliest
    if (Number.isFinite(day) && day > newest) newest = day
  }
  return newest
}
