import type { GridKind } from '../../../src/exchange/read-grid.ts'
import type { GridStatus, Store } from '../store.ts'
import type { ComparisonRequest, There } from './load-comparison.ts'
import { twoPoints } from './two-points.ts'

/** What the address compares; undefined until it is known which chronicle that is, which kinds it lists, and what its filters keep. */
export function requestOf({ address, chronicle, today, grid }: Store): ComparisonRequest | undefined {
  const { kinds = [], source = [], ...roles } = address.filters.words
  // A server takes one source; of several, the grid knows what they speak of.
  const words = source.length > 1 ? { ...roles, source } : roles
  if ((grid.status === 'loading' && kindsOf(grid) === undefined) || chronicle === undefined) return undefined
  if (Object.keys(words).length > 0 && grid.status === 'loading') return undefined
  return {
    api: chronicle.api,
    chronicle: chronicle.name,
    points: twoPoints(address, today),
    kinds,
    search: address.filters.search,
    source: source.length > 1 ? undefined : source[0],
    words,
  }
}

/** What there is of what an address may name, as far as it is known. */
export function thereOf({ address, grid, headPosition, today }: Store): There {
  const shown = grid.status === 'ready' ? grid.grid : undefined
  const { position } = twoPoints(address, today).from
  const isOfA = position === undefined || shown?.point.position === position
  const declared = kindsOf(grid)
  return {
    kinds: declared?.map(({ name }) => name),
    declared: declared ?? [],
    head: headPosition,
    grid: isOfA ? shown : undefined,
  }
}

/** The kinds of a chronicle as it orders them: a grid begins with them. */
function kindsOf(grid: GridStatus): readonly GridKind[] | undefined {
  const known = grid.status === 'ready' ? grid.grid : grid.status === 'loading' ? grid.partial : undefined
  return known?.kinds
}
