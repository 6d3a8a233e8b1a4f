import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { type Filters, formatAddress } from '../address.ts'
import { withKnownKinds } from '../filter.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
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
  const known = point.known ?? grid.point.knownAt ?? grid.noKnownDay
  const counted = useInSteps(
    () => (isNarrowed ? keptSteps(items, grid.items, known) : none()),
    [grid, items, isNarrowed, isNarrowed && known],
    isNarrowed && grid.items.length > AT_ONCE,
  )
  const [kept, all] = counted ?? [0, 0]
  if (search.status === 'none' && !isNarrowed) return null
  const to = (change: Partial<Filters>) => formatAddress({ ...address, filters: { ...filters, ...change } })
  const words = filters.search.trim()
  const isAwaited = search.status === 'searching' && search.subjects === undefined
  return (
    <p class="narrowed">
      {search.status === 'failed' && `${said.failed(search.message)} `}
      {isAwaited && `${said.searching(words)} `}
      {isNarrowed && !isAwaited && counted !== undefined && (
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

// Nothing is counted where nothing is left out.
function* none(): Steps<undefined> {}
/** How many items are looked at in a step. */
const STEP = 500

/** How many items are kept, of how many: of those that can be seen by a known day. */
function* keptSteps(
  kept: readonly GridItem[],
  all: readonly GridItem[],
  known: number,
): Steps<readonly [number, number]> {
  return [yield* visibleSteps(kept, known), yield* visibleSteps(all, known)]
}

function* visibleSteps(items: readonly GridItem[], known: number): Steps<number> {
  let count = 0
  for (const [nth, item] of items.entries()) {
    if (nth % STEP === 0) yield
    if (item.at(0, known) !== undefined) count += 1
  }
  return count
}
