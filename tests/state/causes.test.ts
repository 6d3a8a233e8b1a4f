import { describe, expect, it } from 'vitest'
import { type Cause, compare } from '../../src/state/index.ts'
import { type Asked, bookCatalogued, bookSeen, loanMade, loanReturned, stand, Tale } from '../toy/index.ts'

function causes(tale: Tale, kind: string, from: Asked, to: Asked): readonly (readonly Cause[])[] {
  const at = stand(tale.events)
  const there = compare(kind, at(from), at(to)).map((change) => change.causes)
  expect(compare(kind, at(to), at(from)).map((change) => change.causes)).toEqual(there)
  return there
}

const DUE = { due: { edtf: '2020-03-01', basis: 'stated' } }

/** A loan of an imprecise date, by a source out on 2020-02-01, of which more is told as the tests go on. */
function lent() {
  const tale = new Tale()
  tale.source('list', '2020-02-01')
  const loan = tale.tell(
    loanMade,
    'loan/1',
    { book: 'book/a', ...DUE },
    { on: '[2020-01-05..2020-01-08]', by: 'list' },
  )
  return { tale, loan }
}

describe('a change has the cause', () => {
  it('worldChanged, where its date lies between', () => {
    const { tale } = lent()
    expect(causes(tale, 'loan', { date: '2020-01-01' }, { date: '2020-01-08' })).toEqual([['worldChanged']])
  })

  it('windowPassed, where an imprecise date opened or closed', () => {
    const { tale } = lent()
    expect(causes(tale, 'loan', { date: '2020-01-06' }, { date: '2020-01-08' })).toEqual([['windowPassed']])
  })

  it('learned, where its source was known at one only', () => {
    const { tale } = lent()
    const date = '2020-02-20'
    expect(causes(tale, 'loan', { date, knownAt: '2020-01-31' }, { date, knownAt: '2020-02-01' })).toEqual([
      ['learned'],
    ])
  })

  it('recorded, where the ledger had it at one only', () => {
    const { tale } = lent()
    const date = '2020-02-20'
    expect(causes(tale, 'loan', { date, position: 1 }, { date })).toEqual([['recorded']])
  })

  it('trust, where its source is trusted at one only', () => {
    const { tale } = lent()
    const date = '2020-02-20'
    const trusting = { without: ['source/list'] }
    expect(causes(tale, 'loan', { date, trusting }, { date })).toEqual([['trust']])
  })

  it('duePassed, where no event differs and a due day lies between', () => {
    const { tale } = lent()
    expect(causes(tale, 'loan', { date: '2020-02-20' }, { date: '2020-03-02' })).toEqual([['duePassed']])
  })

  it('corrected, and the clock on which the correction came', () => {
    const { tale, loan } = lent()
    tale.source('erratum', '2020-06-01')
    tale.correct(loan, { payload: { book: 'book/b' } }, { by: 'erratum' })
    const date = '2020-02-20'
    expect(causes(tale, 'loan', { date, position: 3 }, { date })).toEqual([['recorded', 'corrected']])
    expect(causes(tale, 'loan', { date, knownAt: '2020-03-01' }, { date, knownAt: '2020-06-01' })).toEqual([
      ['learned', 'corrected'],
    ])
    const trusting = { without: ['source/erratum'] }
    expect(causes(tale, 'loan', { date, trusting }, { date })).toEqual([['corrected', 'trust']])
  })

  it('retracted, also where its source was withdrawn', () => {
    const { tale, loan } = lent()
    tale.retract(loan)
    const date = '2020-02-20'
    expect(causes(tale, 'loan', { date, position: 2 }, { date })).toEqual([['recorded', 'retracted']])
    const withdrawn = lent()
    withdrawn.tale.source('notice', '2020-06-01')
    withdrawn.tale.withdraw('list', 'notice')
    const [known, later] = [
      { date, knownAt: '2020-03-01' },
      { date, knownAt: '2020-06-01' },
    ]
    expect(causes(withdrawn.tale, 'loan', known, later)).toEqual([['learned', 'retracted']])
  })

  it('of its premises, where it was inferred', () => {
    const { tale, loan } = lent()
    tale.source('other', '2020-06-01')
    const seen = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'other', on: '2019' })
    tale.tell(loanReturned, 'loan/1', {}, { from: [loan, seen], on: '2020-02-10' })
    tale.retract(seen)
    const date = '2020-02-20'
    const status = (from: Asked, to: Asked) => {
      const at = stand(tale.events)
      const [change] = compare('loan', at(from), at(to))
      return change?.fields.find(({ field }) => field === 'status')?.causes
    }
    expect(status({ date, position: 5, knownAt: '2020-03-01' }, { date, position: 5 })).toEqual(['learned'])
    expect(status({ date, position: 5 }, { date })).toEqual(['recorded', 'retracted'])
    expect(
      status({ date, position: 5, trusting: { without: ['source/other'] } }, { date, position: 5 }),
    ).toEqual(['trust'])
  })

  it('of the inference that dates it', () => {
    const { tale, loan } = lent()
    tale.date([loan], '2020-01-05')
    expect(causes(tale, 'loan', { date: '2020-01-06', position: 2 }, { date: '2020-01-06' })).toEqual([
      ['recorded'],
    ])
  })

  it('of the inference that kept it out on the other side, and names it', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    tale.source('note', '[2021-01-01..]')
    const seen = tale.tell(
      bookSeen,
      'book/a',
      { shelf: 'shelf/x' },
      { on: '[2020-01-01..2020-01-11]', by: 'list' },
    )
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2019', by: 'list' })
    const inference = tale.date([seen], '2020-01-01', { by: 'note' })
    const at = stand(tale.events)
    const date = '2020-01-02'
    const [change] = compare('book', at({ date }), at({ date, knownAt: '2021-06-01' }))
    expect(change?.fields).toMatchObject([
      { field: 'place', because: [seen, inference], causes: ['learned'] },
    ])
  })

  it('of every clock on which it differs', () => {
    const { tale, loan } = lent()
    tale.correct(loan, { payload: { book: 'book/b' } })
    const from = {
      date: '2020-01-01',
      knownAt: '2020-01-31',
      position: 1,
      trusting: { without: ['source/list'] },
    }
    expect(causes(tale, 'loan', from, { date: '2020-01-10', knownAt: '2020-02-01' })).toEqual([
      ['worldChanged', 'learned', 'recorded', 'corrected', 'trust'],
    ])
  })
})
