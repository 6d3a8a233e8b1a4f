import { describe, expect, test } from 'vitest'
import { bookCatalogued, loanMade, openTale, readerJoined, Tale } from '../../toy/index.ts'
import { askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** A book, the loans of it, a reader who is dated from it, and what else there is. */
function tale(): Tale {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10', 'town')
  tale.source('courier', '2020-06-10', 'press')
  const emma = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-05', by: 'gazette' })
  tale.tell(loanMade, 'loan/late', { book: 'book/emma' }, { on: '2020-05-01', by: 'courier' })
  const ann = tale.tell(readerJoined, 'reader/ann', { name: 'Ann' }, { by: 'gazette' })
  tale.date([ann], '2020-01', { from: [emma] })
  tale.tell(loanMade, 'loan/early', { book: 'book/emma' }, { on: '2020-01-08', by: 'gazette' })
  tale.tell(loanMade, 'loan/other', { book: 'book/emma-two' }, { on: '2020-01-08', by: 'gazette' })
  return tale
}

async function restsOn(told: Tale, subject: string, point: string, args = ''): Promise<readonly unknown[]> {
  const { data, errors } = await askOf(
    librarySchema,
    await openTale(told),
  )(
    `{ library(id: "library") { asOf(date: "2020-02-01", ${point}) { item(subject: "${subject}") {
      restsOnIt(first: 10 ${args}) { totalCount nodes { subject } } } } } }`,
  )
  expect(errors).toEqual([])
  const nodes = [at(data, 'library', 'asOf', 'item', 'restsOnIt', 'nodes')].flat()
  expect(at(data, 'library', 'asOf', 'item', 'restsOnIt', 'totalCount')).toBe(nodes.length)
  return nodes.map((node) => at(node, 'subject'))
}

describe('Item.restsOnIt', () => {
  test('lists what names the item, and what is inferred from it, in the order in which it could be seen', async () => {
    expect(await restsOn(tale(), 'book/emma', '')).toEqual(['loan/late', 'reader/ann', 'loan/early'])
  })

  test.each([
    ['of some certainty', '', 'certainty: [DEFINITELY]', ['loan/early']],
    ['of some kinds', '', 'kinds: ["reader", "shelf"]', ['reader/ann']],
    ['known by then', 'knownAt: "2020-02-01"', '', ['reader/ann', 'loan/early']],
    ['recorded by then', 'position: 4', '', ['loan/late']],
    ['of trusted sources', 'trusting: { without: ["courier"] }', '', ['reader/ann', 'loan/early']],
  ])('lists only what is %s', async (_, point, args, expected) => {
    expect(await restsOn(tale(), 'book/emma', point, args)).toEqual(expected)
  })

  test('follows corrections, retractions and identities', async () => {
    const corrected = tale()
    const other = corrected.events.find(({ event: { subject } }) => subject === 'loan/other')?.id ?? ''
    corrected.correct(other, { payload: { book: 'book/emma' } })
    const early = corrected.events.find(({ event: { subject } }) => subject === 'loan/early')?.id ?? ''
    corrected.retract(early)
    expect(await restsOn(corrected, 'book/emma', '')).toEqual(['loan/late', 'reader/ann', 'loan/other'])
    expect(await restsOn(corrected, 'book/emma', 'position: 8')).toEqual([
      ...['loan/late', 'reader/ann', 'loan/early'],
    ])

    const joined = tale()
    const two = joined.tell(
      bookCatalogued,
      'book/emma-two',
      { title: 'Emma' },
      { on: '2020-01-05', by: 'gazette' },
    )
    joined.same('book/emma', 'book/emma-two', { from: [two] })
    expect(await restsOn(joined, 'book/emma-two', '')).toEqual([
      ...['loan/late', 'reader/ann', 'loan/early', 'loan/other'],
    ])
  })

  test('says what an event asserts', async () => {
    const ask = askOf(librarySchema, await openTale(tale()))
    const { data } = await ask(
      '{ library(id: "library") { timeline(kinds: ["reader"]) { nodes { type says } } } }',
    )
    expect(at(data, 'library', 'timeline', 'nodes', 0)).toEqual({
      type: 'ReaderJoined',
      says: 'Someone became a reader, of some tier, for as long as it lasts',
    })
  })
})
