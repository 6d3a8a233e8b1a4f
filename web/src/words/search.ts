/** The field for searches, and what lists are narrowed by. */
export const search = {
  field: 'Search names, words, topics',
  filters: { kinds: 'Kind', source: 'Source', topic: 'Topic', side: 'Side', place: 'Place', actor: 'Who' },
  narrow: 'Narrow by kind, source, topic, side, place, who',
  only: 'Only',
  clear: 'Show all',
  remove: '×',
  isOn: 'only these, turn off',
  isOff: 'turn on',
  more: (count: number) => `${count} more`,
  fewer: 'Fewer',
  searching: (words: string) => `Searching for “${words}” …`,
  found: (count: number) => (count === 0 ? 'Nothing found' : `${count} found`),
  foundFor: (count: number, words: string) => `${count} found for “${words}”, on whatever day they stand.`,
  nothing:
    'A search wants every word: try fewer, or the beginning of one. It hears only what had come out by the known day.',
  failed: (why: string) =>
    `The search was not answered, so nothing is narrowed by it.${why === '' ? '' : ` ${why}`}`,
  clearSearch: 'Clear the search',
} as const
