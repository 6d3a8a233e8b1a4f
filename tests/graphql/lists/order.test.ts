import { beforeAll, describe, expect, test } from 'vitest'
import { bookCatalogued, openTale, readerJoined, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Told out of every order: north came out first, south later, and when open came out nobody knows. */
const tale = new Tale()
tale.source('south', '2020-03-01')
tale.source('north', '2020-02-01')
tale.source('open', '[..]')
const book = (name: string, on: string | undefined, by: readonly string[]) =>
  tale.tell(bookCatalogued, `book/${name}`, { title: name }, { ...(on !== undefined && { on }), by })
book('d', '2020-01-02', ['south'])
book('b', '2020-01-01', ['north'])
book('a', '2020-01-02', ['north'])
book('e', undefined, ['open'])
book('c', '[2020-01-01..2020-01-09]', ['south'])
book('d', '2020-01-02', ['north', 'south'])
tale.tell(readerJoined, 'reader/a', { name: 'Ann' }, { on: '2020-01-02', by: 'south' })

let ask: Ask
beforeAll(async () => {
  ask = askOf(librarySchema, await openTale(tale))
})

async function namesOf(field: string, ...path: readonly string[]): Promise<string> {
  const { data, errors } = await ask(`{ library(id: "library") { ${field} } }`)
  expect(errors).toEqual([])
  const listed: readonly unknown[] = Object.values(Object(at(data, 'library', ...path)))
  return listed
    .map((each) => String(at(each, 'subject')).replace('book/', '').replace('reader/', 'reader '))
    .join(', ')
}

/** By valid day, by the first day of a source, by the first event; what has none comes first, and of equals the first by key. */
const ORDERS = [
  ['VALID', 'e, b, c, a, d', 'e, b, c, a, d, reader a'],
  ['KNOWN', 'e, a, b, d, c', 'e, a, b, d, c, reader a'],
  ['RECORDED', 'd, b, a, e, c', 'd, b, a, e, c, reader a'],
  ['SUBJECT', 'a, b, c, d, e', 'a, b, c, d, e, reader a'],
] as const

describe.each(ORDERS)('in the order of %s', (by, books, all) => {
  test('a list of one kind', async () => {
    expect(await namesOf(`asOf { bookList(order: ${by}_ASC) { subject } }`, 'asOf', 'bookList')).toBe(books)
  })

  test('items of all kinds', async () => {
    expect(
      await namesOf(
        `asOf { items(order: ${by}_ASC certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]) { nodes { subject } } }`,
        'asOf',
        'items',
        'nodes',
      ),
    ).toBe(all)
  })

  test('changes, by what is or was', async () => {
    const compared = 'compare(from: { date: "2019-01-01" }, to: { date: "2020-01-20" })'
    // Of e it is open whether it was there before: that it is undated is no change.
    for (const [field, path] of [
      [`changes(kinds: ["book"] order: ${by}_ASC) { subject }`, ['changes']],
      [`differences(kinds: ["book"] order: ${by}_ASC) { nodes { subject } }`, ['differences', 'nodes']],
    ] as const)
      expect(await namesOf(`${compared} { ${field} }`, 'compare', ...path)).toBe(
        books.replace('e, ', '').replace(', e', ''),
      )
  })

  test('descending is the very reverse', async () => {
    const reversed = all.split(', ').toReversed().join(', ')
    expect(
      await namesOf(
        `asOf { items(order: ${by}_DESC certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]) { nodes { subject } } }`,
        'asOf',
        'items',
        'nodes',
      ),
    ).toBe(reversed)
  })
})

test('of the events of one day, that come first which were recorded first', async () => {
  const field = 'timeline(types: ["BookCatalogued"] order: VALID_ASC) { nodes { subject } }'
  expect(await namesOf(field, 'timeline', 'nodes')).toBe('e, b, c, d, a, d')
  expect(await namesOf(field.replace('ASC', 'DESC'), 'timeline', 'nodes')).toBe('d, a, d, c, b, e')
})

test.each([
  ['KNOWN_ASC', 'open north south'],
  ['KNOWN_DESC', 'south north open'],
  ['RECORDED_ASC', 'south north open'],
  ['SUBJECT_ASC', 'north open south'],
])('sources in the order of %s', async (order, labels) => {
  const { data } = await ask(
    `{ sources(order: ${order}) { label } library(id: "library") { sources(order: ${order}) { nodes { label } } } }`,
  )
  for (const list of [at(data, 'sources'), at(data, 'library', 'sources', 'nodes')])
    expect(
      Object.values(Object(list))
        .map((each) => at(each, 'label'))
        .join(' '),
    ).toBe(labels)
})
