import { useMemo } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { narrowedSteps } from '../filter.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { usePage } from '../store.ts'
import { useFound } from './use-found.ts'

/**
 * The items that the search and the filters of the address keep, as known at the point. The same list while these are the same; of
 * many items, the one before until they are looked through.
 */
export function useNarrowed(grid: Grid): readonly GridItem[] {
  const { address, point } = usePage()
  const { filters } = address
  const found = useFound()
  // A filter is the same as long as its words are: the address is read anew whenever it changes.
  const key = JSON.stringify(filters.words)
  const isNarrowed = key !== '{}' || found !== undefined
  const narrowed = useInSteps(
    () => ofGrid(grid, narrowedSteps(grid, filters, found, point.known)),
    [grid, key, found, isNarrowed ? point.known : undefined],
    isNarrowed && grid.items.length > AT_ONCE,
  )
  return useMemo(() => {
    if (narrowed === undefined || narrowed.grid === grid) return narrowed?.items ?? NONE
    // The grid was exchanged for a newer one, whose items are still to be looked through.
    const kept = new Set(narrowed.items.map(({ subject }) => subject))
    return grid.items.filter(({ subject }) => kept.has(subject))
  }, [narrowed, grid])
}

function* ofGrid(grid: Grid, steps: Steps<readonly GridItem[]>) {
  return { grid, items: yield* steps }
}

const NONE: readonly GridItem[] = []
