import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { FILTER_NAMES, type Filters } from '../address.ts'
import { type FilterValue, filterTests, filterValues, folded } from '../filter.ts'
import type { Steps } from '../in-steps.ts'

/** A value by which one may narrow, and how many items at the point have it that the other filters keep. */
export type FacetValue = FilterValue & { readonly count: number; readonly isOn: boolean }

export type Facet = { readonly name: (typeof FILTER_NAMES)[number]; readonly values: readonly FacetValue[] }

/** A point whose items count. */
export type FacetPoint = { readonly date: number; readonly known: number | undefined }

/** How many items a step looks at. */
const A_STEP = 200

/**
 * By filter, the values of what stands at one of the points, those that are on first and then by count; a filter without any is left out.
 * What one filter leaves out counts for the values of that filter.
 */
export function* facetSteps(
  grid: Grid,
  filters: Filters,
  found: ReadonlySet<string> | undefined,
  ...points: readonly FacetPoint[]
): Steps<readonly Facet[]> {
  const days = points.map(({ date, known }) => ({
    date,
    knownDay: known ?? grid.point.knownAt ?? grid.noKnownDay,
  }))
  const knownDay = Math.max(...days.map((day) => day.knownDay))
  const values = filterValues(grid, knownDay)
  yield* values.prepare()
  const tests = yield* filterTests(grid, filters, knownDay)
  const counts = new Map(FILTER_NAMES.map((name) => [name, new Map<string, Counted>()]))
  for (const [nth, item] of grid.items.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    if (found !== undefined && !found.has(item.subject)) continue
    const [fails, another] = tests.filter(({ keeps }) => !keeps(item))
    if (another !== undefined) continue
    if (!days.some((day) => isShown(item, day.date, day.knownDay))) continue
    for (const [name, own] of counts) {
      if (fails !== undefined && fails.name !== name) continue
      for (const { value, words } of values.of(name, item)) {
        const counted = own.get(value)
        if (counted === undefined) own.set(value, { words, count: 1 })
        else counted.count += 1
      }
    }
  }
  const facets: Facet[] = []
  for (const [name, own] of counts) {
    yield
    const inOrder = valuesOf(own, filters.words[name] ?? [])
    if (inOrder.length > 0) facets.push({ name, values: inOrder })
  }
  return facets
}

/** Whether it is among what is listed at a point. */
function isShown(item: GridItem, date: number, knownDay: number): boolean {
  const state = item.at(date, knownDay)
  return state !== undefined && state.exists !== 'no'
}

type Counted = { readonly words: string; count: number }

function valuesOf(counts: ReadonlyMap<string, Counted>, given: readonly string[]): readonly FacetValue[] {
  const wanted = new Set(given.map(folded))
  const all = [...counts].map(([value, { words, count }]) => ({
    value,
    words,
    count,
    isOn: wanted.size > 0 && (wanted.has(folded(value)) || wanted.has(folded(words))),
  }))
  // What is on though nothing has it can be turned off all the same.
  const isThere = (word: string) =>
    all.some(
      ({ value, words, isOn }) => isOn && (folded(value) === folded(word) || folded(words) === folded(word)),
    )
  const gone = given
    .filter((word) => !isThere(word))
    .map((word) => ({ value: word, words: word, count: 0, isOn: true }))
  return [...gone, ...all].sort(
    (a, b) => Number(b.isOn) - Number(a.isOn) || b.count - a.count || (a.words < b.words ? -1 : 1),
  )
}

/** The filters with a value turned on, or off, whichever way it was written. */
export function toggled(filters: Filters, name: Facet['name'], { value, words, isOn }: FacetValue): Filters {
  const given = filters.words[name] ?? []
  const rest = given.filter((word) => folded(word) !== folded(value) && folded(word) !== folded(words))
  const list = isOn ? rest : [...rest, value]
  const { [name]: _, ...others } = filters.words
  return { ...filters, words: list.length === 0 ? others : { ...others, [name]: list } }
}

/** The filters that are on, by their names. */
export function filterNames({ words }: Filters): readonly Facet['name'][] {
  return FILTER_NAMES.filter((name) => (words[name]?.length ?? 0) > 0)
}
