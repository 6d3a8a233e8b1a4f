import { useState } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { type Filters, formatAddress } from '../address.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type Facet, type FacetValue, facetSteps, toggled } from './facets.ts'
import { useFound, useSearch } from './use-found.ts'

/** How many values of a facet are shown before one asks for all. */
const AT_FIRST = 8

const NONE: readonly Facet[] = []

// biome-ignore lint/correctness/useYield: there is nothing to do
function* notUsed(): Steps<readonly Facet[]> {
  return NONE
}

/** By what the lists and the lanes are narrowed, and by what they can be: each a link that turns it on or off. */
export function FacetsPanel({ grid }: { readonly grid: Grid }) {
  const { address, point } = usePage()
  const found = useFound()
  const { filters } = address
  const isNarrowed = Object.keys(filters.words).length > 0
  const [isOpen, setOpen] = useState(isNarrowed)
  const isUsed = isOpen || isNarrowed
  const key = JSON.stringify(filters.words)
  const facets =
    useInSteps(
      () => (isUsed ? facetSteps(grid, filters, found, point) : notUsed()),
      [grid, key, found, isUsed && point.date, isUsed && point.known, isUsed],
      isUsed && grid.items.length > AT_ONCE,
    ) ?? NONE
  const said = strings.search
  return (
    <section class="facets" aria-label={said.narrow}>
      <SearchWords />
      {isNarrowed && <Active facets={facets} />}
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{said.narrow}</summary>
        {facets.map((facet) => (
          <FacetLine key={facet.name} facet={facet} />
        ))}
      </details>
    </section>
  )
}

/** What is searched for, how it stands, and hints where nothing is found. */
function SearchWords() {
  const { address } = usePage()
  const search = useSearch()
  const said = strings.search
  const { filters } = address
  if (search.status === 'none') return null
  const clear = formatAddress({ ...address, filters: { ...filters, search: '' } })
  // Where nothing is found, the summary leads out of it.
  const isShown = search.status !== 'found' || search.subjects?.size !== 0
  return (
    <p class="m">
      {search.status === 'searching' && said.searching(filters.search)}
      {search.status === 'failed' && said.failed(search.message)}
      {search.status === 'found' &&
        (search.subjects?.size === 0
          ? said.nothing
          : said.foundFor(search.subjects?.size ?? 0, filters.search))}{' '}
      {isShown && <a href={clear}>{said.clearSearch}</a>}
    </p>
  )
}

function Active({ facets }: { readonly facets: readonly Facet[] }) {
  const { address } = usePage()
  const said = strings.search
  const none: Filters = { ...address.filters, words: {} }
  return (
    <p class="active">
      {said.only}{' '}
      {facets.flatMap((facet) =>
        facet.values
          .filter(({ isOn }) => isOn)
          .map((value) => <Toggle key={`${facet.name} ${value.value}`} facet={facet} value={value} />),
      )}{' '}
      <a href={formatAddress({ ...address, filters: none })}>{said.clear}</a>
    </p>
  )
}

function FacetLine({ facet }: { readonly facet: Facet }) {
  const [isWhole, setWhole] = useState(false)
  const { name, values } = facet
  const said = strings.search
  const left = values.length - AT_FIRST
  return (
    <div class="facet">
      <h2>{said.filters[name]}</h2>
      <ul>
        {values.slice(0, isWhole ? undefined : AT_FIRST).map((value) => (
          <li key={value.value}>
            <Toggle facet={facet} value={value} />
          </li>
        ))}
        {left > 0 && (
          <li>
            <button type="button" class="q" onClick={() => setWhole(!isWhole)}>
              {isWhole ? said.fewer : said.more(left)}
            </button>
          </li>
        )}
      </ul>
    </div>
  )
}

function Toggle({ facet, value }: { readonly facet: Facet; readonly value: FacetValue }) {
  const { address } = usePage()
  const { isOn, words, count } = value
  const filters = toggled(address.filters, facet.name, value)
  const said = strings.search
  return (
    <a href={formatAddress({ ...address, filters })} class={isOn ? 'toggle on' : 'toggle'}>
      <span class="sr">{said.filters[facet.name]}: </span>
      <bdi>{words}</bdi> <span class="n">{isOn ? said.remove : count}</span>
      <span class="sr"> {isOn ? said.isOn : said.isOff}</span>
    </a>
  )
}
