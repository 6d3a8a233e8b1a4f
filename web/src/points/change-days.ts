import type { Grid } from '../../../src/exchange/read-grid.ts'
import { type Standpoint, usePage } from '../store.ts'

export type DayClock = 'date' | 'known'

type Kept = { readonly grid: Grid; readonly other: number; readonly days: readonly number[] }
const kept: { date?: Kept; known?: Kept } = {}

/** Of more items than that, the days of change are not worked out at each frame. */
const AT_ONCE = 3_000

/** The days on which anything changes along a clock, in order, the day on the other one fixed; the last answer of each is kept. */
export function daysOfChange(grid: Grid, clock: DayClock, { date, known }: Standpoint): readonly number[] {
  const other = clock === 'date' ? (known ?? grid.noKnownDay) : date
  const last = kept[clock]
  if (last?.grid === grid && last.other === other) return last.days
  const days = grid.changeDays(clock === 'date' ? 'valid' : 'known', other)
  kept[clock] = { grid, other, days }
  return days
}

/** The same at the point that is shown; of many items, while one drags, of where that began. */
export function useDaysOfChange(grid: Grid, clock: DayClock): readonly number[] {
  const { point, isDragging } = usePage()
  const last = kept[clock]
  if (isDragging && grid.items.length > AT_ONCE && last?.grid === grid) return last.days
  return daysOfChange(grid, clock, point)
}

/** The last of some days, in order, before a day. */
export function dayBefore(days: readonly number[], day: number): number | undefined {
  return days[firstAtLeast(days, day) - 1]
}

/** The first of some days, in order, after a day. */
export function dayAfter(days: readonly number[], day: number): number | undefined {
  return days[firstAtLeast(days, day + 1)]
}

/** By binary search: the place of the first that is no less. */
function firstAtLeast(days: readonly number[], day: number): number {
  let [from, to] = [0, days.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((days[middle] ?? 0) < day) from = middle + 1
    else to = middle
  }
  return from
}
