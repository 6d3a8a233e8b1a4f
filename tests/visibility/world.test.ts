import { describe, expect, it } from 'vitest'
import { formatInterval, readValid } from '../../src/time/index.ts'
import { narrow } from '../../src/visibility/index.ts'
import { loanMade, stand, stated, Tale } from '../toy/index.ts'

const read = (edtf: string) => readValid(stated(edtf))

describe('narrow()', () => {
  it.each([
    ['2020', '2020-03', '2020-03', 'once'],
    ['[..2020-05]', '[2020-04..]', '[2020-04..2020-05]', 'once'],
    ['2020', '2020-03/2020-05', '[2020-03..2020-05]', 'once'],
  ])('%s by %s is one day of %s', (own, by, begin, endStatus) => {
    const narrowed = narrow(read(own), read(by))
    expect(narrowed && formatInterval(narrowed.begin)).toBe(begin)
    expect(narrowed?.endStatus).toBe(endStatus)
    expect(narrowed?.end).toEqual(narrowed?.begin)
  })

  it('gives a span the end that the inference states', () => {
    expect(narrow(read('2020-01-01/'), read('2020-01-01/2020-06-30'))?.endStatus).toBe('stated')
  })

  it('is undefined where no day is left', () => {
    expect(narrow(read('2020'), read('2021'))).toBeUndefined()
    expect(narrow(read('2020/2021'), read('2022/2023'))).toBeUndefined()
  })

  it('drops a likely day that is ruled out, and takes the inferred one', () => {
    const own = readValid({ edtf: '2020', likely: '2020-02-01', basis: 'stated' })
    expect(narrow(own, read('2020-03'))?.likely).toBeUndefined()
    const by = readValid({ edtf: '2020-03', likely: '2020-03-05', basis: 'inferred' })
    expect(narrow(own, by)?.likely).toBe(by.likely)
  })
})

describe('a DateInferred', () => {
  function lent(on: string) {
    const tale = new Tale()
    tale.source('list', '2020-12-31')
    tale.source('note', '[2021-01-01..]')
    const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on, by: 'list' })
    const existence = (date: string, knownAt?: string) =>
      stand(tale.events)({ date, ...(knownAt === undefined ? {} : { knownAt }) }).item('loan/1')?.existence
        .answer
    return { tale, loan, existence }
  }

  it('makes certain what was possible', () => {
    const { tale, loan, existence } = lent('2020')
    expect(existence('2020-04-01')).toBe('possibly')
    const inference = tale.date([loan], '2020-03')
    expect(existence('2020-04-01')).toBe('definitely')
    expect(existence('2020-02-01')).toBe('no')
    expect(stand(tale.events)({ date: '2020-04-01' }).item('loan/1')?.because).toContain(inference)
  })

  it('that contradicts the source is passed over', () => {
    const { tale, loan, existence } = lent('2020')
    const inference = tale.date([loan], '2021')
    expect(existence('2020-12-31')).toBe('definitely')
    expect(stand(tale.events)({ date: '2020-12-31' }).item('loan/1')?.because).not.toContain(inference)
  })

  it('that contradicts does not keep a later one from narrowing', () => {
    const { tale, loan, existence } = lent('2020')
    tale.date([loan], '2021')
    tale.date([loan], '2020-03')
    expect(existence('2020-04-01')).toBe('definitely')
  })

  it('that is corrected to speak of another event no longer dates this one', () => {
    const { tale, loan, existence } = lent('2020')
    const other = tale.tell(loanMade, 'loan/2', { book: 'book/b' }, { on: '2020', by: 'list' })
    const inference = tale.date([loan], '2020-03')
    tale.correct(inference, { payload: { of: [other] } })
    expect(existence('2020-04-01')).toBe('possibly')
    expect(stand(tale.events)({ date: '2020-04-01' }).item('loan/2')?.existence.answer).toBe('definitely')
  })

  it('that is only possibly known leaves what holds either way', () => {
    const { tale, loan, existence } = lent('2020')
    tale.date([loan], '2020-03', { by: 'note' })
    expect(existence('2020-02-01', '2021-06-01')).toBe('possibly')
    expect(existence('2020-04-01', '2021-06-01')).toBe('possibly')
    expect(existence('2021-01-01', '2021-06-01')).toBe('definitely')
  })

  it('falls when it is retracted, and follows its own correction', () => {
    const { tale, loan, existence } = lent('2020')
    const inference = tale.date([loan], '2020-03')
    tale.correct(inference, { valid: { edtf: '2020-05', basis: 'inferred' } })
    expect(existence('2020-04-15')).toBe('no')
    tale.retract(inference)
    expect(existence('2020-04-15')).toBe('possibly')
  })

  it('of two, both only possibly known, each may hold without the other', () => {
    const { tale, loan, existence } = lent('2020')
    tale.source('other', '[2021-01-01..]')
    tale.date([loan], '[2020-03..]', { by: 'note' })
    tale.date([loan], '[..2020-06]', { by: 'other' })
    const { view } = stand(tale.events)({ date: '2020-01-01', knownAt: '2022-01-01' })
    expect(view.versions(loan)).toHaveLength(4)
    expect(existence('2020-08-01', '2022-01-01')).toBe('possibly')
  })
})
