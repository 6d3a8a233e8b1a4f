import { beforeAll, describe, expect, test } from 'vitest'
import { bookCatalogued, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

let ask: Ask

beforeAll(async () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  tale.source('news', '2020-03-01')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
  tale.tell(bookCatalogued, 'book/b', { title: 'B' }, { by: 'news', on: '2020-01-31/2020-02-05' })
  tale.tell(bookCatalogued, 'book/c', { title: 'C' }, { by: 'news' })
  tale.correct(book, { payload: { title: 'AA' } })
  ask = askOf(librarySchema, await openTale(tale))
})

const events = (args: string, fields: string) =>
  ask(`{ library(id: "library") { timeline(${args}) { nodes { ${fields} } } } }`)

describe('an event as seen', () => {
  test('says what its corrections leave of it, and what it is about', async () => {
    const fields = 'payload payloadAsSeen subjectAsSeen evidenceAsSeen { start } item { subject headline }'
    const answer = await events('subject: "book/a", types: ["BookCatalogued"]', fields)
    expect(at(answer, 'data', 'library', 'timeline', 'nodes', 0)).toEqual({
      payload: { title: 'A' },
      payloadAsSeen: { title: 'AA' },
      subjectAsSeen: 'book/a',
      evidenceAsSeen: [{ start: 0 }],
      item: { subject: 'book/a', headline: 'a' },
    })
  })

  test('reads as it did from a position before the correction', async () => {
    const answer = await events(
      'subject: "book/a", types: ["BookCatalogued"], position: 3',
      'payloadAsSeen subjectAsSeen',
    )
    expect(at(answer, 'data', 'library', 'timeline', 'nodes', 0, 'payloadAsSeen')).toEqual({ title: 'A' })
  })
})

describe('a range of days', () => {
  test.each([
    ['valid: { from: "2020-01-01", to: "2020-01-31" }', ['book/a', 'book/b', 'book/c']],
    ['valid: { from: "2020-01-01", to: "2020-01-31", sure: true }', ['book/a', 'book/b']],
    ['valid: { from: "2020-02-06", to: "2020-12-31" }', ['book/c']],
    ['valid: { from: "2020-02-06", to: "2020-12-31", sure: true }', []],
    ['from: "2020-02-06", to: "2020-12-31"', ['book/c']],
    ['from: "2020-02-06", to: "2020-12-31", valid: { from: "2020-01-01" }', ['book/a', 'book/b', 'book/c']],
    ['known: { to: "2020-02-01", sure: true }', ['book/a']],
  ])('%s keeps %j', async (range, subjects) => {
    const answer = await events(`${range}, types: ["BookCatalogued"], order: SUBJECT_ASC`, 'subject')
    expect(at(answer, 'data', 'library', 'timeline', 'nodes')).toEqual(
      subjects.map((subject) => ({ subject })),
    )
  })
})

test('an item is known since the first of its sources came out', async () => {
  const answer = await ask(
    '{ library(id: "library") { asOf { item(subject: "book/b") { known { edtf } } } } }',
  )
  expect(at(answer, 'data', 'library', 'asOf', 'item', 'known')).toEqual({ edtf: '2020-03-01' })
})
