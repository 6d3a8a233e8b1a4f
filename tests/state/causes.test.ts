import { describe, expect, it } from 'vitest'
import { type Cause, compare } from '../../src/state/index.ts'
import {
  type Asked,
  bookCatalogued,
  bookSeen,
  loanMade,
  loanRenewed,
  loanReturned,
  stand,
  Tale,
} from '../toy/index.ts'

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

  it('windowPassed, where it is possible on both dates and may have begun between them, after another', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-02')
    tale.source('note', '2020-02-01')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'list' })
    tale.tell(loanMade, 'loan/1', { book: 'book/b' }, { on: '[2020-01-01..2020-01-20]', by: 'note' })
    expect(causes(tale, 'loan', { date: '2020-01-01' }, { date: '2020-01-02' })).toEqual([['windowPassed']])
    expect(causes(tale, 'loan', { date: '2020-01-02' }, { date: '2020-01-03' })).toEqual([])
  })

  it('learned, where what was learned only puts others in order', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    tale.source('note', '2020-02-01')
    const returned = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-01-01', by: 'list' })
    const between = tale.tell(loanRenewed, 'loan/1', { after: returned }, { by: 'note' })
    tale.tell(loanRenewed, 'loan/1', { after: between }, { on: '2020-01-01', by: 'list' })
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'list' })
    const date = '2019-12-31'
    const later = '2020-02-03'
    // Before it was made, an end without a date is on any day.
    expect(causes(tale, 'loan', { date, knownAt: '2020-01-02' }, { date, knownAt: '2020-02-01' })).toEqual([
      ['learned'],
    ])
    expect(
      causes(tale, 'loan', { date: later, knownAt: '2020-01-02' }, { date: later, knownAt: '2020-02-01' }),
    ).toEqual([['learned']])
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
      { field: 'when', because: [seen, inference], causes: ['learned'] },
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

  it('duePassed only where the due date lies between the two dates', () => {
    const due = (edtf: string) => ({ due: { edtf, basis: 'stated' } })
    const told = (edtf: string, more: (tale: Tale, loan: string) => unknown = () => {}) => {
      const tale = new Tale()
      tale.source('list', '2020-04-01')
      const loan = tale.tell(
        loanMade,
        'loan/1',
        { book: 'book/a', ...due(edtf) },
        { on: '2020-01-05', by: 'list' },
      )
      more(tale, loan)
      return tale
    }
    const overdue = (tale: Tale, from: Asked, to: Asked) => {
      const at = stand(tale.events)
      const of = (before: Asked, after: Asked) =>
        compare('loan', at(before), at(after))
          .flatMap(({ fields }) => fields)
          .find(({ field }) => field === 'overdue')?.causes
      expect(of(to, from)).toEqual(of(from, to))
      return of(from, to)
    }
    const shortened = told('2020-06-01', (tale, loan) => tale.correct(loan, { payload: due('2020-03-01') }))
    const recorded = { date: '2020-04-01', position: 2 }
    // The last day on which it is not overdue, and the next.
    expect(overdue(shortened, { date: '2020-03-01' }, { date: '2020-03-02' })).toEqual(['duePassed'])
    // Overdue on the later date by a correction alone: its due day lies before both.
    expect(overdue(shortened, recorded, { date: '2020-05-01' })).toEqual(['recorded', 'corrected'])
    expect(overdue(shortened, recorded, { date: '2020-04-01' })).toEqual(['recorded', 'corrected'])
    // The due day of one side lies between.
    expect(overdue(shortened, { date: '2020-02-01', position: 2 }, { date: '2020-05-01' })).toEqual([
      'recorded',
      'corrected',
      'duePassed',
    ])
    // Not overdue any more, since it came back between the two; it was due before both.
    const back = told('2020-02-01', (tale) =>
      tale.tell(loanReturned, 'loan/1', {}, { on: '2020-03-10', by: 'list' }),
    )
    expect(overdue(back, { date: '2020-03-01' }, { date: '2020-04-01' })).toEqual(['worldChanged'])
    // Of a window the last day counts.
    const window = told('[2020-02-20..2020-03-10]')
    expect(overdue(window, { date: '2020-03-01' }, { date: '2020-03-10' })).toBeUndefined()
    expect(overdue(window, { date: '2020-03-10' }, { date: '2020-03-11' })).toEqual(['duePassed'])
  })

  it('attested and not worldChanged, where what turns is claimed of that day alone', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'A', shelf: 'shelf/x' }, { on: '2020-01-05', by: 'list' })
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2019-12-05', by: 'list' })
    const at = stand(tale.events)
    for (const [from, to] of [
      ['2020-01-04', '2020-01-05'],
      ['2020-01-05', '2020-01-06'],
    ] as const) {
      const [change] = compare('book', at({ date: from }), at({ date: to }))
      expect(change?.fields).toMatchObject([{ field: 'place', causes: ['attested'] }])
      expect(change?.causes).toEqual(['attested'])
    }
  })

  it('attested and not worldChanged, where an event of an attested type claims what stays', () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-05', by: 'list' })
    expect(causes(tale, 'shelf', { date: '2020-01-04' }, { date: '2020-01-05' })).toEqual([['attested']])
    expect(causes(tale, 'shelf', { date: '2020-01-04' }, { date: '2020-03-01' })).toEqual([['attested']])
  })

  it('corrected, where the registration of its source was', () => {
    const setups: readonly (readonly [string, (tale: Tale, loan: string, list: string) => unknown])[] = [
      ['of its own source', () => {}],
      [
        'of the source of a correction',
        (tale, loan) => tale.correct(loan, { payload: { book: 'book/b' } }, { by: 'list' }),
      ],
      [
        'of the source of a premise',
        (tale, loan) => tale.tell(loanReturned, 'loan/1', {}, { from: [loan], on: '2020-01-20' }),
      ],
      ['of the source of an inferred date', (tale, loan) => tale.date([loan], '2020-01-06', { by: 'list' })],
    ]
    for (const [name, setUp] of setups) {
      const tale = new Tale()
      const list = tale.source('list', '2020-02-01')
      const loan = tale.tell(
        loanMade,
        'loan/1',
        { book: 'book/a' },
        { on: '[2020-01-05..2020-01-08]', by: 'list' },
      )
      setUp(tale, loan, list)
      const position = tale.events.length
      tale.correct(list, { payload: { published: { edtf: '2020-04-01', basis: 'stated' } } })
      const [date, knownAt] = ['2020-05-01', '2020-03-01']
      const [change] = causes(tale, 'loan', { date, knownAt, position }, { date, knownAt })
      expect(change, name).toEqual(['learned', 'recorded', 'corrected'])
    }
  })
})
