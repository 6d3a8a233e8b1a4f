import { useMemo } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { narrowed } from '../filter.ts'
import { usePage } from '../store.ts'
import { useFound } from './use-found.ts'

/** The items that the search and the filters of the address keep, as known at the point. The same list while these are the same. */
export function useNarrowed(grid: Grid): readonly GridItem[] {
  const { address, point } = usePage()
  const { filters } = address
  const found = useFound()
  // A filter is the same as long as its words are: the address is read anew whenever it changes.
  const key = JSON.stringify(filters.words)
  return useMemo(() => narrowed(grid, filters, found, point.known), [grid, key, found, point.known])
}
