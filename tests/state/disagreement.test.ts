import { describe, expect, it } from 'vitest'
import { disagreementsOf } from '../../src/state/index.ts'
import { type Asked, bookCatalogued, bookSeen, stand, Tale } from '../toy/index.ts'

const NOW: Asked = { date: '2030-01-01' }

function said(...languages: readonly (readonly [language: string, on: string, by?: string])[]) {
  const tale = new Tale()
  tale.source('one', '2020-01-01')
  tale.source('two', '2020-01-01')
  tale.source('open', '[2020-01-01..]')
  const events = languages.map(([language, on, by = 'one'], index) =>
    tale.tell(bookCatalogued, 'book/a', { title: 'A', language }, { on, by, salt: String(index) }),
  )
  const among = (asked = NOW) => {
    const item = stand(tale.events)(asked).item('book/a')
    return (
      item &&
      disagreementsOf(item).map(({ kind, certainty, field, sides }) => ({
        kind,
        certainty,
        field,
        values: sides.map(({ value }) => value),
      }))
    )
  }
  return { tale, events, among }
}

describe('disagreementsOf()', () => {
  it('is a conflict where two values are of one time, whoever is the later', () => {
    const values = ['english', 'french']
    const { among } = said(['english', '2020-01-05'], ['french', '2020-01-05', 'two'])
    expect(among()).toEqual([{ kind: 'conflict', certainty: 'definitely', field: 'language', values }])
  })

  it('is a tension where they are of different times', () => {
    expect(said(['english', '2020-01-05'], ['french', '2020-01-06'])?.among()).toMatchObject([
      { kind: 'tension' },
    ])
  })

  it('is none where the same is spelled otherwise, or only one value is told', () => {
    expect(said(['english', '2020-01-05'], ['English', '2020-01-05']).among()).toEqual([])
    expect(said(['english', '2020-01-05']).among()).toEqual([])
  })

  it('is only possible where one of the two is only possibly seen', () => {
    const { among } = said(['english', '2020-01-05'], ['french', '2020-01-05', 'open'])
    expect(among({ ...NOW, knownAt: '2021-01-01' })).toMatchObject([{ certainty: 'possibly' }])
    expect(among({ ...NOW, knownAt: '2019-01-01' })).toBeUndefined()
  })

  it('is none with what may begin only after the date', () => {
    const { among } = said(['english', '2020-01-05'], ['french', '2020-01-09'])
    expect(among({ date: '2020-01-08' })).toEqual([])
    expect(among({ date: '2020-01-09' })).toMatchObject([{ kind: 'tension' }])
  })

  it('is none between two readings of one event', () => {
    const { tale, events, among } = said(['english', '2020-01-05'])
    tale.correct(events[0] ?? '', { payload: { language: 'french' } }, { by: 'open' })
    expect(among({ ...NOW, knownAt: '2021-01-01' })).toEqual([])
  })

  it('is of single-valued fields only, each for itself', () => {
    const { tale, among } = said(['english', '2020-01-05'])
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x', condition: 'good' }, { on: '2020-02-01', by: 'one' })
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/y', condition: 'good' }, { on: '2020-02-01', by: 'two' })
    tale.tell(bookCatalogued, 'book/a', { title: 'Another title' }, { on: '2020-01-05', by: 'two' })
    expect(among()?.map(({ field }) => field)).toEqual(['place'])
  })
})
