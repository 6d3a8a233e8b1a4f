import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { AT_ONCE, useInSteps } from '../in-steps.ts'
import { type StateAtPoint, stateSteps } from './state-groups.ts'

/**
 * The state of some items at a point. Of many items it comes a little later: until then one sees the state before it, whose own
 * point it names. Undefined before the first.
 */
export function useStateAtPoint(
  grid: Grid,
  items: readonly GridItem[],
  date: number,
  known: number | undefined,
): StateAtPoint | undefined {
  return useInSteps(
    () => stateSteps(grid, items, { date, known }),
    [grid, items, date, known],
    items.length > AT_ONCE,
  )
}
