import { describe, expect, test } from 'vitest'
import { type Grid, GridReader, gridDate, gridDay, readGrid } from '../../src/exchange/read-grid.ts'
import { bookCatalogued, loanMade, openTale, Tale } from '../toy/index.ts'
import { gridText, turningDays } from './grid-places.ts'
import { libraryDomain } from './library-domain.ts'

async function taleText(): Promise<string> {
  const tale = new Tale()
  tale.source('gazette', '2020-02-01')
  tale.source('courier', '2020-03-01')
  tale.source('list', '[..]')
  tale.tell(bookCatalogued, 'book/a', { title: 'Emma', language: 'en' }, { on: '2020-01-15', by: 'gazette' })
  tale.tell(bookCatalogued, 'book/a', { title: 'Emma', language: 'fr' }, { on: '2020-01-20', by: 'courier' })
  tale.tell(loanMade, 'loan/1', { book: 'book/b' }, { on: '2020-01-21', by: 'list' })
  return gridText(libraryDomain, await openTale(tale), {})
}

/** All that is in a grid, as text. */
function whole({ items, kinds, horizons }: Grid): string {
  const columns = items.map((item) =>
    item.kind.columns.map(({ name, of }) => [item.rectangles(name), item.rectanglesOf(of)]),
  )
  return JSON.stringify([items.map(({ subject, known }) => [subject, known]), columns, kinds, horizons])
}

describe('GridReader', () => {
  test.each([1, 7, 64, 1_000, 1_000_000])(
    'reads a grid that comes in pieces of %i characters',
    async (size) => {
      const text = await taleText()
      const reader = new GridReader()
      for (let from = 0; from < text.length; from += size) reader.add(text.slice(from, from + size))
      expect(whole(reader.end())).toBe(whole(readGrid(text)))
    },
  )

  test('gives the head before any item, and the items as they come', async () => {
    const [first = '', second = '', ...lines] = (await taleText()).split('\n')
    const reader = new GridReader()
    expect(reader.grid).toBeUndefined()
    reader.add(`${first}\n${second}\n`)
    expect(reader.grid?.chronicle).toBe('library')
    const counts = lines.map((line) => {
      reader.add(`${line}\n`)
      return reader.grid?.items.length
    })
    expect(counts.slice(0, 2)).toEqual([1, 2])
    expect(() => new GridReader().end()).toThrow(SyntaxError)
  })

  test('refuses another version as soon as the head is there', () => {
    expect(() => new GridReader().add('{"regestaGrid":1,\n')).toThrow(RangeError)
  })
})

describe('Grid.changeDays()', () => {
  test('gives on each clock the days on which anything is another than on the day before', async () => {
    const grid = readGrid(await taleText())
    const { valid, known } = turningDays(grid)
    const all = (date: number, knownAt: number) =>
      JSON.stringify(
        grid.items.map((item) => {
          const state = item.at(date, knownAt)
          if (state === undefined) return undefined
          const { exists, headline, name, detail, task, ahead, sources, differs } = state
          const columns = item.kind.columns.map(({ name }) => state.get(name))
          return [exists, headline, name, detail, task, ahead, sources, differs, columns, item.marks(knownAt)]
        }),
      )
    for (const knownAt of [...known, grid.noKnownDay]) {
      const turns = [...new Set([...valid, ...valid.map((day) => day + 1)])]
        .sort((a, b) => a - b)
        .filter((day) => all(day, knownAt) !== all(day - 1, knownAt))
      expect(grid.changeDays('valid', knownAt)).toEqual(turns)
    }
    for (const date of valid) {
      const turns = [...new Set([...known, ...known.map((day) => day + 1)])]
        .sort((a, b) => a - b)
        .filter((day) => all(date, day) !== all(date, day - 1))
      expect(grid.changeDays('known', date)).toEqual(turns)
    }
    expect(grid.changeDays('known', gridDay('2020-02-01')).map(gridDate)).toEqual([
      '2020-02-01',
      '2020-03-01',
    ])
  })
})

describe('what a page draws', () => {
  test('says since when it was, by which sources, and that they differ from the day on which both speak', async () => {
    const grid = readGrid(await taleText())
    const book = grid.items.find(({ subject }) => subject === 'book/a')
    const at = (date: string, known: string) => book?.at(gridDay(date), gridDay(known))
    expect(at('2020-01-25', '2020-02-10')?.sources.map(({ label }) => label)).toEqual(['gazette'])
    expect(at('2020-01-25', '2020-03-10')?.sources.map(({ label }) => label)).toEqual(['courier', 'gazette'])
    expect(at('2020-01-25', '2020-02-10')?.differs).toEqual([])
    expect(at('2020-01-19', '2020-03-10')?.differs).toEqual([])
    expect(at('2020-01-20', '2020-03-10')?.differs).toEqual(['language'])
    const day = gridDay('2020-01-15')
    expect(book?.marks(gridDay('2020-02-10'))).toEqual([
      {
        aspect: 'happened',
        isCertain: true,
        begin: { earliest: day, latest: day },
        end: { earliest: day, latest: day },
      },
    ])
    const [loan] = grid.items.filter(({ kind }) => kind.name === 'loan')
    expect(loan?.marks(gridDay('2029-01-01')).map(({ isCertain }) => isCertain)).toEqual([false])
    expect(loan?.marks(grid.noKnownDay).map(({ isCertain }) => isCertain)).toEqual([true])
  })
})
