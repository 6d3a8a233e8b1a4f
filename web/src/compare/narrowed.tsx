import { FILTER_NAMES, formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

const { compare } = strings

/** What a comparison can be narrowed by: what the API of every domain takes. */
const APPLIED: ReadonlySet<string> = new Set(['kinds', 'source'])

/** By what the comparison is narrowed, and what of the address is left aside; with a way back to everything. */
export function Narrowed({ aside }: { readonly aside: readonly string[] }) {
  const { address, grid } = usePage()
  const { search, words } = address.filters
  const named = (name: string) => words[name] ?? []
  const kinds = grid.status === 'ready' ? grid.grid.kinds : []
  const headings = named('kinds').map((name) => kinds.find((kind) => kind.name === name)?.heading ?? name)
  const [source, ...otherSources] = named('source')
  const shown = [
    ...headings,
    ...(source === undefined ? [] : [`[${source}]`]),
    ...(search === '' ? [] : [`“${search}”`]),
  ]
  const ignored = [...FILTER_NAMES.filter((name) => !APPLIED.has(name)).flatMap(named), ...otherSources]
  if (shown.length + ignored.length + aside.length === 0) return null
  return (
    <p class="narrowed">
      {shown.length > 0 && `${compare.narrowed} ${shown.join(', ')}. `}
      {ignored.length > 0 && `${compare.notNarrowed(ignored)} `}
      {aside.length > 0 && `${compare.aside(aside)} `}
      {shown.length + ignored.length > 0 && (
        <a href={formatAddress({ ...address, filters: { search: '', words: {} } })}>{compare.showAll}</a>
      )}
    </p>
  )
}
