import { formatAddress } from '../address.ts'
import { filterNames } from '../search/facets.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

const { compare } = strings

/** What is searched for, and what of the address is left aside; with a way back to everything. */
export function Narrowed({ aside }: { readonly aside: readonly string[] }) {
  const { address } = usePage()
  const { search, words } = address.filters
  const names = filterNames(address.filters)
  const isNarrowed = search !== '' || Object.keys(words).length > 0
  if (!isNarrowed && aside.length === 0) return null
  return (
    <p class="narrowed">
      {(search !== '' || names.length > 0) && <strong>{strings.search.onlyCompared(search, names)} </strong>}
      {aside.length > 0 && `${compare.aside(aside)} `}
      {isNarrowed && (
        <a href={formatAddress({ ...address, filters: { search: '', words: {} } })}>{compare.showAll}</a>
      )}
    </p>
  )
}
