import { createApi } from '../src/server/index.ts'
import { type Ask, asking } from '../tests/graphql/ask.ts'
import { librarySchema } from '../tests/graphql/library-api.ts'
import { openAsWritten } from '../tests/graphql/look-ahead/ask.ts'
import { library, TALE } from '../tests/toy/index.ts'
import { booksAndLoans } from './books.ts'
import { compareWhole, type Figure } from './pairs.ts'

const [FEW, MANY] = [1_000, 4_000]

/** So many dates in turn: from each, what was seen from it before is seen again, but nothing that was answered. */
const DATES = 4

/** What each list costs of four times as many events: 4 where it grows in step with them, 16 where by their square. */
export async function listFigures(): Promise<readonly Figure[]> {
  const [few, many] = [await askingOf(FEW), await askingOf(MANY)]
  const figures: Figure[] = []
  for (const [name, list] of Object.entries(LISTS)) {
    for (let date = 0; date < DATES; date += 1) for (const ask of [few, many]) await ask(list)
    const figure = await compareWhole(
      `${name} / of ${FEW}`,
      () => few(list),
      () => many(list),
      11,
      DATES,
    )
    figures.push(figure)
  }
  return figures
}

/** Asks a library of so many events for a list, from the next date each time. */
async function askingOf(events: number): Promise<(list: string) => Promise<void>> {
  const chronicle = await openAsWritten(TALE, library, booksAndLoans(events))
  const ask: Ask = asking(createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]) }))
  let times = 0
  return async (list) => {
    times += 1
    const date = `20${26 + (times % DATES)}-01-01`
    // By another name each time: what was answered once is not worked out again.
    const { errors } = await ask(`{ library(id: "${TALE}") { time${times}: ${list.replace('DATE', date)} } }`)
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
  }
}

const LISTS: Readonly<Record<string, string>> = {
  'items, all': 'asOf(date: "DATE") { items(first: 20) { totalCount } }',
  'items, searched': 'asOf(date: "DATE") { items(first: 20 search: "viet nam sea") { totalCount } }',
  'items, searched in vain':
    'asOf(date: "DATE") { items(first: 20 search: "vietnam nowhere atall") { totalCount } }',
  'items, by a name': 'asOf(date: "DATE") { items(first: 20 book: "red blue green") { totalCount } }',
  'items, by author': 'asOf(date: "DATE") { items(first: 20 author: "red sea") { totalCount } }',
  'items, by status': 'asOf(date: "DATE") { items(first: 20 status: ["open"]) { totalCount } }',
  'items, by ranges':
    'asOf(date: "DATE") { items(first: 20 valid: { from: "2015-01-01" to: "2015-12-31" } known: { to: "2020-01-01" }) { totalCount } }',
  'items, by what was known first': 'asOf(date: "DATE") { items(last: 20 order: KNOWN_DESC) { totalCount } }',
  'one list': 'asOf(date: "DATE") { bookList(source: "s3" search: "sea") { key } }',
  conflicts: 'asOf(date: "DATE") { conflicts(search: "sea") { field } }',
  'timeline, all': 'timeline(first: 20) { totalCount }',
  'timeline, searched': 'timeline(first: 20 search: "vietnam") { totalCount }',
  'timeline, by author': 'timeline(first: 20 author: "red sea") { totalCount }',
  'differences, searched':
    'compare(from: { date: "2015-01-01" }, to: { date: "2016-01-01" }) { differences(search: "sea") { totalCount } }',
}
