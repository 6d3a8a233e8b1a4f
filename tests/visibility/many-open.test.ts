import { describe, expect, it } from 'vitest'
import { whyOf } from '../../src/state/index.ts'
import { readValid } from '../../src/time/index.ts'
import {
  bookCatalogued,
  bookFields,
  bookSeen,
  library,
  loanMade,
  readerJoined,
  stand,
  stated,
  Tale,
} from '../toy/index.ts'

const AT = { date: '2030-01-01', knownAt: '2022-01-01' }

/** A tale of one book, and of undated sources that are yet to say something of it. */
function taleOf(open: number, act: (tale: Tale, book: string, by: string, index: number) => void) {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const payload = { title: 'Emma', language: 'english' }
  const book = tale.tell(bookCatalogued, 'book/emma', payload, { on: '2020-01-01', by: 'list' })
  for (let index = 0; index < open; index += 1) {
    tale.source(`open-${index}`, '[2021-01-01..]')
    act(tale, book, `open-${index}`, index)
  }
  return { tale, book }
}

const corrected = (open: number) =>
  taleOf(open, (tale, book, by, index) => tale.correct(book, { payload: { language: `l${index}` } }, { by }))

describe('of n corrections of one event, each by another undated source', () => {
  it.each([
    [7, 128, 'definitely'],
    [8, 256, 'definitely'],
    [9, 10, 'possibly'],
    [16, 17, 'possibly'],
    [40, 41, 'possibly'],
    [200, 201, 'possibly'],
  ])('%i: there are %i versions, and the book exists %s', (open, versions, answer) => {
    const { tale, book } = corrected(open)
    const state = stand(tale.events)(AT)
    expect(state.view.versions(book)).toHaveLength(versions)
    expect(state.view.exists(book)).toBe(answer)
    const values = state.item('book/emma')?.get(bookFields.language).values ?? []
    expect(values.map((each) => `${each.value} ${each.answer}`).sort()).toEqual(
      ['english', ...Array.from({ length: open }, (_, index) => `l${index}`)]
        .map((language) => `${language} possibly`)
        .sort(),
    )
  })

  it('the last that is published counts as before where the clock filters nothing', () => {
    const { tale } = corrected(40)
    const { date } = AT
    const language = stand(tale.events)({ date }).item('book/emma')?.get(bookFields.language)
    expect(language?.values.map(({ value, answer }) => [value, answer])).toEqual([['l39', 'definitely']])
  })

  it('those that nobody trusts, or that are not out by then, are not counted', () => {
    const { tale, book } = corrected(20)
    const without = Array.from({ length: 12 }, (_, index) => `source/open-${index}`)
    const at = stand(tale.events)
    expect(at({ ...AT, trusting: { without } }).view.exists(book)).toBe('definitely')
    expect(at({ ...AT, knownAt: '2020-06-01' }).view.versions(book)).toHaveLength(1)
    expect(at({ ...AT, trusting: { without: ['source/list'] } }).view.exists(book)).toBe('no')
  })

  it('what shaped a value is named where it is asked why', () => {
    const { tale, book } = corrected(12)
    const state = stand(tale.events)(AT)
    const item = state.item('book/emma')
    const why = item && whyOf(library, state, item, bookFields.language)
    expect(why).toContain(book)
    expect(why).toHaveLength(13)
  })
})

describe('more than eight open sources on one event', () => {
  it('leave what a certain correction replaced out', () => {
    const { tale, book } = corrected(9)
    tale.correct(book, { payload: { language: 'welsh' } })
    const language = stand(tale.events)(AT).item('book/emma')?.get(bookFields.language)
    expect(language?.values.map(({ value }) => value)).toEqual(['welsh'])
  })

  it('do not bring back what is retracted for certain', () => {
    const { tale, book } = corrected(9)
    tale.retract(book)
    expect(stand(tale.events)(AT).view.exists(book)).toBe('no')
  })

  it.each([
    ['retractions', (tale: Tale, book: string, by: string) => tale.retract(book, { by }), 'book/emma'],
    [
      'moves to other subjects',
      (tale: Tale, book: string, by: string, index: number) =>
        tale.correct(book, { subject: `book/b${index}` }, { by }),
      'book/b4',
    ],
    [
      'dates',
      (tale: Tale, book: string, by: string, index: number) =>
        tale.correct(book, { valid: stated(`${2000 + 3 * index}`) }, { by }),
      'book/emma',
    ],
    [
      'inferences',
      (tale: Tale, book: string, by: string, index: number) =>
        tale.date([book], `[..${2000 + 3 * index}]`, { by }),
      'book/emma',
    ],
    [
      'withdrawals of its source',
      (tale: Tale, _: string, by: string) => tale.withdraw('list', by),
      'book/emma',
    ],
  ] as const)('%s: the book possibly exists', (_, act, subject) => {
    for (const open of [12, 60]) {
      const { tale } = taleOf(open, act)
      expect(stand(tale.events)(AT).item(subject)?.existence.answer).toBe('possibly')
    }
  })

  it('take the earliest and the latest of the dates that it may have', () => {
    const { tale, book } = taleOf(12, (tale, book, by, index) =>
      tale.correct(book, { valid: stated(`${2000 + index}`) }, { by }),
    )
    const { view } = stand(tale.events)(AT)
    const spans = view.versions(book).map(({ bounds }) => bounds)
    expect(new Set(spans.map((each) => JSON.stringify(each))).size).toBe(1)
    const { begin, end, endStatus } = readValid(stated('[2000-01-01..2020-01-01]'))
    expect(spans[0]).toEqual({ begin, end, endStatus })
  })

  it('leave unknown what is after a stated end, where that may prove to be no end', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    const [span, how] = ['2020-01-01/2020-01-03', { by: 'list' }]
    const joined = tale.tell(readerJoined, 'reader/m', { name: 'M' }, { ...how, on: span })
    tale.tell(readerJoined, 'reader/m', { name: 'M' }, { ...how, on: span, salt: 'again' })
    const after = { ...AT, date: '2020-02-01' }
    expect(stand(tale.events)(after).item('reader/m')?.existence.answer).toBe('no')
    for (let index = 0; index < 12; index += 1) {
      tale.source(`open-${index}`, '[2021-01-01..]')
      tale.correct(joined, { valid: stated('2020-01-02') }, { by: `open-${index}` })
      expect(stand(tale.events)(after).item('reader/m')?.existence.answer).toBe('unknown')
    }
  })

  it('make no value certain and none excluded where two of them together may claim another', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    const how = { on: '2019-12-05', by: 'list' }
    tale.tell(bookCatalogued, 'book/emma', { title: 'Emma', language: 'english' }, how)
    const seen = tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/x' }, { ...how, on: '2019-12-06' })
    const language = (date: string) =>
      stand(tale.events)({ ...AT, date })
        .item('book/emma')
        ?.get(bookFields.language)
    expect([language('2019-12-01'), language('2020-02-01')].map((each) => each?.answer)).toEqual([
      'no',
      'definitely',
    ])
    for (let index = 0; index < 10; index += 1) {
      tale.source(`open-${index}`, '[2021-01-01..]')
      // A condition and a shelf together say in which language it is.
      const payload = index % 2 === 0 ? { condition: 'two' } : { shelf: 'shelf/y' }
      tale.correct(seen, { payload }, { by: `open-${index}` })
    }
    expect(language('2019-12-01')?.answer).toBe('unknown')
    expect(language('2020-02-01')?.answer).toBe('possibly')
    expect(language('2020-02-01')?.values.map(({ answer }) => answer)).toEqual(['possibly'])
    expect(stand(tale.events)(AT).item('book/emma')?.existence.answer).toBe('definitely')
  })

  it('on the registration of a source leave that possible, with all that cites it', () => {
    const tale = new Tale()
    const registration = tale.source('list', '2020-01-01')
    const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { by: 'list' })
    for (let index = 0; index < 30; index += 1) {
      tale.source(`open-${index}`, '[2021-01-01..]')
      const published = stated(`20${40 + index}`)
      tale.correct(registration, { payload: { published } }, { by: `open-${index}` })
    }
    const { view } = stand(tale.events)(AT)
    expect([view.source('source/list'), view.exists(loan)]).toEqual(['possibly', 'possibly'])
    expect(view.publishedOf('source/list')?.earliest).toBeLessThan(
      view.publishedOf('source/list')?.latest ?? 0,
    )
    expect(stand(tale.events)({ ...AT, trusting: { without: ['source/list'] } }).view.exists(loan)).toBe('no')
  })

  it('on a premise bear on what rests on it', () => {
    const { tale, book } = corrected(9)
    const loan = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { by: 'list', from: [book] })
    expect(stand(tale.events)(AT).view.exists(loan)).toBe('possibly')
    tale.retract(book)
    expect(stand(tale.events)(AT).view.exists(loan)).toBe('no')
  })
})

describe('a chain of sources, each corrected twice by the words of the next', () => {
  /** The first source speaks for the left if the corrections count, and those if the next source is out, and so on. */
  function chainOf(length: number, last: string) {
    const tale = new Tale()
    const registrations = Array.from({ length }, (_, index) => tale.source(`s${index}`, '2020-01-01'))
    tale.source(`s${length}`, last)
    const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { by: 's0' })
    for (const [index, registration] of registrations.entries())
      for (const side of ['right', 'left'])
        tale.correct(registration, { payload: { side } }, { by: `s${index + 1}` })
    return { tale, book }
  }

  // Were each correction looked at for itself, this would take as many steps as 2 to the power of the length.
  it.each([
    [3, '2020-01-01', 'definitely'],
    [60, '2020-01-01', 'definitely'],
    [60, '2025-01-01', 'no'],
    [60, '[2021-01-01..]', 'possibly'],
    [400, '2020-01-01', 'definitely'],
  ] as const)('%i sources, the last out %s: the first is trusted %s', (length, last, answer) => {
    const { tale, book } = chainOf(length, last)
    const { view } = stand(tale.events)({ ...AT, trusting: { sides: ['left'], only: [`source/s${length}`] } })
    expect(view.exists(book)).toBe(answer)
  })
})
