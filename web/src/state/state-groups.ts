import type { Grid, GridAnswer, GridItem, GridKind, GridState } from '../../../src/exchange/read-grid.ts'

/*
 * What stands at a point, in the order in which a person reads it. It is worked out in steps: between two of them the page draws
 * and listens, however many items there are.
 */

/** The rows of a group that one reads under one heading. */
export type PartName = 'due' | 'undue' | 'settled' | 'all' | 'ahead'

export type Part = { readonly name: PartName; readonly rows: readonly GridState[] }

export type Counts = Readonly<Record<Exclude<GridAnswer, 'no'>, number>>

export type Group = {
  readonly kind: GridKind
  readonly parts: readonly Part[]
  /** Of what is there, or is still to be done; without what is settled and what is only planned. */
  readonly counts: Counts
  readonly overdue: number
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
}

/** How many items a step looks at. */
const A_STEP = 1_000

/** What stands of some items at a date as known by a day, the newest first. Each step looks at a thousand items. */
export function* stateSteps(
  grid: Grid,
  items: readonly GridItem[],
  { date, known }: { readonly date: number; readonly known: number | undefined },
): Generator<void, StateAtPoint> {
  const knownDay = known ?? grid.point.knownAt ?? grid.noKnownDay
  const gathered = new Map<GridKind, Gathered>(grid.kinds.map((kind) => [kind, new Gathered()]))
  const differing: GridState[] = []
  let count = 0
  for (const [nth, item] of newestFirst(items, knownDay).entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    const state = item.at(date, knownDay)
    if (state === undefined) continue
    const answer = state.exists
    if (answer === 'no') continue
    count++
    gathered.get(item.kind)?.add(state, answer)
    if (state.differs.length > 0) differing.push(state)
  }
  const groups = [...gathered].flatMap(([kind, each]) => each.groupOf(kind))
  return { date, known, items, groups, differing, count }
}

/** The same at once. */
export function stateOf(...given: Parameters<typeof stateSteps>): StateAtPoint {
  const steps = stateSteps(...given)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const ORDER = ['definitely', 'possibly', 'unknown'] as const
const PARTS: readonly PartName[] = ['due', 'undue', 'all', 'settled', 'ahead']

/** The items of one kind that are there, by the part of its group and then by how certain they are. */
class Gathered {
  readonly #rows = new Map<PartName, Record<(typeof ORDER)[number], GridState[]>>()

  add(state: GridState, answer: Exclude<GridAnswer, 'no'>): void {
    const part = partOf(state, answer)
    let rows = this.#rows.get(part)
    if (rows === undefined) {
      rows = { definitely: [], possibly: [], unknown: [] }
      this.#rows.set(part, rows)
    }
    rows[answer].push(state)
  }

  groupOf(kind: GridKind): readonly Group[] {
    if (this.#rows.size === 0) return []
    const counts = { definitely: 0, possibly: 0, unknown: 0 }
    const parts = PARTS.flatMap((name): readonly Part[] => {
      const rows = this.#rows.get(name)
      if (rows === undefined) return []
      const isCounted = name !== 'ahead' && (name !== 'settled' || this.#rows.size === 1)
      if (isCounted) for (const answer of ORDER) counts[answer] += rows[answer].length
      const inOrder = ORDER.flatMap((answer) => (name === 'due' ? byDue(rows[answer]) : rows[answer]))
      return [{ name, rows: inOrder }]
    })
    const due = parts.find(({ name }) => name === 'due')?.rows ?? []
    return [{ kind, parts, counts, overdue: due.filter(isOverdue).length }]
  }
}

function partOf(state: GridState, answer: GridAnswer): PartName {
  if (answer === 'unknown' && state.ahead !== undefined) return 'ahead'
  if (!state.kind.task) return 'all'
  const { task } = state
  if (task?.state === 'done' || task?.state === 'dropped') return 'settled'
  return task !== undefined && task.due.length > 0 ? 'due' : 'undue'
}

function byDue(rows: readonly GridState[]): readonly GridState[] {
  return rows.toSorted((a, b) => lastDue(a) - lastDue(b))
}

/** The last day by which it is due; of several, of sources that differ, the latest. */
export function lastDue({ task }: GridState): number {
  return Math.max(...(task?.due ?? []).map(({ latest }) => latest))
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
function newestFirst(items: readonly GridItem[], known: number): readonly GridItem[] {
  if (lastOrder?.items === items && lastOrder.known === known) return lastOrder.order
  const begins = items.map((item) => newestBegin(item, known))
  const order = Uint32Array.from(items.keys()).sort((a, b) => (begins[b] ?? 0) - (begins[a] ?? 0) || a - b)
  const sorted = Array.from(order, (nth) => items[nth]).filter((item) => item !== undefined)
  lastOrder = { items, known, order: sorted }
  return sorted
}

/** A number lower than any day for what is of no day that is told. */
function newestBegin(item: GridItem, known: number): number {
  let newest = -1e9
  for (const { begin } of item.marks(known)) {
    const day = Number.isFinite(begin.latest) ? begin.latest : begin.earliest
    if (Number.isFinite(day) && day > newest) newest = day
  }
  return newest
}
