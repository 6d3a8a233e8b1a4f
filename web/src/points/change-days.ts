import { useRef } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { type Standpoint, usePage } from '../store.ts'

export type DayClock = 'date' | 'known'

type Kept = { readonly grid: Grid; readonly other: number; readonly days: readonly number[] }
const kept: { date?: Kept; known?: Kept } = {}

/** The days on which anything changes along a clock, in order, the day on the other one fixed; the last answer of each is kept. */
export function daysOfChange(grid: Grid, clock: DayClock, { date, known }: Standpoint): readonly number[] {
  const other = clock === 'date' ? (known ?? grid.noKnownDay) : date
  const last = kept[clock]
  if (last?.grid === grid && last.other === other) return last.days
  const days = grid.changeDays(clock === 'date' ? 'valid' : 'known', other)
  kept[clock] = { grid, other, days }
  return days
}

/** The same in steps; none while only a part of the grid has come. */
function* changeDaySteps(
  grid: Grid,
  clock: DayClock,
  { other, isWhole }: { readonly other: number; readonly isWhole: boolean },
): Steps<readonly number[]> {
  if (!isWhole) return NO_DAYS
  const last = kept[clock]
  if (last?.grid === grid && last.other === other) return last.days
  const days = yield* grid.changeDaySteps(clock === 'date' ? 'valid' : 'known', other)
  kept[clock] = { grid, other, days }
  return days
}

/** What stands for days of change that are still to be worked out. */
export const NO_DAYS: readonly number[] = []

/**
 * The same at the point that is shown. Of many items they come a little later, and while one drags not at all: until then they are
 * those of where that began, {@link NO_DAYS} at first.
 */
export function useDaysOfChange(grid: Grid, clock: DayClock): readonly number[] {
  const { point, isDragging, grid: shown } = usePage()
  const isWhole = shown.status === 'ready'
  const isMuch = grid.items.length > AT_ONCE
  const other = clock === 'date' ? (point.known ?? grid.noKnownDay) : point.date
  const rested = useRef(other)
  if (!isMuch || !isDragging) rested.current = other
  const at = rested.current
  return (
    useInSteps(
      () => changeDaySteps(grid, clock, { other: at, isWhole }),
      [grid, clock, at, isWhole],
      isMuch && isWhole,
    ) ?? NO_DAYS
  )
}

/** What a key leads along: where a step depends on days of change that are still to come, they are worked out at once. */
export function daysForKey(
  grid: Grid,
  clock: DayClock,
  point: Standpoint,
  { key }: { readonly key: string },
  days: readonly number[],
): readonly number[] {
  const isByChange = [',', '.', 'Home', 'End'].includes(key) || point[clock] === undefined
  return isByChange ? daysOfChange(grid, clock, point) : days
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
