import { useMemo } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { type Filters, formatAddress } from '../address.ts'
import { withKnownKinds } from '../filter.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { filterNames } from './facets.ts'
import { useSearch } from './use-found.ts'

const said = strings.search

/** That only a part is shown, how much of how much, by what, and the way back to everything; nothing where all is. */
export function NarrowedLine({ grid, items }: { readonly grid: Grid; readonly items: readonly GridItem[] }) {
  const { address, point } = usePage()
  const { filters } = withKnownKinds(address.filters, grid)
  const search = useSearch()
  const isSearched = search.status !== 'none' && search.status !== 'failed'
  const narrowedBy = filterNames(filters)
  const isNarrowed = isSearched || narrowedBy.length > 0
  const [kept, all] = useMemo(
    () => (isNarrowed ? [visible(items, grid, point.known), visible(grid.items, grid, point.known)] : [0, 0]),
    [grid, items, isNarrowed, isNarrowed && point.known],
  )
  if (search.status === 'none' && !isNarrowed) return null
  const to = (change: Partial<Filters>) => formatAddress({ ...address, filters: { ...filters, ...change } })
  const words = filters.search.trim()
  const isAwaited = search.status === 'searching' && search.subjects === undefined
  return (
    <p class="narrowed">
      {search.status === 'failed' && `${said.failed(search.message)} `}
      {isAwaited && `${said.searching(words)} `}
      {isNarrowed && !isAwaited && (
        <>
          <strong>{said.kept(kept, all, isSearched ? words : '')}</strong>
          {said.keptBy(isSearched, narrowedBy)}{' '}
        </>
      )}
      {search.status === 'found' && search.subjects?.size === 0 && `${said.nothing} `}
      {/* Where nothing is kept, the summary leads out of it. */}
      {(kept > 0 || search.status === 'failed') && search.status !== 'none' && (
        <a href={to({ search: '' })}>{said.clearSearch}</a>
      )}{' '}
      {narrowedBy.length > 0 && kept > 0 && <a href={to({ words: {} })}>{said.stopNarrowing}</a>}
    </p>
  )
}

/** How many of some items can be seen by a known day. */
function visible(items: readonly GridItem[], grid: Grid, known: number | undefined): number {
  const day = known ?? grid.point.knownAt ?? grid.noKnownDay
  return items.reduce((count, item) => (item.at(0, day) === undefined ? count : count + 1), 0)
}
