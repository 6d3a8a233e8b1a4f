import { describe, expect, it } from 'vitest'
import { compare, historyOf } from '../../src/state/index.ts'
import { oneDay, parseDay } from '../../src/time/index.ts'
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

  it.each([
    // trust, known at, position, the withdrawal
    [{}, '2020-06-01', undefined, true],
    [{ sides: ['left'] }, '2020-06-01', undefined, false],
    [{ sides: ['left'] }, '2020-08-31', undefined, false],
    [{ sides: ['left'] }, '2020-09-01', undefined, true],
    [{ sides: ['left'] }, '2020-09-01', 2, false],
    [{ sides: ['left'] }, undefined, 2, false],
    [{ only: ['source/list', 'source/after'] }, '2020-06-01', undefined, true],
    [{ only: ['source/list', 'source/after'] }, '2020-06-01', 2, true],
    [{ sides: ['right'] }, '2020-09-01', undefined, false],
    [{ sides: ['left'], without: ['source/after'] }, '2020-09-01', undefined, false],
  ] as const)(
    'by a later source of a side, trusting %j, known at %s, position %s: could be known %s',
    (...row) => {
      const [trusting, knownAt, position, answer] = row
      const tale = new Tale()
      tale.source('list', '2020-01-10', 'left')
      const withdrawal = tale.withdraw('list', 'after', '2020-06-01')
      tale.source('after', '2020-09-01', 'left')
      const { view } = stand(tale.events)({
        date: NOW,
        trusting,
        ...(knownAt === undefined ? {} : { knownAt }),
        ...(position === undefined ? {} : { position }),
      })
      const recorded = view.eventIndex.event(withdrawal)
      expect([view.exists(withdrawal) !== 'no', recorded && view.couldBeKnown(recorded)]).toEqual([
        answer,
        answer,
      ])
    },
  )

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

/** A book of 2 January 2020, by words of a list of 10 January that stand only in its second text, published on that date. */
function revised(on: string | undefined, by: string) {
  const tale = new Tale()
  tale.source('list', '2020-01-10')
  tale.source('before', '2020-03-01')
  tale.source('after', '2020-09-01')
  const revision = tale.revise('list', 'second', by, on)
  const how = { on: '2020-01-02', by: 'list', text: 'second' }
  const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, how)
  return { tale, book, revision }
}

describe('words that stand only in a revised text', () => {
  it.each([
    // date, evidence of the revision, known at, the book
    ['2020-06-01', 'list', '2020-01-15', 'no'],
    ['2020-06-01', 'list', '2020-05-31', 'no'],
    ['2020-06-01', 'list', '2020-06-01', 'definitely'],
    ['2020-06-01', 'before', '2020-05-31', 'no'],
    ['2020-06-01', 'before', '2020-06-01', 'definitely'],
    ['2020-06-01', 'after', '2020-06-01', 'definitely'],
    ['2020-06', 'list', '2020-06-15', 'possibly'],
    ['[2020-06-01..]', 'list', '2025-01-01', 'possibly'],
    [undefined, 'list', '2020-01-15', 'possibly'],
    [undefined, 'before', '2020-02-29', 'no'],
    [undefined, 'before', '2020-03-01', 'definitely'],
    ['2019-06-01', 'list', '2020-01-09', 'no'],
    ['2019-06-01', 'list', '2020-01-10', 'definitely'],
  ] as const)('of %s by %s, known at %s: the book is visible %s', (on, by, knownAt, answer) => {
    const { tale, book } = revised(on, by)
    const { view } = stand(tale.events)({ date: NOW, knownAt })
    const recorded = view.eventIndex.event(book)
    expect(view.exists(book)).toBe(answer)
    expect(recorded && view.couldBeKnown(recorded)).toBe(answer !== 'no')
  })

  it('are known as early as the source where no text is named, or that of its registration', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-10')
    tale.revise('list', 'second', 'list', '2020-06-01')
    const how = { on: '2020-01-02', by: 'list' }
    const books = [undefined, 'a text in made-up words'].map((text, index) =>
      tale.tell(bookCatalogued, `book/${index}`, { title: 'Emma' }, { ...how, text }),
    )
    const { view } = stand(tale.events)({ date: NOW, knownAt: '2020-01-10' })
    expect(books.map((book) => view.exists(book))).toEqual(['definitely', 'definitely'])
  })

  it('fall with the revision, come back with it, and follow its date', () => {
    const { tale, book, revision } = revised('2020-06-01', 'list')
    const at = (knownAt?: string) =>
      stand(tale.events)({ date: NOW, ...(knownAt && { knownAt }) }).view.exists(book)
    tale.retract(revision)
    expect([at(), at('2020-07-01')]).toEqual(['no', 'no'])
    tale.restore(revision)
    expect([at(), at('2020-07-01')]).toEqual(['definitely', 'definitely'])
    tale.correct(revision, { valid: { edtf: '2020-08-01', basis: 'stated' } })
    expect([at(), at('2020-07-01'), at('2020-08-01')]).toEqual(['definitely', 'no', 'definitely'])
  })

  it('are known to whoever trusts both, from where both are recorded', () => {
    const { tale, book } = revised('2020-06-01', 'after')
    const at = stand(tale.events)
    const seen = (more: object) => at({ date: NOW, ...more }).view.exists(book)
    expect(seen({ trusting: { without: ['source/after'] } })).toBe('no')
    expect(seen({ trusting: { without: ['source/before'] } })).toBe('definitely')
    expect(seen({ position: tale.events.length - 1 })).toBe('no')
  })

  it('correct from the revision on, where a correction cites them', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-10')
    const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-02', by: 'list' })
    tale.revise('list', 'second', 'list', '2020-06-01')
    tale.correct(book, { payload: { title: 'Persuasion' } }, { by: 'list', text: 'second' })
    const title = (knownAt: string) =>
      stand(tale.events)({ date: NOW, knownAt })
        .view.versions(book)
        .map(({ event }) => event.event.payload.title)
    expect([title('2020-05-31'), title('2020-06-01')]).toEqual([['Emma'], ['Persuasion']])
  })

  it('may be a premise of the revision that brings them, and of its retraction', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-10')
    const how = { on: '2020-01-02', by: 'list', text: 'second' }
    const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, how)
    const revision = tale.revise('list', 'second', 'list', '2020-06-01')
    expect(stand(tale.events)({ date: NOW, knownAt: '2020-06-01' }).view.exists(book)).toBe('definitely')
    tale.retract(revision, { from: [book] })
    expect(stand(tale.events)({ date: NOW, knownAt: '2020-06-01' }).view.exists(book)).toBe('no')
  })

  it('are what was learned between two known days', () => {
    const at = stand(revised('2020-06-01', 'list').tale.events)
    const [was, is] = ['2020-05-31', '2020-06-01'].map((knownAt) => at({ date: NOW, knownAt }))
    if (was === undefined || is === undefined) throw new Error('two states')
    const changes = compare('book', was, is)
    expect(changes.map(({ change, causes }) => [change, ...causes])).toEqual([['added', 'learned']])
    const [item] = is.list('book')
    expect(item && historyOf(is, item)[0]?.known).toEqual(oneDay(parseDay('2020-06-01')))
  })
})
