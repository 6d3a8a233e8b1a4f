import { describe, expect, it } from 'vitest'
import { knownOfItem } from '../../src/state/index.ts'
import { formatInterval } from '../../src/time/index.ts'
import { bookCatalogued, bookSeen, loanMade, loanReturned, stand, Tale } from '../toy/index.ts'

/** Since when the public could know of an item: as open as the sources are that it is known by. */

type Told = {
  readonly of: string
  readonly tell: (tale: Tale) => unknown
  readonly known: string | undefined
}

const seen = (tale: Tale, by: string | readonly string[]) =>
  tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2019-06-01', by, salt: String(by) })

describe('knownOfItem()', () => {
  it.each<Told>([
    { of: 'a dated source', tell: (tale) => seen(tale, 'may'), known: '2020-05-01' },
    { of: 'an undated source', tell: (tale) => seen(tale, 'undated'), known: '[..]' },
    { of: 'a source that is not before a day', tell: (tale) => seen(tale, 'later'), known: '[2020-04..]' },
    {
      of: 'a dated source and an undated one',
      tell: (tale) => [seen(tale, 'may'), seen(tale, 'undated')],
      known: '[..2020-05-01]',
    },
    {
      of: 'a dated source and one that is not before an earlier day',
      tell: (tale) => [seen(tale, 'later'), seen(tale, 'may')],
      known: '[2020-04-01..2020-05-01]',
    },
    {
      of: 'a dated source and one that is not before that day',
      tell: (tale) => [seen(tale, 'later'), seen(tale, 'april')],
      known: '2020-04-01',
    },
    {
      of: 'two dated sources, the earlier of them',
      tell: (tale) => [seen(tale, 'may'), seen(tale, 'april')],
      known: '2020-04-01',
    },
    {
      of: 'imprecise dates that overlap, the earliest first day and the earliest last',
      tell: (tale) => [seen(tale, 'spring'), seen(tale, 'april')],
      known: '[2020-03-01..2020-04-01]',
    },
    {
      of: 'one event that cites two sources, the later of them',
      tell: (tale) => seen(tale, ['april', 'may']),
      known: '2020-05-01',
    },
    {
      of: 'one event that cites a dated source and an undated one, never for certain',
      tell: (tale) => seen(tale, ['may', 'undated']),
      known: '[2020-05..]',
    },
  ])('by $of', ({ tell, known }) => {
    const tale = sourced()
    tell(tale)
    const state = stand(tale.events)({ date: '2021-01-01' })
    const item = state.item('book/a')
    const interval = item && knownOfItem(state, item)
    expect(interval && formatInterval(interval)).toBe(known)
  })

  it('of what is only inferred is when all its premises could be known', () => {
    const tale = sourced()
    const loan = tale.tell(loanMade, 'loan/1', { book: 'book/b' }, { on: '2020-01-01', by: 'april' })
    const book = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2019', by: 'may' })
    tale.tell(loanReturned, 'loan/2', {}, { from: [loan, book], on: '2020-02-01' })
    const state = stand(tale.events)({ date: '2021-01-01' })
    const item = state.item('loan/2')
    expect(item && knownOfItem(state, item)).toEqual(knownOf(state, 'book/a'))
  })

  it('has no day before which the item could be known', () => {
    const tale = sourced()
    seen(tale, ['april', 'may'])
    const at = stand(tale.events)
    expect(at({ date: '2021-01-01', knownAt: '2020-04-30' }).item('book/a')).toBeUndefined()
    expect(at({ date: '2021-01-01', knownAt: '2020-05-01' }).item('book/a')).toBeDefined()
  })
})

function sourced(): Tale {
  const tale = new Tale()
  tale.source('april', '2020-04-01')
  tale.source('may', '2020-05-01')
  tale.source('spring', '[2020-03..2020-05]')
  tale.source('later', '[2020-04-01..]')
  tale.source('undated')
  return tale
}

function knownOf(state: ReturnType<ReturnType<typeof stand>>, subject: string) {
  const item = state.item(subject)
  return item && knownOfItem(state, item)
}
