import type { Steps } from '../in-steps.ts'
import { DEFINITELY, type ItemTable, OPEN, POSSIBLY, rowAt } from './item-table.ts'
import type { ReadLane } from './lanes.ts'

/** How many items of a lane are there at a point, by answer; and of what is to be done, how many are open and how many of these have a day, still to come or over. */
export type LaneCounts = {
  readonly definitely: number
  readonly possibly: number
  /** Of kinds that tell of single days. */
  readonly unknown: number
  readonly open: number
  readonly due: number
  readonly overdue: number
}

/** How many items are counted in a step. */
const STEP = 2_000

/** What there is of each lane, by its key, in steps. */
export function* countSteps(
  table: ItemTable,
  lanes: readonly ReadLane[],
  date: number,
  knownAt: number,
): Steps<ReadonlyMap<string, LaneCounts>> {
  const counted = new Map<string, LaneCounts>()
  for (const { name, items } of lanes) {
    let counts = countItems(table, items.slice(0, STEP), date, knownAt)
    for (let from = STEP; from < items.length; from += STEP) {
      yield
      counts = added(counts, countItems(table, items.slice(from, from + STEP), date, knownAt))
    }
    counted.set(name.key, counts)
  }
  return counted
}

function added(a: LaneCounts, b: LaneCounts): LaneCounts {
  return {
    definitely: a.definitely + b.definitely,
    possibly: a.possibly + b.possibly,
    unknown: a.unknown + b.unknown,
    open: a.open + b.open,
    due: a.due + b.due,
    overdue: a.overdue + b.overdue,
  }
}

/** Cost: the rows of the items, some 100 ns each. */
export function countItems(
  table: ItemTable,
  items: readonly number[],
  date: number,
  knownAt: number,
): LaneCounts {
  let [definitely, possibly, unknown, open, due, overdue] = [0, 0, 0, 0, 0, 0]
  for (const item of items) {
    const answer = table.answerAt(item, date, knownAt)
    if (answer === POSSIBLY) possibly += 1
    else if (answer < 0 && table.items[item]?.kind.attested === true) unknown += 1
    if (answer !== DEFINITELY) continue
    definitely += 1
    const row = rowAt(table.tasks, item, date, knownAt)
    if (row < 0 || table.tasks.is[row] !== OPEN) continue
    open += 1
    const dues = table.duesAt(item, date, knownAt)
    if (dues.length === 0) continue
    if (dues.every(({ latest }) => latest < date)) overdue += 1
    else due += 1
  }
  return { definitely, possibly, unknown, open, due, overdue }
}
