import { useMemo } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { narrowedSteps, withKnownKinds } from '../filter.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { usePage } from '../store.ts'
import { useFound } from './use-found.ts'

/**
 * The items that the search and the filters of the address keep, as known at the point. The same list while these are the same; of
 * many items, the one before until they are looked through.
 */
export function useNarrowed(grid: Grid): {
  readonly items: readonly GridItem[]
  /** Whether they are those, and not the ones before. */
  readonly isCurrent: boolean
} {
  const { address, point } = usePage()
  const { filters } = withKnownKinds(address.filters, grid)
  const found = useFound()
  // A filter is the same as long as its words are: the address is read anew whenever it changes.
  const key = JSON.stringify(filters.words)
  const isNarrowed = key !== '{}' || found !== undefined
  const known = isNarrowed ? point.known : undefined
  const wanted = { grid, key, found, known }
  const narrowed = useInSteps(
    () => keptBy(wanted, narrowedSteps(grid, filters, found, point.known)),
    [grid, key, found, known],
    isNarrowed && grid.items.length > AT_ONCE,
  )
  const items = useMemo(() => {
    if (narrowed === undefined || narrowed.grid === grid) return narrowed?.items ?? NONE
    // The grid was exchanged for a newer one, whose items are still to be looked through.
    const kept = new Set(narrowed.items.map(({ subject }) => subject))
    return grid.items.filter(({ subject }) => kept.has(subject))
  }, [narrowed, grid])
  const isCurrent =
    narrowed?.grid === grid && narrowed.key === key && narrowed.found === found && narrowed.known === known
  return { items, isCurrent }
}

type Wanted = {
  readonly grid: Grid
  readonly key: string
  readonly found: ReadonlySet<string> | undefined
  readonly known: number | undefined
}

function* keptBy(wanted: Wanted, steps: Steps<readonly GridItem[]>) {
  return { ...wanted, items: yield* steps }
}

const NONE: readonly GridItem[] = []
