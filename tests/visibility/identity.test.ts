import { describe, expect, it } from 'vitest'
import { identityOf } from '../../src/visibility/index.ts'
import { type Asked, bookCatalogued, readerSeen, stand, Tale } from '../toy/index.ts'

const NOW: Asked = { date: '2030-01-01' }

function twoBooks() {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  tale.source('note', '[2021-01-01..]')
  const [a, b] = ['book/a', 'book/b'].map((subject) =>
    tale.tell(bookCatalogued, subject, { title: subject }, { by: 'list', on: '2020-01-01' }),
  )
  if (a === undefined || b === undefined) throw new Error('two books were told of')
  return { tale, premises: { from: [a, b] }, a, b }
}

function identity(tale: Tale, asked: Asked = NOW, subject = 'book/b') {
  const { keys, possiblySame } = identityOf(stand(tale.events)(asked).view, subject)
  return { keys, possiblySame: possiblySame.map((other) => other.subject) }
}

const APART = { keys: ['book/b'], possiblySame: [] }
const JOINED = { keys: ['book/a', 'book/b'], possiblySame: [] }
const OPEN = { keys: ['book/b'], possiblySame: ['book/a'] }

describe('identityOf()', () => {
  it('joins what is asserted to be the same, from either key', () => {
    const { tale, premises } = twoBooks()
    tale.same('book/a', 'book/b', premises)
    expect(identity(tale)).toEqual(JOINED)
    expect(identity(tale, NOW, 'book/a')).toEqual(JOINED)
    expect(identity(tale, { ...NOW, position: 4 })).toEqual(APART)
  })

  it('joins step by step', () => {
    const { tale, premises } = twoBooks()
    tale.same('book/a', 'book/c', premises)
    tale.same('book/c', 'book/b', premises)
    expect(identity(tale).keys).toEqual(['book/a', 'book/b', 'book/c'])
  })

  it('is the same, in the same order, from whichever key one comes', () => {
    const { tale, premises } = twoBooks()
    const first = tale.same('book/b', 'book/c', premises)
    const second = tale.same('book/a', 'book/b', premises)
    tale.distinct('book/c', 'book/d', premises)
    tale.distinct('book/a', 'book/e', premises)
    const { view } = stand(tale.events)(NOW)
    const [a, b, c] = ['book/a', 'book/b', 'book/c'].map((key) => identityOf(view, key))
    expect(a?.by).toEqual([first, second])
    expect(b).toEqual(a)
    expect(c).toEqual(a)
  })

  it('names neighbours in an order that what cannot be seen does not change', () => {
    const neighbours = (hidden: boolean) => {
      const told = twoBooks()
      told.tale.source('later', '2029-01-01')
      if (hidden) {
        told.tale.same('book/b', 'book/d', { ...told.premises, by: 'later' })
        told.tale.distinct('book/b', 'book/f', { ...told.premises, by: 'later' })
      }
      told.tale.same('book/b', 'book/c', { ...told.premises, by: 'note' })
      told.tale.same('book/b', 'book/d', { ...told.premises, by: 'note' })
      told.tale.distinct('book/b', 'book/e', told.premises)
      told.tale.distinct('book/b', 'book/f', told.premises)
      const at = { ...NOW, knownAt: '2022-01-01' }
      const { possiblySame, distinct } = identityOf(stand(told.tale.events)(at).view, 'book/b')
      return [possiblySame, distinct].map((others) => others.map(({ subject }) => subject))
    }
    expect(neighbours(true)).toEqual(neighbours(false))
    expect(neighbours(true)).toEqual([
      ['book/c', 'book/d'],
      ['book/e', 'book/f'],
    ])
  })

  it('parts what is denied, whichever came first, and joins it once that is retracted', () => {
    const { tale, premises } = twoBooks()
    const denial = tale.distinct('book/b', 'book/a', premises)
    tale.same('book/a', 'book/b', premises)
    expect(identity(tale)).toEqual(APART)
    tale.retract(denial)
    expect(identity(tale)).toEqual(JOINED)
  })

  it('undoes what is retracted, or whose premise is', () => {
    const { tale, premises, a } = twoBooks()
    tale.same('book/a', 'book/b', premises)
    tale.retract(a)
    expect(identity(tale)).toEqual(APART)
  })

  it('leaves possible what is only possibly asserted, or possibly denied', () => {
    const asserted = twoBooks()
    asserted.tale.same('book/a', 'book/b', { ...asserted.premises, by: 'note' })
    expect(identity(asserted.tale, { ...NOW, knownAt: '2022-01-01' })).toEqual(OPEN)
    expect(identity(asserted.tale, { ...NOW, knownAt: '2020-06-01' })).toEqual(APART)
    const denied = twoBooks()
    denied.tale.same('book/a', 'book/b', denied.premises)
    denied.tale.distinct('book/a', 'book/b', { ...denied.premises, by: 'note' })
    expect(identity(denied.tale, { ...NOW, knownAt: '2022-01-01' })).toEqual(OPEN)
    expect(identity(denied.tale, { ...NOW, knownAt: '2020-06-01' })).toEqual(JOINED)
  })

  it('follows a correction of whom it speaks', () => {
    const { tale, premises } = twoBooks()
    const same = tale.same('book/a', 'book/c', premises)
    tale.correct(same, { payload: { same: ['book/a', 'book/b'] } })
    expect(identity(tale)).toEqual(JOINED)
    expect(identity(tale, NOW, 'book/c').keys).toEqual(['book/c'])
  })

  it('leaves possible what an identity says in one of its readings only', () => {
    const { tale, premises } = twoBooks()
    const same = tale.same('book/a', 'book/b', premises)
    tale.correct(same, { payload: { same: ['book/b', 'book/c'] } }, { by: 'note' })
    const { keys, possiblySame } = identity(tale, { ...NOW, knownAt: '2022-01-01' })
    expect([keys, [...possiblySame].sort()]).toEqual([['book/b'], ['book/a', 'book/c']])
  })

  it('joins no subjects of two kinds', () => {
    const { tale, premises } = twoBooks()
    tale.tell(readerSeen, 'reader/b', {}, { by: 'list' })
    tale.same('reader/b', 'book/b', premises)
    expect(identity(tale)).toEqual(APART)
  })
})

describe('an item of two keys', () => {
  it('is listed once, goes by the first of them, and has the claims of both', () => {
    const { tale, premises } = twoBooks()
    const same = tale.same('book/a', 'book/b', premises)
    const state = stand(tale.events)(NOW)
    expect(state.list('book').map(({ subject }) => subject)).toEqual(['book/a'])
    expect(state.item('book/b')).toBe(state.item('book/a'))
    expect(state.item('book/b')?.because).toContain(same)
    expect(new Set(state.item('book/b')?.standings.map(({ event }) => event.position))).toEqual(
      new Set([3, 4]),
    )
  })
})
