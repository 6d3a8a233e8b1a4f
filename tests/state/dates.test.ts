import { describe, expect, it } from 'vitest'
import { type Cause, compare, type FieldChange } from '../../src/state/index.ts'
import type { Valid } from '../../src/time/index.ts'
import {
  type Asked,
  bookCatalogued,
  bookSeen,
  loanMade,
  loanReturned,
  readerSeen,
  stand,
  stated,
  Tale,
} from '../toy/index.ts'

/** A date that was corrected or inferred is a difference, though every field has the value that it had (rule 7). */

const JANUARY: Valid = { edtf: '2020-01', basis: 'stated' }

/** A loan of a day in January 2020, by a list without a date, of which more is told as the tests go on. */
function lent(on: string | Valid = JANUARY) {
  const tale = new Tale()
  tale.source('list', '[2020-02-01..]')
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on, by: 'list' })
  return { tale, loan }
}

type Differing = Pick<FieldChange, 'field' | 'was' | 'is' | 'causes'>

/** The dates that differ, of all kinds; the mirror of the comparison has the same causes. */
function differing(tale: Tale, from: Asked, to: Asked): readonly Differing[] {
  const at = stand(tale.events)
  const dates = (before: Asked, after: Asked) =>
    ['loan', 'book', 'reader']
      .flatMap((kind) => compare(kind, at(before), at(after)))
      .flatMap(({ fields }) => fields.filter(({ field }) => field === 'when'))
  const found = dates(from, to)
  expect(dates(to, from).map(({ was, is, causes }) => [is, was, causes])).toEqual(
    found.map(({ was, is, causes }) => [was, is, causes]),
  )
  return found.map(({ field, was, is, causes }) => ({ field, was, is, causes }))
}

const date = '2020-03-01'

describe('compare() of two positions finds a date', () => {
  const RECORDED: readonly Cause[] = ['recorded']
  const CORRECTED: readonly Cause[] = ['recorded', 'corrected']
  type Case = {
    readonly of: string
    readonly on?: Valid
    readonly act: (told: ReturnType<typeof lent>) => unknown
    readonly was: string
    readonly is: string
    readonly causes: readonly Cause[]
  }
  const correct =
    (valid: Valid | null) =>
    ({ tale, loan }: ReturnType<typeof lent>) =>
      tale.correct(loan, { valid })
  const infer =
    (on: Valid) =>
    ({ tale, loan }: ReturnType<typeof lent>) =>
      tale.date([loan], on)
  it.each<Case>([
    {
      of: 'that was corrected',
      act: correct(stated('2020-02')),
      was: '2020-01',
      is: '2020-02',
      causes: CORRECTED,
    },
    {
      of: 'of which the bounds alone were corrected',
      on: { edtf: '2020-01-10~', within: '[2020-01-05..2020-01-15]', basis: 'stated' },
      act: correct({ edtf: '2020-01-10~', within: '[2020-01-01..2020-01-20]', basis: 'stated' }),
      was: '2020-01-10~ (within [2020-01-05..2020-01-15])',
      is: '2020-01-10~ (within [2020-01-01..2020-01-20])',
      causes: CORRECTED,
    },
    {
      of: 'of which the likely day alone was corrected',
      act: correct({ ...JANUARY, likely: '2020-01-15' }),
      was: '2020-01',
      is: '2020-01 (likely 2020-01-15)',
      causes: CORRECTED,
    },
    {
      of: 'of which the basis alone was corrected',
      act: correct({ ...JANUARY, basis: 'relative' }),
      was: '2020-01',
      is: '2020-01 (relative)',
      causes: CORRECTED,
    },
    {
      of: 'of which the reading alone was corrected',
      act: correct({ ...JANUARY, reading: 'the month of the dateline' }),
      was: '2020-01',
      is: '2020-01: the month of the dateline',
      causes: CORRECTED,
    },
    {
      of: 'of which the marks alone were corrected',
      act: correct({ ...JANUARY, edtf: '2020-01?' }),
      was: '2020-01',
      is: '2020-01?',
      causes: CORRECTED,
    },
    {
      of: 'that became a span with an end',
      act: correct({
        begin: { edtf: '2020-01-05', basis: 'stated' },
        end: { edtf: '2020-01-09', basis: 'relative' },
      }),
      was: '2020-01',
      is: 'from 2020-01-05 to 2020-01-09 (relative)',
      causes: CORRECTED,
    },
    { of: 'that was taken away', act: correct(null), was: '2020-01', is: 'undated', causes: CORRECTED },
    {
      of: 'that was inferred',
      act: infer({ edtf: '2020-01-06', basis: 'inferred', reading: 'the day of the fair' }),
      was: '2020-01',
      is: '2020-01-06 (inferred): the day of the fair',
      causes: RECORDED,
    },
    {
      of: 'of which a likely day was inferred',
      act: infer({ edtf: '2020-01', likely: '2020-01-09', basis: 'inferred', reading: 'about then' }),
      was: '2020-01',
      is: '2020-01 (likely 2020-01-09, inferred): about then',
      causes: RECORDED,
    },
  ])('$of', ({ on, act, was, is, causes }) => {
    const told = lent(on)
    act(told)
    expect(differing(told.tale, { date, position: 2 }, { date })).toEqual([
      { field: 'when', was, is, causes },
    ])
  })

  it('no difference, where an inference confirms what is written', () => {
    const { tale, loan } = lent()
    tale.date([loan], { edtf: '2019/2020', basis: 'inferred', reading: 'the years of the list' })
    expect(differing(tale, { date, position: 2 }, { date })).toEqual([])
  })

  it('of every event behind the item, each once, whatever field it gives', () => {
    const { tale, loan } = lent()
    const back = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-02-10', by: 'list' })
    tale.correct(back, { valid: stated('2020-02-11') })
    tale.correct(loan, { valid: stated('2020-01-02') })
    expect(differing(tale, { date, position: 3 }, { date })).toEqual([
      { field: 'when', was: '2020-01; 2020-02-10', is: '2020-01-02; 2020-02-11', causes: CORRECTED },
    ])
  })

  it('of what was last attested, where nothing is on either side', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    const seen = tale.tell(readerSeen, 'reader/m', { tier: 'gold' }, { on: '2020-01-10', by: 'list' })
    tale.correct(seen, { valid: stated('2020-01-12') })
    expect(differing(tale, { date, position: 2 }, { date })).toEqual([
      { field: 'when', was: '2020-01-10', is: '2020-01-12', causes: CORRECTED },
    ])
    const at = stand(tale.events)
    const [change] = compare('reader', at({ date, position: 2 }), at({ date }))
    expect(change).toMatchObject({ change: 'changed', subject: 'reader/m' })
    expect([change?.was?.subject, change?.is?.subject]).toEqual(['reader/m', 'reader/m'])
  })

  it('not of what is attested by another event at each of two dates', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    for (const day of ['2020-01-10', '2020-01-20'])
      tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: day, by: 'list', salt: day })
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2019', by: 'list' })
    const at = stand(tale.events)
    expect(compare('book', at({ date: '2020-01-10' }), at({ date: '2020-01-20' }))).toEqual([])
  })
})

describe('compare() names as the cause of a date that differs', () => {
  it('that the ground of its correction was learned, or is trusted', () => {
    const { tale, loan } = lent()
    tale.source('erratum', '2020-06-01')
    tale.correct(loan, { valid: stated('2020-02') }, { by: 'erratum' })
    const [was, is] = ['2020-01', '2020-02']
    expect(differing(tale, { date, knownAt: '2020-05-31' }, { date, knownAt: '2020-06-01' })).toEqual([
      { field: 'when', was, is, causes: ['learned', 'corrected'] },
    ])
    expect(differing(tale, { date, trusting: { without: ['source/erratum'] } }, { date })).toEqual([
      { field: 'when', was, is, causes: ['corrected', 'trust'] },
    ])
  })

  it('that a premise of its inference was learned, or retracted', () => {
    const { tale, loan } = lent()
    tale.source('diary', '2020-06-01')
    const seen = tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-06', by: 'diary' })
    tale.date([loan], { edtf: '2020-01-06', basis: 'inferred', reading: 'as seen' }, { from: [seen] })
    tale.retract(seen)
    const [was, is] = ['2020-01', '2020-01-06 (inferred): as seen']
    const position = 5
    expect(
      differing(tale, { date, position, knownAt: '2020-05-31' }, { date, position, knownAt: '2020-06-01' }),
    ).toEqual([{ field: 'when', was, is, causes: ['learned'] }])
    expect(differing(tale, { date, position }, { date })).toEqual([
      { field: 'when', was: is, is: was, causes: ['recorded', 'retracted'] },
    ])
  })

  it('not that the world changed, where the date lies between the two', () => {
    const { tale, loan } = lent('2020-01-10')
    const back = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-02-10', by: 'list' })
    tale.correct(loan, { valid: stated('2020-01-05') })
    tale.correct(back, { valid: stated('2020-02-05') })
    const [when] = differing(tale, { date: '2020-02-20', position: 3 }, { date: '2020-02-21' })
    expect(when?.causes).toEqual(['recorded', 'corrected'])
  })
})
