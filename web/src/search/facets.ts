import type { Grid } from '../../../src/exchange/read-grid.ts'
import { FILTER_NAMES, type Filters } from '../address.ts'
import { type FilterValue, filterValues, folded, narrowed } from '../filter.ts'

/** A value by which one may narrow, and how many items at the point have it that the other filters keep. */
export type FacetValue = FilterValue & { readonly count: number; readonly isOn: boolean }

export type Facet = { readonly name: (typeof FILTER_NAMES)[number]; readonly values: readonly FacetValue[] }

/** By filter, the values of what stands at the point, those that are on first and then by count; a filter without any is left out. */
export function facetsOf(
  grid: Grid,
  filters: Filters,
  found: ReadonlySet<string> | undefined,
  { date, known }: { readonly date: number; readonly known: number | undefined },
): readonly Facet[] {
  const knownDay = known ?? grid.point.knownAt ?? grid.noKnownDay
  const values = filterValues(grid, knownDay)
  return FILTER_NAMES.flatMap((name): readonly Facet[] => {
    const wanted = new Set((filters.words[name] ?? []).map(folded))
    const { [name]: _, ...others } = filters.words
    const counts = new Map<string, { readonly words: string; readonly count: number }>()
    for (const item of narrowed(grid, { ...filters, words: others }, found, known)) {
      const state = item.at(date, knownDay)
      if (state === undefined || state.exists === 'no') continue
      for (const { value, words } of values.of(name, item))
        counts.set(value, { words, count: (counts.get(value)?.count ?? 0) + 1 })
    }
    const all = [...counts].map(([value, { words, count }]) => ({
      value,
      words,
      count,
      isOn: wanted.has(folded(value)) || wanted.has(folded(words)),
    }))
    // What is on though nothing has it can be turned off all the same.
    const isThere = (word: string) =>
      all.some(({ value, words }) => folded(value) === folded(word) || folded(words) === folded(word))
    const gone = (filters.words[name] ?? [])
      .filter((word) => !isThere(word))
      .map((word) => ({ value: word, words: word, count: 0, isOn: true }))
    const inOrder = [...gone, ...all].sort(
      (a, b) => Number(b.isOn) - Number(a.isOn) || b.count - a.count || (a.words < b.words ? -1 : 1),
    )
    return inOrder.length === 0 ? [] : [{ name, values: inOrder }]
  })
}

/** The filters with a value turned on, or off, whichever way it was written. */
export function toggled(filters: Filters, name: Facet['name'], { value, words, isOn }: FacetValue): Filters {
  const given = filters.words[name] ?? []
  const rest = given.filter((word) => folded(word) !== folded(value) && folded(word) !== folded(words))
  const list = isOn ? rest : [...rest, value]
  const { [name]: _, ...others } = filters.words
  return { ...filters, words: list.length === 0 ? others : { ...others, [name]: list } }
}
