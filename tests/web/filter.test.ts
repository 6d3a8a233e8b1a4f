import { describe, expect, test } from 'vitest'
import { NOWHERE } from '../../web/src/address.ts'
import { narrowedSubjects } from '../../web/src/compare/narrowed-subjects.ts'
import { folded, narrowedSteps, spaced, withKnownKinds, wordsOfNone } from '../../web/src/filter.ts'
import { atOnce } from '../../web/src/in-steps.ts'
import { facetSteps } from '../../web/src/search/facets.ts'
import { drawnGrid } from './drawn-grid.ts'

const grid = drawnGrid([
  {
    subject: 'duty/a',
    topics: ['trade', 'fishing'],
    exists: [
      [0, 100, 'definitely'],
      [100, null, 'no'],
    ],
  },
  {
    subject: 'duty/b',
    topics: ['fishing'],
    exists: [
      [0, 100, 'no'],
      [100, null, 'definitely'],
    ],
  },
  { subject: 'talk/c', topics: ['trade'], exists: [[0, null, 'definitely']] },
])
const kept = (words: Readonly<Record<string, readonly string[]>>, found?: ReadonlySet<string>) =>
  atOnce(narrowedSteps(grid, { search: '', words }, found)).map(({ subject }) => subject)

describe('what filters keep', () => {
  test.each([
    [{}, ['duty/a', 'duty/b', 'talk/c']],
    [{ topic: ['trade'] }, ['duty/a', 'talk/c']],
    [{ topic: ['trade', 'fishing'] }, ['duty/a', 'duty/b', 'talk/c']],
    [{ topic: ['TRADE'], kinds: ['duty'] }, ['duty/a']],
    [{ topic: ['nonsense'] }, []],
  ])('by %j: words of one filter are alternatives, and every filter is to be met', (words, subjects) => {
    expect(kept(words)).toEqual(subjects)
  })

  test('is within what a search found', () => {
    expect(kept({ topic: ['fishing'] }, new Set(['duty/b', 'talk/c']))).toEqual(['duty/b'])
  })
})

describe('what of filters is not understood', () => {
  test('is a kind that there is not: the others stay', () => {
    const filters = { search: '', words: { kinds: ['Duty', 'foo'], topic: ['trade'] } }
    expect(withKnownKinds(filters, grid)).toEqual({
      filters: { search: '', words: { kinds: ['Duty'], topic: ['trade'] } },
      unknown: ['foo'],
    })
    expect(withKnownKinds({ search: '', words: { kinds: ['foo'] } }, grid).filters.words).toEqual({})
    expect(withKnownKinds(filters, undefined).unknown).toEqual([])
  })

  test('is a word that nothing has, which is named and stays', () => {
    expect(wordsOfNone(grid, { words: { topic: ['Trade', 'foo'], kinds: ['duty'] } }, undefined)).toEqual([
      { name: 'topic', word: 'foo' },
    ])
  })
})

test('what two points are narrowed to is what the filters keep of either, in order', async () => {
  const from = { ...NOWHERE, date: 50 }
  const narrowing = { chronicle: 'drawn', points: { from, to: { ...from, date: 150 } }, grid }
  const { signal } = new AbortController()
  expect(await narrowedSubjects({ ...narrowing, words: { topic: ['fishing'] } }, signal)).toEqual([
    'duty/a',
    'duty/b',
  ])
})

test('facets of two points have the values of what stands at either', () => {
  const topics = (...dates: readonly number[]) =>
    atOnce(
      facetSteps(
        grid,
        { search: '', words: { kinds: ['duty'] } },
        undefined,
        ...dates.map((date) => ({ date, known: undefined })),
      ),
    ).find(({ name }) => name === 'topic')
  const named = (...dates: readonly number[]) =>
    topics(...dates)?.values.map(({ value, count }) => `${value} ${count}`)
  expect(named(150)).toEqual(['fishing 1'])
  expect(named(50, 150)).toEqual(['fishing 2', 'trade 1'])
})

test('spellings differ in neither case, marks, hyphens nor spaces', () => {
  expect(folded('Hà-Nội  city')).toBe(folded('ha noi CITY'))
  expect([spaced('defence-industry'), spaced('Mid-Autumn')]).toEqual(['defence industry', 'Mid-Autumn'])
})
