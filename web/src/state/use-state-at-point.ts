import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { type StateAtPoint, stateOf, stateSteps } from './state-groups.ts'

/** Of so many items a state is worked out at once; of more in steps, while the one before stays. */
const AT_ONCE = 3_000

/** How long the steps may hold the page, ms. */
const A_WHILE = 8

type Wanted = Parameters<typeof stateSteps>

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
  const isLarge = items.length > AT_ONCE
  const [late, setLate] = useState<StateAtPoint>()
  const wanted = useRef<Wanted | undefined>(undefined)
  const timer = useRef(0)
  const now = useMemo(
    () => (isLarge ? undefined : stateOf(grid, items, { date, known })),
    [grid, items, date, known, isLarge],
  )
  useEffect(() => {
    wanted.current = isLarge ? [grid, items, { date, known }] : undefined
    // What is under way is finished, so that something is seen while one drags on; then comes what is wanted by then.
    if (timer.current === 0) begin()
    function begin() {
      const given = wanted.current
      wanted.current = undefined
      timer.current = given === undefined ? 0 : goOn(stateSteps(...given))
    }
    function goOn(steps: Generator<void, StateAtPoint>): number {
      return setTimeout(() => {
        const until = performance.now() + A_WHILE
        while (performance.now() < until) {
          const step = steps.next()
          if (step.done !== true) continue
          setLate(step.value)
          return begin()
        }
        timer.current = goOn(steps)
      })
    }
  }, [grid, items, date, known, isLarge])
  useEffect(() => () => clearTimeout(timer.current), [])
  return isLarge ? late : now
}
