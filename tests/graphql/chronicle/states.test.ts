import { parse } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { limitsWith } from '../../../src/graphql/index.ts'
import { measureOperation } from '../../server/document/limited.ts'
import { bookCatalogued, loanMade, loanReturned, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Two sources that give one book two titles; a loan that comes to an end. */
const tale = new Tale()
tale.source('gazette', '2020-01-10', 'town')
tale.source('courier', '2020-06-10', 'press')
tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-05', by: 'gazette' })
tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01-08', by: 'gazette' })
tale.tell(loanReturned, 'loan/1', {}, { on: '2020-03-01', by: 'courier' })
tale.tell(bookCatalogued, 'book/emma', { title: 'Emma, a Novel' }, { on: '2020-02-05', by: 'courier' })

const DATES = ['2020-03-01', '2019-12-31', '2020-01-08', '2020-01-06', '2020-01-08', '2020-02-29']

let ask: Ask
beforeAll(async () => {
  ask = askOf(librarySchema, await openTale(tale))
})

describe('Relationship.states', () => {
  const fields = `point { date knownAt position trusting { without } } recordEnds
    items(first: 100, certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]) {
      nodes { id subject certainty claims { values { value } } because { digest } }
    }
    facets { total { definite possible } kinds { key count { definite possible } } }`

  test.each([
    [''],
    ['knownAt: "2020-02-01"'],
    ['position: 4'],
    ['recordedAt: "1970-01-01T00:00:05.000Z"'],
    ['trusting: { without: ["courier"] }, knownAt: "2021-01-01"'],
  ])('gives on each date what asOf gives there, in the order of the dates: %s', async (others) => {
    const aliases = DATES.map((date, nth) => `d${nth}: asOf(date: "${date}", ${others}) { ${fields} }`)
    const { data, errors } = await ask(
      `query ($dates: [Date!]!) {
        library(id: "library") { states(dates: $dates, ${others}) { ${fields} } ${aliases.join(' ')} }
      }`,
      { dates: DATES },
    )
    expect(errors).toEqual([])
    const states = at(data, 'library', 'states')
    expect(states).toEqual(DATES.map((_, nth) => at(data, 'library', `d${nth}`)))
    expect(new Set(DATES.map((_, nth) => JSON.stringify(at(states, nth, 'items')))).size).toBeGreaterThan(2)
  })

  test('gives nothing of no dates', async () => {
    const { data } = await ask('{ library(id: "library") { states(dates: []) { recordEnds } } }')
    expect(at(data, 'library', 'states')).toEqual([])
  })

  test('tells every fault of its arguments at once, each once', async () => {
    const { data, errors } = await ask(
      `query ($dates: [Date!]!) {
        library(id: "library") { states(dates: $dates, position: 99, trusting: { only: ["herald"] }) { recordEnds } }
      }`,
      { dates: Array.from({ length: 101 }, () => '2020-01-01') },
    )
    expect(at(data, 'library', 'states')).toBeNull()
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions.faults).toMatchObject([
      { code: 'E_TOO_MANY', argument: 'dates', message: 'expected 100 dates at most, got 101' },
      { code: 'E_UNKNOWN_SOURCE', argument: 'trusting.only' },
      { code: 'E_POSITION', argument: 'position' },
    ])
  })

  test('counts the subjects of each kind on each date in one request', async () => {
    const { data } = await ask(
      `query ($dates: [Date!]!) {
        library(id: "library") {
          states(dates: $dates) {
            facets { kinds { key count { definite possible } } }
            book: count(kind: "book") { definite possible }
            loan: count(kind: "loan") { definite possible }
          }
        }
      }`,
      { dates: DATES },
    )
    const counts = DATES.map((_, nth) => {
      const counted = ['book', 'loan'].map((key) => ({ key, count: at(data, 'library', 'states', nth, key) }))
      const some = counted.filter(({ count }) => at(count, 'definite') !== 0 || at(count, 'possible') !== 0)
      const kinds = at(data, 'library', 'states', nth, 'facets', 'kinds')
      expect(kinds).toHaveLength(some.length)
      expect(kinds).toEqual(expect.arrayContaining(some))
      return some.length
    })
    expect(new Set(counts)).toEqual(new Set([0, 1, 2]))
  })

  test('costs what so many states cost', () => {
    const priced = (length: number, dates: object = {}) => {
      const query = `query ($dates: [Date!]!) { library(id: "x") { states(dates: $dates) { point { date } } } }`
      const variables = { dates: Array.from({ length }, () => '2020-01-01'), ...dates }
      return measureOperation({ document: parse(query), variables }, librarySchema, limitsWith()).cost?.things
    }
    // A state, and the point in it.
    expect((priced(90) ?? 0) - (priced(10) ?? 0)).toBe(80 * 2)
  })
})
