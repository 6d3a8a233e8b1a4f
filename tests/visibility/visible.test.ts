import { describe, expect, it } from 'vitest'
import { bookCatalogued, loanMade, loanReturned, stand, Tale } from '../toy/index.ts'

const EMMA = { title: 'Emma' }
const NOW = '2030-01-01'

/** A tale of one book, told by a source of its own, and how it is seen. */
function bookBy(published: string, side?: string) {
  const tale = new Tale()
  tale.source('list', published, side)
  const book = tale.tell(bookCatalogued, 'book/emma', EMMA, { on: '2020-01-01', by: 'list' })
  return { tale, book, at: stand(tale.events) }
}

describe('View.exists()', () => {
  it.each([
    ['2020-03-01', '2020-02-29', 'no'],
    ['2020-03-01', '2020-03-01', 'definitely'],
    ['[2020-03-01..2020-03-10]', '2020-03-05', 'possibly'],
    ['[2020-03-01..2020-03-10]', '2020-03-10', 'definitely'],
    ['[2020-03-01..]', '2020-02-29', 'no'],
    ['[2020-03-01..]', '2029-01-01', 'possibly'],
    ['[..]', '1900-01-01', 'possibly'],
  ])('of a source out on %s is, as known by %s, %s', (published, knownAt, answer) => {
    const { book, at } = bookBy(published)
    expect(at({ date: NOW, knownAt }).view.exists(book)).toBe(answer)
  })

  it('is definite on a clock that filters nothing, though the source is undated', () => {
    const { book, at } = bookBy('[..]')
    expect(at({ date: NOW }).view.exists(book)).toBe('definitely')
  })

  it('hides what is recorded after the position, and shows it from its own position on', () => {
    const { book, at } = bookBy('2020-03-01')
    expect(at({ date: NOW, position: 1 }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, position: 2 }).view.exists(book)).toBe('definitely')
  })

  it('never asks of valid time', () => {
    const { book, at } = bookBy('2020-03-01')
    expect(at({ date: '1500-01-01' }).view.exists(book)).toBe('definitely')
  })

  it.each([
    [{}, 'definitely'],
    [{ only: ['source/list'] }, 'definitely'],
    [{ only: ['source/other'] }, 'no'],
    [{ only: [] }, 'no'],
    [{ sides: ['left'] }, 'definitely'],
    [{ sides: ['right'] }, 'no'],
    [{ sides: ['right'], only: ['source/list'] }, 'definitely'],
    [{ without: ['source/list'] }, 'no'],
    [{ only: ['source/list'], without: ['source/list'] }, 'no'],
  ])('trusting %j is %s', (trusting, answer) => {
    const { book, at } = bookBy('2020-03-01', 'left')
    expect(at({ date: NOW, trusting }).view.exists(book)).toBe(answer)
  })

  it('is no of what an unregistered source says, until that is registered', () => {
    const tale = new Tale()
    const book = tale.tell(bookCatalogued, 'book/emma', EMMA, { by: 'list' })
    tale.source('list', '2020-01-01')
    const at = stand(tale.events)
    expect(at({ date: NOW, position: 1 }).view.exists(book)).toBe('no')
    expect(at({ date: NOW }).view.exists(book)).toBe('definitely')
  })

  it('needs all sources that an event rests on', () => {
    const tale = new Tale()
    tale.source('early', '2020-01-01')
    tale.source('late', '2020-06-01')
    const book = tale.tell(bookCatalogued, 'book/emma', EMMA, { by: ['early', 'late'] })
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2020-03-01' }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, trusting: { without: ['source/early'] } }).view.exists(book)).toBe('no')
  })
})

describe('an inference', () => {
  function inferred() {
    const tale = new Tale()
    tale.source('one', '2020-01-01')
    tale.source('two', '2020-02-01')
    const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { by: 'one', on: '2020-01-01' })
    const seen = tale.tell(bookCatalogued, 'book/emma', EMMA, { by: 'two' })
    const returned = tale.tell(loanReturned, 'loan/1', {}, { from: [lent, seen], on: '2020-02-01' })
    return { tale, lent, seen, returned }
  }

  it('is known when the last of its premises is', () => {
    const { tale, returned } = inferred()
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2020-01-15' }).view.exists(returned)).toBe('no')
    expect(at({ date: NOW, knownAt: '2020-02-01' }).view.exists(returned)).toBe('definitely')
  })

  it('falls with the retraction of a premise and comes back with its restoration', () => {
    const { tale, seen, returned } = inferred()
    tale.retract(seen)
    expect(stand(tale.events)({ date: NOW }).view.exists(returned)).toBe('no')
    tale.restore(seen)
    expect(stand(tale.events)({ date: NOW }).view.exists(returned)).toBe('definitely')
  })

  it('falls with the distrust of a premise, whose companions stay', () => {
    const { tale, lent, returned } = inferred()
    const { view } = stand(tale.events)({ date: NOW, trusting: { without: ['source/two'] } })
    expect([view.exists(lent), view.exists(returned)]).toEqual(['definitely', 'no'])
  })

  it('stays while a premise is only corrected', () => {
    const { tale, seen, returned } = inferred()
    tale.correct(seen, { payload: { title: 'Emma, volume 1' } })
    expect(stand(tale.events)({ date: NOW }).view.exists(returned)).toBe('definitely')
  })

  it('of a premise from the same undated source is there whenever that premise is', () => {
    const tale = new Tale()
    tale.source('letter')
    const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { by: 'letter' })
    const other = tale.tell(bookCatalogued, 'book/emma', EMMA, { by: 'letter' })
    tale.date([lent], '2020-01-01', { from: [other] })
    const { view } = stand(tale.events)({ date: NOW, knownAt: '2020-06-01' })
    expect(view.exists(lent)).toBe('possibly')
    expect(view.versions(lent).map(({ datedBy }) => datedBy.length)).toEqual([1])
  })
})

describe('a withdrawn source', () => {
  it('takes all that rests on it, from when the withdrawal was known', () => {
    const { tale, book } = bookBy('2020-03-01')
    tale.source('notice', '2021-01-01')
    tale.withdraw('list', 'notice')
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2020-12-31' }).view.exists(book)).toBe('definitely')
    expect(at({ date: NOW, knownAt: '2021-01-01' }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, position: 2 }).view.exists(book)).toBe('definitely')
  })

  it('leaves what rests on it possible where the withdrawal is only possibly known', () => {
    const { tale, book } = bookBy('2020-03-01')
    tale.source('notice', '[2021-01-01..]')
    tale.withdraw('list', 'notice')
    expect(stand(tale.events)({ date: NOW, knownAt: '2022-01-01' }).view.exists(book)).toBe('possibly')
  })

  it('may withdraw itself, and another that withdraws it', () => {
    const { tale, book } = bookBy('2020-03-01')
    tale.source('notice', '2020-03-01')
    tale.withdraw('list', 'notice')
    tale.withdraw('notice', 'list')
    const { view } = stand(tale.events)({ date: NOW })
    expect([view.source('source/list'), view.source('source/notice'), view.exists(book)]).toEqual([
      'no',
      'no',
      'no',
    ])
  })

  it('is back once the withdrawal is retracted', () => {
    const { tale, book } = bookBy('2020-03-01')
    const withdrawal = tale.withdraw('list')
    expect(stand(tale.events)({ date: NOW }).view.exists(book)).toBe('no')
    tale.retract(withdrawal, { by: 'list' })
    expect(stand(tale.events)({ date: NOW }).view.exists(book)).toBe('definitely')
  })
})
