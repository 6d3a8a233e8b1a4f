const filters = {
  kinds: 'Kind',
  source: 'Source',
  topic: 'Topic',
  side: 'Side',
  place: 'Place',
  actor: 'Who',
} as const

type FilterName = keyof typeof filters

function filterInWords(name: FilterName): string {
  return filters[name].toLowerCase()
}

/** The field for searches, and what lists are narrowed by. */
export const search = {
  field: 'Search names, words, topics',
  filters,
  /** The name of a filter within a sentence. */
  filterInWords: (name: string): string => (name in filters ? filterInWords(name as FilterName) : name),
  narrow: 'Narrow by kind, source, topic, side, place, who',
  only: 'Only',
  clear: 'Show all',
  stopNarrowing: 'Stop narrowing',
  remove: '×',
  isOn: 'only these, turn off',
  isOff: 'turn on',
  more: (count: number) => `${count} more`,
  fewer: 'Fewer',
  searching: (words: string) => `Searching for “${words}” …`,
  found: (count: number) => (count === 0 ? 'Nothing found' : `${count} found`),
  /** `search` is empty where nothing is searched for. */
  kept: (kept: number, all: number, search: string) =>
    search === ''
      ? `${kept} of ${all} ${kept === 1 ? 'is' : 'are'} shown`
      : `${kept} of ${all} ${kept === 1 ? 'matches' : 'match'} “${search}”`,
  keptBy: (isSearched: boolean, filters: readonly FilterName[]) =>
    [
      ...(isSearched ? [', on whatever day they stand'] : []),
      ...(filters.length === 0 ? [] : [`, narrowed by ${filters.map(filterInWords).join(', ')}`]),
      '.',
    ].join(''),
  onlyCompared: (search: string, filters: readonly FilterName[]) =>
    `Only a part is compared: ${[
      ...(search === '' ? [] : [`what matches “${search}”`]),
      ...(filters.length === 0 ? [] : [`narrowed by ${filters.map(filterInWords).join(', ')}`]),
    ].join(', ')}.`,
  nothing:
    'A search wants every word: try fewer, or the beginning of one. It looks only into what had come out by the known day.',
  failed: (why: string) =>
    `The search was not answered, so nothing is narrowed by it.${why === '' ? '' : ` ${why}`}`,
  clearSearch: 'Clear the search',
} as const
