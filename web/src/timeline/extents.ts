import { atOnce, type Steps } from '../in-steps.ts'
import { DEFINITELY, type ItemTable, OPEN, POSSIBLY, type Rows } from './item-table.ts'

/** How an item is drawn. */
export const UNDATED = 0
/** On one day, or on one of several: it counts from then on. */
export const HAPPENED = 1
/** On the days on which it is there. */
export const STANDS = 2
/** A line for as long as it is to be done. */
export const TASK = 3
/** Only planned. */
export const AHEAD = 4

/**
 * When items are, as known by a day, in days; half-open. What happened is from its first possible day to its last one, `sureFrom`;
 * a task to the day on which it ends. ±Infinity where there is no bound.
 */
export type Extents = {
  readonly items: readonly number[]
  readonly type: Uint8Array
  readonly from: Float64Array
  readonly sureFrom: Float64Array
  readonly to: Float64Array
}

/** Reads when the items of a lane are. Cost: their rows, some 100 ns an item. */
export function extentsOf(table: ItemTable, items: readonly number[], knownAt: number): Extents {
  return atOnce(extentSteps(table, items, knownAt))
}

/** How many items a step looks at. */
const A_STEP = 2_000

/** The same in steps. */
export function* extentSteps(table: ItemTable, items: readonly number[], knownAt: number): Steps<Extents> {
  const { length } = items
  const type = new Uint8Array(length)
  const [from, sureFrom, to] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)]
  for (const [nth, item] of items.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    const { happened, marks, isCertain } = table.factsAt(item, knownAt)
    if (marks.length === 0) {
      const [first, end] = aheadOf(table, item, knownAt)
      type[nth] = first === undefined ? UNDATED : AHEAD
      from[nth] = first ?? Number.NaN
      to[nth] = end ?? Number.NaN
      continue
    }
    let [first, sure, last] = spanOf(table.exists, item, knownAt)
    if (happened && !isCertain) {
      // Nothing says that it happened for certain: only by its marks one knows up to when it may have.
      first = Math.min(...marks.map(({ begin }) => begin.earliest))
      last = Math.max(...marks.map(({ begin }) => begin.latest)) + 1
      sure = Infinity
    }
    const end = taskEnd(table.tasks, item, knownAt, first)
    from[nth] = first
    sureFrom[nth] = sure
    if (end !== undefined && (Number.isFinite(first) || Number.isFinite(sure))) {
      type[nth] = TASK
      to[nth] = end
    } else if (happened) {
      to[nth] = isCertain ? sure + 1 : last
      type[nth] = Number.isFinite(first) || Number.isFinite(to[nth] ?? 0) ? HAPPENED : UNDATED
    } else {
      to[nth] = last
      type[nth] =
        first > last || (first === -Infinity && last === Infinity && sure === Infinity) ? UNDATED : STANDS
    }
  }
  return { items, type, from, sureFrom, to }
}

/** The first day on which it may be there, the first on which it is, and the day after the last on which it may be. */
function spanOf(
  { starts, validFrom, validTo, knownFrom, knownTo, is }: Rows,
  item: number,
  knownAt: number,
): [first: number, sure: number, last: number] {
  let [first, sure, last] = [Infinity, Infinity, -Infinity]
  const end = starts[item + 1] ?? 0
  for (let row = starts[item] ?? 0; row < end; row += 1) {
    const answer = is[row] ?? 0
    if (answer < POSSIBLY || knownAt < (knownFrom[row] ?? 0) || knownAt >= (knownTo[row] ?? 0)) continue
    const [from, to] = [validFrom[row] ?? 0, validTo[row] ?? 0]
    if (from < first) first = from
    if (to > last) last = to
    if (answer === DEFINITELY && from < sure) sure = from
  }
  return [first, sure, last]
}

/** The day from which on it is no longer to be done; undefined of what is no task. */
function taskEnd(
  { starts, validFrom, validTo, knownFrom, knownTo, is }: Rows,
  item: number,
  knownAt: number,
  begin: number,
): number | undefined {
  let found: number | undefined
  const end = starts[item + 1] ?? 0
  for (let row = starts[item] ?? 0; row < end; row += 1) {
    if (knownAt < (knownFrom[row] ?? 0) || knownAt >= (knownTo[row] ?? 0)) continue
    const state = is[row] ?? 0
    const until = state <= OPEN ? (validTo[row] ?? 0) : (validFrom[row] ?? 0)
    found = Math.max(found ?? begin, until)
  }
  return found
}

/** The days for which it is planned. */
function aheadOf(table: ItemTable, item: number, knownAt: number): readonly [number?, number?] {
  const plan = planOf(table, item, knownAt)
  if (plan === undefined || plan.windows.length === 0) return []
  const first = Math.min(...plan.windows.map(({ earliest }) => earliest))
  const last = Math.max(...plan.windows.map(({ latest }) => latest))
  return first === -Infinity && last === Infinity ? [] : [first, last + 1]
}

/** How it is planned, by the last that is known of that. */
export function planOf({ items }: ItemTable, nth: number, knownAt: number) {
  const item = items[nth]
  if (item === undefined || item.kind.ahead === undefined) return undefined
  const parts = item
    .rectanglesOf('ahead')
    .filter(({ knownFrom, knownTo }) => knownAt >= knownFrom && knownAt < knownTo)
  return parts.reduce(
    (last, part) => (last === undefined || part.validFrom > last.validFrom ? part : last),
    parts[0],
  )?.content
}
