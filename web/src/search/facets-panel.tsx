import { useState } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { type Filters, formatAddress } from '../address.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type Facet, type FacetPoint, type FacetValue, facetSteps, toggled } from './facets.ts'
import { useFound } from './use-found.ts'

/** How many values of a facet are shown before one asks for all. */
const AT_FIRST = 8

const NONE: readonly Facet[] = []

function* notUsed(): Steps<readonly Facet[]> {
  yield
  return NONE
}

/** By what the lists and the lanes are narrowed, and by what they can be: each a link that turns it on or off. */
export function FacetsPanel({
  grid,
  points,
  hasCounts = true,
}: {
  readonly grid: Grid
  /** Whose values are listed; by default those of the point of the page. */
  readonly points?: readonly FacetPoint[]
  /** False where what is narrowed is not what stands at a point, but what differs. */
  readonly hasCounts?: boolean
}) {
  const { address, point } = usePage()
  const searched = useFound()
  const found = hasCounts ? searched : undefined
  const { filters } = address
  const isNarrowed = Object.keys(filters.words).length > 0
  const [isOpen, setOpen] = useState(isNarrowed)
  const isUsed = isOpen || isNarrowed
  const key = JSON.stringify(filters.words)
  const at = points ?? [point]
  const days = at.flatMap(({ date, known }) => [date, known]).join()
  const facets =
    useInSteps(
      () => (isUsed ? facetSteps(grid, filters, found, ...at) : notUsed()),
      [grid, key, found, isUsed && days, isUsed],
      isUsed && grid.items.length > AT_ONCE,
    ) ?? NONE
  const said = strings.search
  return (
    <section class="facets" aria-label={said.narrow}>
      {isNarrowed && <Active facets={facets} hasCounts={hasCounts} />}
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{said.narrow}</summary>
        {facets.map((facet) => (
          <FacetLine key={facet.name} facet={facet} hasCounts={hasCounts} />
        ))}
      </details>
    </section>
  )
}

function Active({ facets, hasCounts }: { readonly facets: readonly Facet[]; readonly hasCounts: boolean }) {
  const { address } = usePage()
  const said = strings.search
  const none: Filters = { ...address.filters, words: {} }
  return (
    <p class="active">
      {said.only}{' '}
      {facets.flatMap((facet) =>
        facet.values
          .filter(({ isOn }) => isOn)
          .map((value) => (
            <Toggle key={`${facet.name} ${value.value}`} facet={facet} value={value} hasCount={hasCounts} />
          )),
      )}{' '}
      <a href={formatAddress({ ...address, filters: none })}>{said.clear}</a>
    </p>
  )
}

function FacetLine({ facet, hasCounts }: { readonly facet: Facet; readonly hasCounts: boolean }) {
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
            <Toggle facet={facet} value={value} hasCount={hasCounts} />
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

function Toggle({
  facet,
  value,
  hasCount,
}: {
  readonly facet: Facet
  readonly value: FacetValue
  readonly hasCount: boolean
}) {
  const { address } = usePage()
  const { isOn, words, count } = value
  const filters = toggled(address.filters, facet.name, value)
  const said = strings.search
  return (
    <a href={formatAddress({ ...address, filters })} class={isOn ? 'toggle on' : 'toggle'}>
      <span class="sr">{said.filters[facet.name]}: </span>
      <bdi>{words}</bdi> {(isOn || hasCount) && <span class="n">{isOn ? said.remove : count}</span>}
      <span class="sr"> {isOn ? said.isOn : said.isOff}</span>
    </a>
  )
}
