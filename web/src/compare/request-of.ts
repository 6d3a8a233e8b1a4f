import type { GridStatus, Store } from '../store.ts'
import type { ComparisonRequest } from './load-comparison.ts'
import { twoPoints } from './two-points.ts'

/** What the address compares; undefined until it is known which chronicle that is, and which kinds it lists in which order. */
export function requestOf({ address, chronicle, today, grid }: Store): ComparisonRequest | undefined {
  const { kinds = [], source = [] } = address.filters.words
  if ((grid.status === 'loading' && kindsOf(grid) === undefined) || chronicle === undefined) return undefined
  return {
    api: chronicle.api,
    chronicle: chronicle.name,
    points: twoPoints(address, today),
    kinds,
    search: address.filters.search,
    source: source[0],
  }
}

/** What there is of what an address may name, as far as it is known. */
export function thereOf({ grid, headPosition }: Store): {
  readonly kinds: readonly string[] | undefined
  readonly head: number | undefined
} {
  return {
    kinds: kindsOf(grid),
    head: headPosition,
  }
}

/** The kinds of a chronicle as it orders them: a grid begins with them. */
function kindsOf(grid: GridStatus): readonly string[] | undefined {
  const known = grid.status === 'ready' ? grid.grid : grid.status === 'loading' ? grid.partial : undefined
  return known?.kinds.map(({ name }) => name)
}
