import { describe, expect, test } from 'vitest'
import { stateOf } from '../../web/src/state/state-groups.ts'
import { summaryOf, summaryText } from '../../web/src/state/summary.ts'
import { strings } from '../../web/src/strings.ts'
import { drawnGrid } from './drawn-grid.ts'

const grid = drawnGrid([
  {
    subject: 'duty/a',
    exists: [
      [0, 20, 'definitely'],
      [100, null, 'definitely'],
    ],
  },
])
const at = { date: 50, known: undefined }
const none = { search: '', isSearching: false, hasFilters: false }

describe('the summary of what a search and filters keep', () => {
  test('says that nothing is found, and leads out of the search, not to another day', () => {
    const found = { ...none, search: 'no such word' }
    const pieces = summaryOf(grid, stateOf(grid, [], at), strings, found)
    expect(summaryText(pieces)).toBe('Nothing found for “no such word”. Clear the search')
    expect(pieces.filter(({ day }) => day !== undefined)).toEqual([])
    expect(pieces.at(-1)?.clears).toBe('search')
  })

  test('says nothing of what is found while it is still looked for', () => {
    const pieces = summaryOf(grid, stateOf(grid, [], at), strings, {
      ...none,
      search: 'word',
      isSearching: true,
    })
    expect(summaryText(pieces)).toBe('Searching for “word” …')
  })

  test('leads out of filters that keep nothing', () => {
    const pieces = summaryOf(grid, stateOf(grid, [], at), strings, { ...none, hasFilters: true })
    expect(pieces.map(({ clears }) => clears)).toEqual([undefined, 'filters'])
  })

  test('names the word of a filter that nothing has', () => {
    const ofNone = [{ name: 'topic', word: 'foo' }]
    const pieces = summaryOf(grid, stateOf(grid, [], at), strings, { ...none, hasFilters: true, ofNone })
    expect(summaryText(pieces)).toContain('No topic “foo” is known here.')
  })

  test('does not say of sources what is so of the things shown', () => {
    const state = stateOf(grid, grid.items, at)
    const narrowed = summaryText(summaryOf(grid, state, strings, { ...none, hasFilters: true }))
    expect(narrowed).not.toContain('No source used here')
    expect(summaryText(summaryOf(grid, state, strings))).toContain('No source used here')
  })
})

describe('the summary of a day before all that sources tell of', () => {
  const open = drawnGrid([
    { subject: 'duty/a', exists: [[100, null, 'definitely']] },
    {
      subject: 'post/b',
      exists: [
        [null, 200, 'possibly'],
        [200, null, 'definitely'],
      ],
    },
  ])

  test('says so first, leads to the first of these days, and then says what is possible', () => {
    const pieces = summaryOf(open, stateOf(open, open.items, at), strings)
    expect(summaryText(pieces)).toMatch(
      /^Sources tell of no day before 11 April 1970\. No source says .* possible on this day: 1 all of post\./,
    )
    expect(pieces.filter(({ day }) => day !== undefined)).toEqual([{ text: '11 April 1970', day: 100 }])
  })

  test('is none of a day on which anything is certain, or that is later', () => {
    for (const date of [100, 300])
      expect(stateOf(open, open.items, { ...at, date }).beforeFirst).toBeUndefined()
  })
})
