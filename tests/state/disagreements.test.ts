import { describe, expect, it, test } from 'vitest'
import { disagreementNoted } from '../../src/event/index.ts'
import { disagreementsIn, IDENTITY, notedIn } from '../../src/state/index.ts'
import { type Asked, bookCatalogued, bookSeen, stand, Tale } from '../toy/index.ts'

const NOW: Asked = { date: '2030-01-01' }

function said(...languages: readonly (readonly [language: string, on: string, by?: string])[]) {
  const tale = new Tale()
  tale.source('one', '2020-01-31')
  tale.source('two', '2020-01-31')
  tale.source('open', '[2020-01-01..]')
  const events = languages.map(([language, on, by = 'one'], index) =>
    tale.tell(bookCatalogued, 'book/a', { title: 'A', language }, { on, by, salt: String(index) }),
  )
  const among = (asked = NOW) => {
    const state = stand(tale.events)(asked)
    const item = state.item('book/a')
    return (
      item &&
      disagreementsIn(state, [item]).map(({ kind, certainty, field, sides }) => ({
        kind,
        certainty,
        field,
        values: sides.map(({ value }) => value),
      }))
    )
  }
  return { tale, events, among }
}

describe('disagreementsIn()', () => {
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

describe('disagreementsIn() of values that follow one another', () => {
  /** Where a book stood, by whom: source one tells of shelf x, source two of shelf y. */
  test.each([
    ['on two days', '2020-02-01', '2020-02-02', 'one', []],
    ['on one day', '2020-02-01', '2020-02-01', 'two', [['conflict', 'definitely']]],
    ['on days that may be one', '2020-02-01', '[2020-01-20..2020-02-03]', 'two', [['conflict', 'possibly']]],
    ['on days that are not one', '2020-02-01', '[2020-02-02..2020-02-03]', 'two', []],
    [
      'in spans with a day in common',
      '2020-01-20/2020-02-01',
      '2020-02-01/2020-02-09',
      'two',
      [['conflict', 'definitely']],
    ],
    ['in spans one after the other', '2020-01-20/2020-02-01', '2020-02-02/2020-02-09', 'two', []],
  ])('is what it should be %s', (_, first, second, by, found) => {
    const { tale, among } = said(['english', '2020-01-05'])
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: first, by: 'one' })
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/y' }, { on: second, by })
    expect(among()?.map(({ kind, certainty }) => [kind, certainty])).toEqual(found)
  })

  it('leaves out a third that is of another day', () => {
    const { tale, among } = said(['english', '2020-01-05'])
    for (const [shelf, on] of [
      ['x', '2020-02-01'],
      ['y', '2020-02-03'],
      ['z', '2020-02-03'],
    ] as const)
      tale.tell(bookSeen, 'book/a', { shelf: `shelf/${shelf}` }, { on, by: 'one' })
    expect(among()).toMatchObject([{ kind: 'conflict', values: ['shelf/y', 'shelf/z'] }])
  })
})

describe('disagreementsIn() of who is the same', () => {
  /** Three books, each told of by source one; pairs by letters, with who asserts and who denies. */
  test.each([
    ['asserted', ['a=b'], []],
    ['denied', ['a≠b'], []],
    ['asserted and denied', ['a=b', 'a≠b'], [['book/a', 'book/b', 'definitely']]],
    ['denied and then asserted the other way round', ['b≠a', 'b=a'], [['book/a', 'book/b', 'definitely']]],
    ['asserted of one pair, denied of another', ['a=b', 'a≠c'], []],
    ['joined through a third', ['a=b', 'b=c', 'a≠c'], [['book/a', 'book/c', 'definitely']]],
    [
      'joined through a third, and asserted',
      ['a=b', 'b=c', 'a=c', 'a≠c'],
      [['book/a', 'book/c', 'definitely']],
    ],
    [
      'joined through a pair that is denied',
      ['a=b', 'a≠b', 'b=c', 'a≠c'],
      [['book/a', 'book/b', 'definitely']],
    ],
    ['denied by an undated source', ['a=b', 'a≠b?'], [['book/a', 'book/b', 'possibly']]],
    ['asserted by an undated source', ['a=b?', 'a≠b'], [['book/a', 'book/b', 'possibly']]],
  ] as const)('%s', (_, links, found) => {
    const tale = new Tale()
    tale.source('one', '2020-01-01')
    tale.source('open', '[2020-01-01..]')
    const told = new Map(
      ['a', 'b', 'c'].map((key) => [
        key,
        tale.tell(bookCatalogued, `book/${key}`, { title: key }, { on: '2020-01-05', by: 'one' }),
      ]),
    )
    for (const [one = '', says, other = '', open] of links) {
      const from = [told.get(one) ?? '', told.get(other) ?? '']
      const how = open === undefined ? { from } : { from, by: 'open' }
      if (says === '=') tale.same(`book/${one}`, `book/${other}`, how)
      else tale.distinct(`book/${one}`, `book/${other}`, how)
    }
    const contested = (date: string) => {
      const state = stand(tale.events)({ date, knownAt: '2021-01-01' })
      return disagreementsIn(state, state.list('book'))
    }
    expect(contested('2020-01-04')).toEqual([])
    const now = contested('2020-01-05')
    expect(
      now.map(({ kind, field, certainty, sides, because }) => {
        const pair = found.map(([one, other]) => [one, other])[0]
        expect([kind, field]).toEqual(['conflict', IDENTITY])
        expect(sides.map(({ value }) => value)).toEqual([{ same: pair }, { distinct: pair }])
        expect(because).toEqual(sides.flatMap((side) => side.because))
        return [...(pair ?? []), certainty]
      }),
    ).toEqual(found)
  })
})

/** Two sources, one of them undated, that speak of a book, and a note that rests on both. */
function noted() {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  tale.source('letter', '[2020-02-01..]')
  const one = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2020-01-05', by: 'gazette' })
  const two = tale.tell(bookCatalogued, 'book/b', { title: 'A' }, { on: '2020-01-20', by: 'letter' })
  const payload = { kind: 'tension', about: ['book/a', 'book/b'], summary: 'Two books, one title.' }
  const note = tale.tell(disagreementNoted, 'disagreement/one-title', payload, { from: [one, two] })
  const seen = (asked: Asked = NOW) => notedIn(stand(tale.events)(asked))
  return { tale, one, two, note, seen }
}

describe('notedIn()', () => {
  it('is what was noted, with the events that it rests on', () => {
    const { one, two, note, seen } = noted()
    expect(seen()).toEqual([
      {
        event: note,
        subject: 'disagreement/one-title',
        kind: 'tension',
        about: ['book/a', 'book/b'],
        summary: 'Two books, one title.',
        certainty: 'definitely',
        because: [note, one, two],
      },
    ])
  })

  it('is only possible where one of its events is only possibly seen, and not there where one is not', () => {
    const { seen } = noted()
    expect(seen({ ...NOW, knownAt: '2020-03-01' })).toMatchObject([{ certainty: 'possibly' }])
    expect(seen({ ...NOW, knownAt: '2020-01-15' })).toEqual([])
    expect(seen({ ...NOW, trusting: { without: ['source/gazette'] } })).toEqual([])
  })

  test.each([
    ['tension', 'gazette', 'remark'],
    ['tension', 'letter', 'tension'],
    ['conflict', 'gazette', 'conflict'],
    ['conflict', 'letter', 'conflict'],
    ['gap', 'gazette', 'gap'],
    ['gap', 'letter', 'gap'],
  ])('a %s that rests on the gazette and the %s is a %s', (kind, other, read) => {
    const { tale, one, two } = noted()
    const more = tale.tell(bookCatalogued, 'book/c', { title: 'C' }, { on: '2020-01-06', by: 'gazette' })
    const from = [one, other === 'letter' ? two : more]
    tale.tell(disagreementNoted, 'disagreement/more', { kind, about: ['book/a'], summary: 'So.' }, { from })
    const notes = notedIn(stand(tale.events)(NOW))
    expect(notes.find(({ subject }) => subject === 'disagreement/more')?.kind).toBe(read)
  })

  it('is not there before it was recorded', () => {
    const { seen } = noted()
    expect(seen({ ...NOW, position: 4 })).toEqual([])
    expect(seen({ ...NOW, position: 5 })).toHaveLength(1)
  })

  it('is not there before each of its events may have begun', () => {
    const { seen } = noted()
    expect(seen({ date: '2020-01-19' })).toEqual([])
    expect(seen({ date: '2020-01-20' })).toHaveLength(1)
  })

  it('falls with the retraction of an event that it rests on, and stands again with it', () => {
    const { tale, two, seen } = noted()
    tale.retract(two)
    expect(seen()).toEqual([])
    tale.restore(two)
    expect(seen()).toHaveLength(1)
  })

  it('reads as it was corrected', () => {
    const { tale, note, seen } = noted()
    const correction = tale.correct(note, { payload: { summary: 'One title, two books.' } })
    const [read] = seen()
    expect(read).toMatchObject({ summary: 'One title, two books.', kind: 'tension' })
    expect(read?.because).toContain(correction)
    expect(seen({ ...NOW, position: 5 })).toMatchObject([{ summary: 'Two books, one title.' }])
  })

  it('claims nothing of what it is about', () => {
    const { tale } = noted()
    const withNote = stand(tale.events)(NOW)
    const without = stand(tale.events.slice(0, 4))(NOW)
    for (const subject of ['book/a', 'book/b'])
      expect(withNote.item(subject)?.because).toEqual(without.item(subject)?.because)
    expect(withNote.item('disagreement/one-title')).toBeUndefined()
  })
})
