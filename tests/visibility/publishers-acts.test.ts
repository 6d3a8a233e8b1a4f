import { describe, expect, it } from 'vitest'
import { compare } from '../../src/state/index.ts'
import { bookCatalogued, stand, Tale } from '../toy/index.ts'

const NOW = '2030-01-01'

/** A book by a list of 10 January 2020, which a withdrawal of that date takes away, as these sources have it. */
function withdrawn(on: string | undefined, by: string) {
  const tale = new Tale()
  tale.source('list', '2020-01-10')
  tale.source('before', '2020-03-01')
  tale.source('after', '2020-09-01')
  tale.source('undated')
  const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-02', by: 'list' })
  const withdrawal = tale.withdraw('list', by, on)
  return { tale, book, withdrawal }
}

describe('a withdrawal', () => {
  it.each([
    // date, evidence, known at, the book, the withdrawal
    ['2020-06-01', 'list', '2020-01-10', 'definitely', 'no'],
    ['2020-06-01', 'list', '2020-05-31', 'definitely', 'no'],
    ['2020-06-01', 'list', '2020-06-01', 'no', 'definitely'],
    ['2020-06-01', 'before', '2020-05-31', 'definitely', 'no'],
    ['2020-06-01', 'before', '2020-06-01', 'no', 'definitely'],
    ['2020-06-01', 'after', '2020-05-31', 'definitely', 'no'],
    ['2020-06-01', 'after', '2020-06-01', 'no', 'definitely'],
    ['2020-06-01', 'undated', '2020-06-01', 'no', 'definitely'],
    ['2020-06-01/..', 'list', '2020-05-31', 'definitely', 'no'],
    ['2020-06-01/..', 'list', '2020-06-01', 'no', 'definitely'],
    ['2020-06', 'list', '2020-05-31', 'definitely', 'no'],
    ['2020-06', 'list', '2020-06-29', 'possibly', 'possibly'],
    ['2020-06', 'list', '2020-06-30', 'no', 'definitely'],
    ['[2020-06-01..]', 'list', '2025-01-01', 'possibly', 'possibly'],
    ['2019-06-01', 'list', '2020-01-09', 'no', 'no'],
    ['2019-06-01', 'list', '2020-01-10', 'no', 'definitely'],
    [undefined, 'list', '2020-01-10', 'possibly', 'possibly'],
    [undefined, 'before', '2020-02-29', 'definitely', 'no'],
    [undefined, 'before', '2020-03-01', 'no', 'definitely'],
  ] as const)('of %s by %s, known at %s: the book is visible %s, it %s', (on, by, knownAt, book, itself) => {
    const tale = withdrawn(on, by)
    const { view } = stand(tale.tale.events)({ date: NOW, knownAt })
    expect([view.exists(tale.book), view.exists(tale.withdrawal)]).toEqual([book, itself])
  })

  it('counts as soon as it is recorded where no day of knowledge is given, and only if its source is trusted', () => {
    const { tale, book } = withdrawn('2020-06-01', 'after')
    const at = stand(tale.events)
    expect(at({ date: NOW }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, position: tale.events.length - 1 }).view.exists(book)).toBe('definitely')
    const trusting = { without: ['source/after'] }
    expect(at({ date: NOW, knownAt: '2020-12-01', trusting }).view.exists(book)).toBe('definitely')
  })

  it('counts from the date that a correction gives it', () => {
    const { tale, book, withdrawal } = withdrawn('2020-02-01', 'list')
    tale.correct(withdrawal, { valid: { edtf: '2020-06-01', basis: 'stated' } })
    const { view } = stand(tale.events)({ date: NOW, knownAt: '2020-03-01' })
    expect(view.exists(book)).toBe('definitely')
    const recorded = view.eventIndex.event(withdrawal)
    expect(recorded && view.couldBeKnown(recorded)).toBe(false)
  })

  it.each(['list', 'before', 'after'])('by %s is what changed between two known days', (by) => {
    const at = stand(withdrawn('2020-06-01', by).tale.events)
    const [was, is] = ['2020-05-31', '2020-06-01'].map((knownAt) => at({ date: NOW, knownAt }))
    if (was === undefined || is === undefined) throw new Error('two states')
    const changes = compare('book', was, is)
    expect(changes.map(({ subject, causes }) => [subject, ...causes])).toEqual([
      ['book/emma', 'learned', 'retracted'],
    ])
  })
})
