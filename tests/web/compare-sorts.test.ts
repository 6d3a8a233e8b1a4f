import { describe, expect, test } from 'vitest'
import type { GridTask } from '../../src/exchange/read-grid.ts'
import { parseAddress } from '../../web/src/address.ts'
import { groupsOf, roughGroups } from '../../web/src/compare/groups.ts'
import { countInWords, noneInWords, sortInWords } from '../../web/src/compare/sort-words.ts'
import { type Sort, type SortedBy, sortOf } from '../../web/src/compare/sorts.ts'
import { turnOf } from '../../web/src/compare/task-turns.ts'
import { type TwoPoints, twoPoints } from '../../web/src/compare/two-points.ts'
import type { SortedChangeFragment } from '../../web/src/operations.ts'
import { en } from '../../web/src/strings.ts'

function points(query: string): TwoPoints {
  return twoPoints(parseAddress(new URL(`http://page/gifts/compare?${query}`)).address, 0)
}

const YEAR = points('date=2024-12-31&to=2025-12-31')
const BACK = points('date=2025-12-31&to=2024-12-31')
const LEARNING = points('date=2025-12-31&known=2025-05-01&to=2025-12-31')

const KINDS = [
  { name: 'custom', happens: false, columns: [] },
  {
    name: 'gift',
    happens: true,
    columns: [
      { name: 'inscription', of: 'field', roles: ['name'] },
      { name: 'weight', of: 'field' },
    ],
  },
] as const

const STANDS = { certainty: 'DEFINITELY' } as const
const NOT = { certainty: 'NO' } as const
const values = (...words: readonly string[]) => ({ values: words.map((each) => ({ words: each })) })
const field = (name: string, was: readonly string[], is: readonly string[]) => ({
  field: name,
  was: values(...was),
  is: values(...is),
  derived: null,
})

function change(given: Partial<SortedChangeFragment>): SortedChangeFragment {
  return {
    change: 'ADDED',
    subject: 'gift/bell',
    causes: ['WORLD_CHANGED'],
    itemAtFrom: NOT,
    itemAtTo: STANDS,
    ...given,
  }
}
const atBoth = { change: 'CHANGED', itemAtFrom: STANDS, itemAtTo: STANDS } as const

function sorted(given: Partial<SortedChangeFragment>, by: Partial<SortedBy> = {}): Sort {
  return sortOf(change(given), { points: YEAR, kinds: KINDS, turns: new Map(), ...by })
}

describe('what differs is sorted', () => {
  test.each<[Sort, Partial<SortedChangeFragment>]>([
    ['happened', {}],
    ['happened', { causes: ['WORLD_CHANGED', 'LEARNED'] }],
    ['happened', { causes: ['WINDOW_PASSED'] }],
    ['learned', { causes: ['LEARNED'] }],
    ['learned', { causes: ['LEARNED', 'WINDOW_PASSED'] }],
    ['told', { causes: ['ATTESTED'] }],
    ['told', { causes: ['LEARNED', 'ATTESTED'] }],
    ['certainty', { itemAtFrom: STANDS, causes: ['LEARNED'] }],
    ['ended', { change: 'GONE', itemAtFrom: STANDS, itemAtTo: NOT }],
    ['unlearned', { change: 'GONE', causes: ['RETRACTED'], itemAtFrom: STANDS, itemAtTo: null }],
    ['certainty', { change: 'GONE', causes: ['LEARNED'], itemAtFrom: STANDS }],
    ['planned', { change: 'PLANNED' }],
    ['told', { change: 'ATTESTED', causes: ['ATTESTED'] }],
    ['untold', { change: 'UNATTESTED', causes: ['ATTESTED'] }],
  ])('as %s by where it stands and why: %j', (sort, given) => {
    expect(sorted(given)).toBe(sort)
  })

  test.each<[Sort, Partial<SortedChangeFragment>]>([
    ['changed', { fields: [field('weight', ['3 t'], ['4 t'])] }],
    ['otherwise', { causes: ['LEARNED'], fields: [field('weight', ['3 t'], ['4 t'])] }],
    // What it weighs became certain: the words are the same.
    ['certainty', { fields: [field('weight', ['3 t'], ['3 t'])] }],
    ['certainty', { fields: [field('inscription', ['To Ann'], ['To Ann', 'To Bea'])] }],
    ['certainty', { causes: ['WINDOW_PASSED', 'ATTESTED'], fields: [field('weight', [], ['3 t'])] }],
    [
      'certainty',
      {
        causes: ['LEARNED'],
        fields: [{ field: 'identity', was: null, is: null, derived: { was: 'a', is: 'b' } }],
      },
    ],
    [
      'changed',
      {
        causes: ['DUE_PASSED'],
        fields: [{ field: 'standing', was: null, is: null, derived: { was: 'due', is: 'overdue' } }],
      },
    ],
  ])('as %s by the fields that differ, and what the kind says of them: %j', (sort, given) => {
    expect(sorted({ ...atBoth, ...given })).toBe(sort)
  })

  test('by what came of what was to be done, whichever kind says so', () => {
    const done = { turns: new Map([['gift/bell', { turn: 'done' as const }]]) }
    const missed = { turns: new Map([['gift/bell', { turn: 'missed' as const }]]) }
    expect(sorted({}, done)).toBe('doneWithin')
    expect(sorted({}, missed)).toBe('missed')
    expect(sorted(atBoth, done)).toBe('done')
    expect(sorted({ ...atBoth, causes: ['DUE_PASSED'] }, missed)).toBe('missed')
    const learned = { ...atBoth, causes: ['LEARNED'] as const, fields: [field('weight', ['a'], ['b'])] }
    expect(sorted(learned, done)).toBe('otherwise')
  })

  test('each into one group: first what is what happens, each kind with its count and its subjects', () => {
    const changes = [
      change({ subject: 'custom/bowing' }),
      change({}),
      change({ subject: 'gift/cup' }),
      change({ subject: 'gift/ring', change: 'ATTESTED', causes: ['ATTESTED'] }),
    ]
    expect(groupsOf(changes, { points: YEAR, kinds: KINDS, turns: new Map() })).toEqual([
      {
        sort: 'happened',
        counts: [
          { kind: 'gift', count: 2 },
          { kind: 'custom', count: 1 },
        ],
        place: {
          parts: [
            { change: ['ADDED'], kinds: ['gift'], subjects: ['gift/bell', 'gift/cup'] },
            { change: ['ADDED'], kinds: ['custom'], subjects: ['custom/bowing'] },
          ],
          after: undefined,
          size: 20,
        },
      },
      {
        sort: 'told',
        counts: [{ kind: 'gift', count: 1 }],
        place: {
          parts: [{ change: ['ATTESTED'], kinds: ['gift'], subjects: ['gift/ring'] }],
          after: undefined,
          size: 20,
        },
      },
    ])
  })

  test('by where they stand alone, where there are too many', () => {
    const counts = [
      { change: 'CHANGED', kind: 'gift', count: 9 },
      { change: 'ADDED', kind: 'gift', count: 9_000 },
    ] as const
    const groups = roughGroups(counts, YEAR, KINDS)
    expect(groups.map(({ sort }) => sort)).toEqual(['happened', 'changed'])
    expect(groups[0]?.place?.parts).toEqual([
      { change: ['ADDED'], kinds: ['gift'], world: true },
      { change: ['ADDED'], kinds: ['gift'], world: false },
    ])
    expect(roughGroups(counts, LEARNING, KINDS).map(({ sort }) => sort)).toEqual(['learned', 'otherwise'])
  })
})

test.each<[ReturnType<typeof turnOf>, GridTask | undefined]>([
  ['done', { due: [], isCertain: true, state: 'done' }],
  ['missed', { due: [], isCertain: true, state: 'dropped' }],
  ['missed', { due: [{ earliest: 4, latest: 9 }], isCertain: true, state: 'open' }],
  [undefined, { due: [{ earliest: 4, latest: 10 }], isCertain: true, state: 'open' }],
  [undefined, { due: [], isCertain: true, state: 'open' }],
  [undefined, { due: [], isCertain: false, state: 'done' }],
  [undefined, undefined],
])('a task is %s by day 10: %j', (turn, task) => {
  expect(turnOf(task, 10)).toBe(turn)
})

describe('in words', () => {
  test.each<[string, Sort, TwoPoints]>([
    ['Happened or begun', 'happened', YEAR],
    ['Not yet at B', 'ended', BACK],
    // That nothing speaks of it is not that it is over.
    ['Mentioned for A; nothing says that they ended by B', 'untold', YEAR],
    ['Mentioned for A; nothing says that they began after B', 'untold', BACK],
    ['Learned since', 'learned', LEARNING],
    ['Not yet known at B', 'unlearned', { from: LEARNING.to, to: LEARNING.from }],
    ['Recorded since', 'learned', points('date=2025-01-01&position=9&to=2025-01-01')],
    ['Said by the sources of A only', 'unlearned', points('date=2025-01-01&to=2025-01-01&to-without=002')],
  ])('a group is “%s”', (heading, sort, of) => {
    expect(sortInWords(sort, of, en)).toBe(heading)
  })

  test('there are so many of each, and none of others', () => {
    const counts = [
      { kind: 'gift', count: 100 },
      { kind: 'custom', count: 15 },
    ]
    const group = { sort: 'happened', counts, place: undefined } as const
    expect(countInWords(group, YEAR, en)).toBe('115 happened or begun')
    expect(noneInWords([group], YEAR, en)).toEqual([en.compare.none.ended, en.compare.none.changed])
    expect(noneInWords([group], BACK, en)).toEqual([])
    expect(noneInWords([{ sort: 'learned' }], LEARNING, en)).toEqual([
      en.compare.none.unlearned,
      en.compare.none.otherwise,
    ])
    expect(noneInWords([], YEAR, en)).toEqual([en.compare.nothing])
  })
})
