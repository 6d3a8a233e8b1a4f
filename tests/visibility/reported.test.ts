import { describe, expect, it } from 'vitest'
import type { CorrectionPayload, EventId } from '../../src/event/index.ts'
import { compare } from '../../src/state/index.ts'
import { formatInterval } from '../../src/time/index.ts'
import {
  bookCatalogued,
  bookSeen,
  loanFields,
  loanMade,
  readerJoined,
  stand,
  stated,
  Tale,
} from '../toy/index.ts'

const NOW = '2030-01-01'

/** A loan as one list reports it, and how it reads. */
function lent(published: string, on: string | undefined, role: 'statement' | 'date' = 'statement') {
  const tale = new Tale()
  const registration = tale.source('list', published)
  const dated = on === undefined ? {} : { on }
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { ...dated, by: 'list', role })
  const at = (date: string, asked = {}) =>
    stand(tale.events)({ date, ...asked }).item('loan/1')?.existence.answer
  const begins = (id: EventId = loan, asked = {}) => {
    const [version] = stand(tale.events)({ date: NOW, ...asked }).view.versions(id)
    return version && formatInterval(version.bounds.begin)
  }
  return { tale, registration, loan, at, begins }
}

const evidence = (...sources: string[]): NonNullable<CorrectionPayload['set']['evidence']> =>
  sources.map((source) => ({ source: `source/${source}`, locator: 'page 1', role: 'statement' }))

describe('what happened', () => {
  it.each<[string, string | undefined, string]>([
    ['2020-03-10', undefined, '[..2020-03-11]'],
    ['2020-03-10', '2020-03', '[2020-03-01..2020-03-11]'],
    ['2020-03-10', '2020', '[2020-01-01..2020-03-11]'],
    ['2020-03-10', '2020-03-01', '2020-03-01'],
    ['2020-03-10', '2020-03-11', '2020-03-11'],
    ['2020-03-10', '2020-03-12', '2020-03-12'],
    ['2020-03-10', '[2020-03-01,2020-03-11,2020-03-20]', '[2020-03-01..2020-03-11]'],
    ['2020-03-10', '[2020-03-01,2020-03-20]', '2020-03-01'],
    ['2020-03-10', '2020-03/2020-04', '[2020-03-01..2020-03-11]'],
    ['2020-03', undefined, '[..2020-04-01]'],
    ['[2020-03-10..2020-03-20]', undefined, '[..2020-03-21]'],
    ['[..2020-03-10]', undefined, '[..2020-03-11]'],
    ['[2020-03-10..]', undefined, '[..]'],
    ['[2020-03-10..]', '2025', '2025'],
  ])('is, as published %s and dated %s, dated %s', (published, on, begins) => {
    expect(lent(published, on).begins()).toBe(begins)
  })

  it('is possible before it was reported, and not for ever', () => {
    const { at } = lent('2020-03-10', undefined)
    expect(['1950-01-01', '2020-03-10', '2020-03-11', '2030-01-01'].map((date) => at(date))).toEqual([
      'possibly',
      'possibly',
      'definitely',
      'definitely',
    ])
  })

  it('is bound by the first of several reports', () => {
    const { tale, loan, begins } = lent('2020-03-10', undefined)
    tale.source('news', '2020-02-01')
    tale.source('letter', '[2020-01-01..]')
    tale.correct(loan, { evidence: evidence('list', 'news', 'letter') })
    expect(begins(loan, { position: 2 })).toBe('[..2020-03-11]')
    expect(begins()).toBe('[..2020-02-02]')
  })

  it('is not bound by what gives its date or place alone', () => {
    expect(lent('2020-03-10', '2025', 'date').begins()).toBe('2025')
    expect(lent('2020-03-10', '2025', 'date').at('2026-01-01')).toBe('definitely')
  })

  it('is bound whatever day is asked for as known', () => {
    const { begins } = lent('[2020-03-10..2020-06-30]', undefined)
    expect(begins(undefined, { knownAt: '2020-04-01' })).toBe('[..2020-07-01]')
  })

  it('is bound by the registration as it reads at the point', () => {
    const { tale, registration, loan, begins } = lent('2020-03-10', undefined)
    tale.source('erratum', '[2021-01-01..]')
    tale.correct(registration, { payload: { published: stated('2020-02-10') } }, { by: 'erratum' })
    expect(begins(loan, { position: 3 })).toBe('[..2020-03-11]')
    expect(begins()).toBe('[..2020-02-11]')
    const { view } = stand(tale.events)({ date: NOW, knownAt: '2022-01-01' })
    expect(view.versions(loan).map(({ bounds }) => formatInterval(bounds.begin))).toEqual([
      '[..2020-02-11]',
      '[..2020-03-11]',
    ])
  })

  it('changes with the registration, and that is corrected is the cause', () => {
    const { tale, registration, loan } = lent('2020-03-10', undefined)
    tale.correct(registration, { payload: { published: stated('2020-02-10') } })
    const at = stand(tale.events)
    const date = '2020-02-20'
    const [change] = compare('loan', at({ date, position: 2 }), at({ date }))
    expect(change).toMatchObject({ change: 'changed', because: [loan], causes: ['recorded', 'corrected'] })
    const turns = compare('loan', at({ date: '2020-02-10' }), at({ date: '2020-02-11' }))
    expect(turns.map(({ causes }) => causes)).toEqual([['windowPassed']])
  })

  it('is narrowed by inferences after that, and by none that leaves no day', () => {
    const { tale, loan, begins } = lent('2020-03-10', '2020')
    tale.date([loan], '2020-06')
    expect(begins()).toBe('[2020-01-01..2020-03-11]')
    tale.date([loan], '[2020-02..2020-06]')
    expect(begins()).toBe('[2020-02-01..2020-03-11]')
  })

  it('is bound after corrections', () => {
    const { tale, loan, begins } = lent('2020-03-10', '2019-05-05')
    tale.correct(loan, { valid: null })
    expect(begins()).toBe('[..2020-03-11]')
  })
})

describe('a date after all that its sources can report', () => {
  it.each<[string, string, string]>([
    ['2024-01-10', '2024-03-20', 'possibly'],
    ['2024-01-10', '2024-01-12', 'possibly'],
    ['2024-01-10', '[2024-01-12..2024-02-20]', 'possibly'],
    ['2024-01-10', '2024-01-11', 'definitely'],
    ['2024-01-10', '[2024-01-11..2024-02-20]', 'definitely'],
    ['[2024-01-10..]', '2024-03-20', 'definitely'],
  ])('published %s, of %s: it is %s so', (published, on, answer) => {
    const { at, begins } = lent(published, on)
    expect(at('2024-04-01')).toBe(answer)
    expect(at('2024-04-01', { knownAt: '2024-01-31' })).toBe(published.endsWith('..]') ? 'possibly' : answer)
    expect(begins()).toBe(on.startsWith('[2024-01-11') ? '2024-01-11' : lent('[..]', on).begins())
  })

  it('says for certain neither that it was nor that it was not yet', () => {
    const { at } = lent('2024-01-10', '2024-03-20')
    expect(['2024-02-01', '2024-03-20'].map((date) => at(date))).toEqual(['unknown', 'possibly'])
  })

  it('is certain once another source reports it, from when that can be known', () => {
    const { tale, at } = lent('2024-01-10', '2024-03-20')
    tale.source('news', '2024-03-21')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2024-03-20', by: 'news' })
    expect(at('2024-04-01')).toBe('definitely')
    expect(at('2024-04-01', { knownAt: '2024-03-20' })).toBe('possibly')
    expect(at('2024-04-01', { trusting: { without: ['source/news'] } })).toBe('possibly')
  })

  it('is certain where one of its own sources came out after it', () => {
    const { tale, loan, at } = lent('2024-01-10', '2024-03-20')
    tale.source('news', '2024-03-21')
    tale.correct(loan, { evidence: evidence('list', 'news') })
    expect(at('2024-04-01')).toBe('definitely')
  })

  it('binds no label, no office and no promise: what lasts or is attested stays as it is dated', () => {
    const tale = new Tale()
    tale.source('list', '2024-01-10')
    const reader = tale.tell(readerJoined, 'reader/m', { name: 'M' }, { on: '2024-03-20/', by: 'list' })
    const seen = tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2024-03-20', by: 'list' })
    const undated = tale.tell(bookSeen, 'book/b', { shelf: 'shelf/x' }, { by: 'list' })
    const { view } = stand(tale.events)({ date: '2024-04-01' })
    expect([reader, seen, undated].map((id) => view.exists(id))).toEqual(Array(3).fill('definitely'))
    expect(view.versions(undated)[0]?.bounds.begin).toEqual({ earliest: -Infinity, latest: Infinity })
    const due = { edtf: '2024-12-31', basis: 'stated' }
    const loan = tale.tell(loanMade, 'loan/2', { book: 'book/a', due }, { on: '2024-01', by: 'list' })
    const later = stand(tale.events)({ date: '2024-04-01' })
    expect(later.view.exists(loan)).toBe('definitely')
    expect(
      later
        .item('loan/2')
        ?.get(loanFields.due)
        .values.map(({ value }) => value),
    ).toEqual([due])
  })

  it('may be corrected', () => {
    const { tale, loan, at } = lent('2024-01-10', '2024-03-20')
    tale.correct(loan, { valid: stated('2023-03-20') })
    expect(at('2024-04-01')).toBe('definitely')
  })

  it('may be so in one of two readings', () => {
    const { tale, loan, at } = lent('2024-01-10', '2024-01-05')
    tale.source('erratum', '[2024-02-01..]')
    tale.correct(loan, { valid: stated('2024-03-20') }, { by: 'erratum' })
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2023', by: 'list' })
    expect(at('2024-04-01', { knownAt: '2024-01-31' })).toBe('definitely')
    expect(at('2024-04-01', { knownAt: '2024-02-15' })).toBe('possibly')
    expect(at('2024-04-01')).toBe('possibly')
  })
})
