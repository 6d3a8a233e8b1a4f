import { beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { bookCatalogued, bookSeen, loanMade, openTale, readerJoined, Tale } from '../toy/index.ts'
import { type Ask, askOf, at } from './ask.ts'
import { librarySchema } from './library-api.ts'

const tale = new Tale()
tale.source('gazette', '2020-02-10')
tale.source('courier')
tale.tell(bookCatalogued, 'book/emma', { title: 'Emma', language: 'en' }, { on: '2020-01-05', by: 'gazette' })
tale.tell(bookCatalogued, 'book/emma', { title: 'Emma', language: 'fr' }, { on: '2020-01-05', by: 'courier' })
tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/a' }, { on: '2020-02-01', by: 'gazette' })
tale.tell(readerJoined, 'reader/ann', { name: 'Ann' }, { on: '[2020-01..2020-03]', by: 'gazette' })
tale.tell(
  loanMade,
  'loan/1',
  { book: 'book/emma', reader: 'reader/ann', due: { edtf: '2020-03-01', basis: 'stated' } },
  { on: '2020-02-10', by: 'gazette' },
)

let ask: Ask
beforeAll(async () => {
  ask = askOf(librarySchema, await openTale(tale))
})

/** The API knows nothing of relationships: the same questions, asked of a lending library. */
describe('the API over a domain of its own', () => {
  async function library(fields: string): Promise<unknown> {
    const { data, errors } = await ask(`{ library(id: "library") { ${fields} } }`)
    expect(errors).toEqual([])
    return at(data, 'library')
  }

  test('asOf answers with items, their certainty, evidence and reasons', async () => {
    const state = await library(`asOf(date: "2020-02-15") {
      item(subject: "book/emma") {
        __typename ... on Book { key } certainty singleSource when { edtf begin { exact } }
        evidence { source { subject digest } start end quote } because { type }
      }
      readerList { certainty likely }
      loanList { subject }
    }`)
    expect(state).toMatchObject({
      asOf: {
        item: {
          __typename: 'Book',
          key: 'book/emma',
          certainty: 'DEFINITELY',
          singleSource: false,
          when: { edtf: '2020-01-05', begin: { exact: true } },
          because: expect.arrayContaining([{ type: 'BookCatalogued' }]),
        },
        readerList: [{ certainty: 'POSSIBLY' }],
        loanList: [{ subject: 'loan/1' }],
      },
    })
    expect(at(state, 'asOf', 'item', 'evidence', 0)).toEqual({
      source: { subject: 'source/gazette', digest: sha256Hex('a text in made-up words') },
      start: 0,
      end: 5,
      quote: null,
    })
  })

  test('count is a pair', async () => {
    const state = await library(
      'asOf(date: "2020-02-15") { book: count(kind: "book") { definite possible } reader: count(kind: "reader") { definite possible } }',
    )
    expect(state).toEqual({
      asOf: { book: { definite: 1, possible: 0 }, reader: { definite: 0, possible: 1 } },
    })
  })

  test('an item of which nothing can be seen is null', async () => {
    expect(await library('asOf(date: "2020-02-15") { item(subject: "book/ulysses") { subject } }')).toEqual({
      asOf: { item: null },
    })
  })

  test('conflicts stand side by side', async () => {
    const state = await library(
      'asOf(date: "2020-02-15") { conflicts { kind subject field item { __typename } sides { value sources { subject } } } }',
    )
    expect(at(state, 'asOf', 'conflicts')).toMatchObject([
      {
        kind: 'CONFLICT',
        subject: 'book/emma',
        field: 'language',
        item: { __typename: 'Book' },
        sides: expect.arrayContaining([
          { value: 'en', sources: [{ subject: 'source/gazette' }] },
          { value: 'fr', sources: [{ subject: 'source/courier' }] },
        ]),
      },
    ])
  })

  test('compare says what changed and why', async () => {
    const compared = await library(`compare(from: { date: "2020-02-01" }, to: { date: "2020-03-02" }) {
      changes(change: [ADDED]) { __typename subject change causes ... on LoanChange { was { key } is { key } } }
    }`)
    expect(at(compared, 'compare', 'changes')).toEqual([
      {
        __typename: 'LoanChange',
        subject: 'loan/1',
        change: 'ADDED',
        causes: expect.arrayContaining(['WORLD_CHANGED']),
        was: null,
        is: { key: 'loan/1' },
      },
    ])
  })

  test('timeline, node and libraries work', async () => {
    const { data } = await ask(
      '{ libraries { id position timeline(first: 1) { totalCount } } node(id: "library") { ... on Library { position } } }',
    )
    expect(data).toEqual({
      libraries: [{ id: 'library', position: 7, timeline: { totalCount: 7 } }],
      node: { position: 7 },
    })
  })
})
