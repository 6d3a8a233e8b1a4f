import type { Store } from '../store.ts'
import type { ComparisonRequest } from './load-comparison.ts'
import { twoPoints } from './two-points.ts'

/** What the address compares; undefined until it is known which chronicle that is, and which kinds it has where it names some. */
export function requestOf({ address, chronicle, today, grid }: Store): ComparisonRequest | undefined {
  const { kinds = [], source = [] } = address.filters.words
  // Whether there are the kinds that an address names can be said once they are known.
  const isReady = kinds.length === 0 || grid.status !== 'loading'
  if (!isReady || chronicle === undefined) return undefined
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
    kinds: grid.status === 'ready' ? grid.grid.kinds.map(({ name }) => name) : undefined,
    head: headPosition,
  }
}
