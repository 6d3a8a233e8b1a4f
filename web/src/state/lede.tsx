import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { withKnownKinds, wordsOfNone } from '../filter.ts'
import { NamesTogether } from '../parts/names-together.tsx'
import { useSearch } from '../search/use-found.ts'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import type { StateAtPoint } from './state-groups.ts'
import { summaryOf, summaryText } from './summary.ts'

/** How long one must rest at a point before it is read aloud, ms. */
const REST = 500

/** The state in a few sentences, and the same as a polite line for who listens. */
export function Lede({ grid, state }: { readonly grid: Grid; readonly state: StateAtPoint }) {
  const { address } = usePageAtRest()
  const { filters } = withKnownKinds(address.filters, grid)
  const search = useSearch()
  const pieces = useMemo(
    () =>
      summaryOf(grid, state, strings, {
        search: search.status === 'failed' ? '' : filters.search.trim(),
        isSearching: search.status === 'searching',
        hasFilters: Object.keys(filters.words).length > 0,
        ofNone: state.items.length === 0 ? wordsOfNone(grid, filters, state.known) : [],
      }),
    [grid, state, address.filters, search.status],
  )
  const without = {
    search: { ...filters, search: '' },
    filters: { ...filters, words: {} },
  }
  return (
    <>
      <p class="lede" dir="auto">
        {pieces.map(({ text, isStrong, day, clears }, nth) => {
          // The pieces are told apart by their places alone.
          const key = `${nth}`
          if (isStrong)
            return (
              <strong key={key}>
                <NamesTogether text={text} />
              </strong>
            )
          if (clears !== undefined)
            return (
              <a key={key} href={formatAddress({ ...address, filters: without[clears] })}>
                {text}
              </a>
            )
          if (day === undefined) return <NamesTogether key={key} text={text} />
          return (
            <a key={key} href={formatAddress({ ...address, at: { ...address.at, date: day } })}>
              {text}
            </a>
          )
        })}
      </p>
      <Spoken text={summaryText(pieces)} />
    </>
  )
}

/** A text that is read aloud once one rests at it. What the page opens with is not: it is read anyway. */
function Spoken({ text }: { readonly text: string }) {
  const [opening] = useState(text)
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    if (text === opening && spoken === '') return
    const timer = setTimeout(() => setSpoken(text), REST)
    return () => clearTimeout(timer)
  }, [text, opening, spoken])
  return (
    <p class="sr" aria-live="polite">
      {spoken}
    </p>
  )
}
