import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Regesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { gridSchema } from '../../src/exchange/grid-schema.ts'
import { gridDate, gridDay, readGrid } from '../../src/exchange/read-grid.ts'
import { parseDay } from '../../src/time/index.ts'
import { bookCatalogued, clerkCame, deskTold, loanMade, openTale, Tale } from '../toy/index.ts'
import { openCorpus } from './corpus.ts'
import { differences, gridOf, gridText, turningDays } from './grid-places.ts'
import { libraryDomain } from './library-domain.ts'

test('docs/grid.schema.json says what a grid is', async () => {
  const schema = z.toJSONSchema(gridSchema, { target: 'draft-2020-12' })
  const title = 'A bitemporal grid: every item of a chronicle over valid and known time'
  await expect(`${JSON.stringify({ title, ...schema }, null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/grid.schema.json',
  )
})

describe('the grid of the chronicle in events/', () => {
  let regesta: Regesta
  let chronicle: Chronicle
  beforeAll(async () => {
    regesta = await openCorpus()
    chronicle = regesta.chronicle
  })
  afterAll(() => regesta.close())

  test('is of its schema, and holds what asOf() does wherever something turns', async () => {
    const text = await gridText(bilateral, chronicle, {})
    gridSchema.parse(JSON.parse(text))
    const grid = readGrid(text)
    const { valid, known } = turningDays(grid)
    // Each day with some other, so that each is looked at once.
    const places = Array.from({ length: 40 }, (_, nth) => {
      const date = valid[(nth * 7919) % valid.length] ?? 0
      return [date, nth % 5 === 0 ? undefined : known[(nth * 104_729) % known.length]] as const
    })
    expect(differences(bilateral, chronicle, {}, grid, places)).toEqual([])
  })

  test('has nothing of what came to be known after the known day of its point', async () => {
    const known = parseDay('2025-05-01')
    const grid = await gridOf(bilateral, chronicle, { knownAt: known })
    const all = await gridOf(bilateral, chronicle, {})
    expect(grid.items.length).toBeLessThan(all.items.length)
    expect(Math.max(...turningDays(grid).known)).toBeLessThanOrEqual(known + 1)
    expect(grid.horizons.every(({ knownFrom, day = known }) => knownFrom <= known && day <= known)).toBe(true)
    const date = parseDay('2025-04-30')
    expect(differences(bilateral, chronicle, { knownAt: known }, grid, [[date, undefined]])).toEqual([])
    expect(() => grid.at(date, known + 1)).toThrow(RangeError)
  })

  test('is narrowed to some kinds, or to a subject', async () => {
    const kinds = await gridOf(bilateral, chronicle, {}, { kinds: ['meeting', 'visit'] })
    expect(new Set(kinds.items.map(({ kind }) => kind.name))).toEqual(new Set(['meeting', 'visit']))
    const [first] = kinds.items
    const one = await gridOf(bilateral, chronicle, {}, { subject: first?.subject ?? '' })
    expect(one.items.map(({ subject }) => subject)).toEqual([first?.subject])
  })
})

describe('a headline', () => {
  const tale = new Tale()
  tale.source('gazette', '2020-02-01')
  tale.source('register', '2020-03-01')
  tale.source('erratum', '2020-04-01')
  tale.source('list', '[..]')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'Emma' }, { on: '2020-01-15', by: 'register' })
  tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-20', by: 'gazette' })
  tale.correct(book, { payload: { title: 'Emma, the second' } }, { by: 'erratum' })
  tale.tell(loanMade, 'loan/2', { book: 'book/a' }, { on: '2020-01-21', by: 'list' })
  const at = (date: string, knownAt?: string) => async (subject: string) => {
    const grid = await gridOf(libraryDomain, await openTale(tale), {})
    const states = grid.at(gridDay(date), knownAt === undefined ? undefined : gridDay(knownAt))
    return states.find((state) => state.subject === subject)
  }

  test.each([
    ['2020-01-31', undefined],
    ['2020-02-01', 'loan of '],
    ['2020-02-29', 'loan of '],
    ['2020-03-01', 'loan of Emma'],
    ['2020-03-31', 'loan of Emma'],
    ['2020-04-01', 'loan of Emma, the second'],
    [undefined, 'loan of Emma, the second'],
  ])('names others as they are called by %s, though nothing else turns: %s', async (knownAt, words) => {
    expect((await at('2020-02-01', knownAt)('loan/1'))?.headline).toBe(words)
  })

  test('is certain without a known day of what an undated source says, and never with one', async () => {
    expect((await at('2020-02-01', '2029-01-01')('loan/2'))?.exists).toBe('possibly')
    expect((await at('2020-02-01')('loan/2'))?.exists).toBe('definitely')
  })

  test('turns where another is there, of which it looks up no name', async () => {
    const desks = new Tale()
    desks.source('gazette', '2020-02-01')
    desks.source('courier', '2020-03-01')
    desks.tell(clerkCame, 'desk/1', { clerk: 'one' }, { on: '2020-01-02', by: 'gazette' })
    desks.source('diary', '2020-02-15')
    desks.tell(deskTold, 'desk/1', { stage: 'open' }, { on: '2020-01-03', by: 'diary' })
    desks.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-10', by: 'courier' })
    const grid = await gridOf(libraryDomain, await openTale(desks), {}, { kinds: ['desk'] })
    const headlineAt = (date: string, knownAt: string) =>
      grid.at(gridDay(date), gridDay(knownAt)).map(({ headline }) => headline)
    expect(headlineAt('2020-01-10', '2020-02-14')).toEqual(['one, 0 lent, 2 told'])
    expect(headlineAt('2020-01-10', '2020-02-29')).toEqual(['one, 0 lent, 4 told'])
    expect(headlineAt('2020-01-10', '2020-03-01')).toEqual(['one, 1 lent, 4 told'])
    expect(headlineAt('2020-01-09', '2020-03-01')).toEqual(['one, 0 lent, 4 told'])
  })
})

test('the horizon goes back where the newest source is withdrawn', async () => {
  const tale = new Tale()
  tale.source('gazette', '2020-02-01')
  tale.source('courier', '2020-03-01')
  tale.withdraw('courier', 'courier', '2020-04-01')
  tale.source('list', '[..]')
  const grid = await gridOf(libraryDomain, await openTale(tale), {})
  const days = ['2020-01-31', '2020-02-01', '2020-02-29', '2020-03-01', '2020-03-31', '2020-04-02', undefined]
  const horizons = days.map((day) => grid.horizonAt(day === undefined ? undefined : gridDay(day)))
  expect(horizons.map((day) => day && gridDate(day))).toEqual([
    undefined,
    '2020-02-01',
    '2020-02-01',
    '2020-03-01',
    '2020-03-01',
    '2020-02-01',
    '2020-02-01',
  ])
})

describe('readGrid()', () => {
  test.each([
    ['cut within an item', (text: string) => text.slice(0, -40)],
    ['without its end', (text: string) => text.replace(/,"end":\d+/, '')],
    ['whose end counts others', (text: string) => text.replace(/"end":\d+/, '"end":3')],
  ])('refuses a grid that is %s', async (_, cut) => {
    const tale = new Tale()
    tale.source('gazette', '2020-02-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'Emma' }, { on: '2020-01-15', by: 'gazette' })
    const text = await gridText(libraryDomain, await openTale(tale), {})
    expect(readGrid(text).items).toHaveLength(1)
    expect(() => readGrid(cut(text))).toThrow(SyntaxError)
  })

  test('gives the rectangles of an item column by column, and its days as dates', async () => {
    const tale = new Tale()
    tale.source('gazette', '2020-02-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'Emma' }, { on: '2020-01-15', by: 'gazette' })
    const grid = await gridOf(libraryDomain, await openTale(tale), {})
    const [book] = grid.items
    expect(book?.rectangles('owned').map(({ content: { answer }, ...days }) => [answer, days])).toEqual([
      [
        'no',
        {
          validFrom: -Infinity,
          validTo: gridDay('2020-01-15'),
          knownFrom: gridDay('2020-02-01'),
          knownTo: Infinity,
        },
      ],
      [
        'definitely',
        {
          validFrom: gridDay('2020-01-15'),
          validTo: Infinity,
          knownFrom: gridDay('2020-02-01'),
          knownTo: Infinity,
        },
      ],
    ])
    expect(gridDate(grid.horizonAt() ?? 0)).toBe('2020-02-01')
    expect(grid.at(gridDay('2020-01-15'))[0]?.get('title')).toEqual({
      answer: 'definitely',
      values: [{ words: 'Emma', answer: 'definitely', value: 'Emma' }],
      words: undefined,
    })
  })
})
