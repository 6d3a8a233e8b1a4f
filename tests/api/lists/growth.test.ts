import { describe, expect, test } from 'vitest'
import { createApi } from '../../../src/api/index.ts'
import type { Chronicle } from '../../../src/chronicle/index.ts'
import type { Envelope } from '../../../src/event/index.ts'
import { bookCatalogued, evidenceIn, library, loanMade, loanReturned, TALE } from '../../toy/index.ts'
import { type Ask, asking } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { openAsWritten } from '../look-ahead/ask.ts'
import { Dice } from '../look-ahead/dice.ts'

/** REGESTA_GROWTH=10000 npx vitest run tests/api/lists/growth.test.ts prints what each list takes of so many events. */
const SHOWN = Number(process.env.REGESTA_GROWTH ?? 0)

/** So many events of a library: half of them catalogue books, the others lend those and take them back. */
function eventsOf(count: number): readonly Envelope[] {
  const dice = new Dice(count)
  const words = [
    'red',
    'blue',
    'green',
    'night',
    'day',
    'sea',
    'Việt',
    'Nam',
    'Tōkyō',
    'house',
    'road',
    'bridge',
  ]
  const day = () => `20${10 + dice.upTo(15)}-0${1 + dice.upTo(9)}-1${dice.upTo(10)}`
  const common = { chronicle: TALE, version: 1 } as const
  const sources = Array.from({ length: 20 }, (_, index) => `s${index}`)
  const registered = sources.map(
    (name): Envelope => ({
      ...common,
      type: 'SourceRegistered',
      subject: `source/${name}`,
      payload: { label: name, published: { edtf: day(), basis: 'stated' }, absent: [] },
      ...evidenceIn([name]),
    }),
  )
  const told = Array.from({ length: count - sources.length }, (_, index): Envelope => {
    const how = {
      ...common,
      valid: { edtf: day(), basis: 'stated' as const },
      ...evidenceIn([dice.of(sources)]),
      salt: String(index),
    }
    const name = Math.floor(index / 4)
    const title = dice.some(words, 3).join(' ')
    if (index % 4 < 2)
      return {
        ...how,
        type: bookCatalogued.type,
        subject: `book/b${name}`,
        payload: { title, authors: dice.some(words, 1).map((word) => `${word} ${dice.of(words)}`) },
      }
    if (index % 4 === 2)
      return {
        ...how,
        type: loanMade.type,
        subject: `loan/l${name}`,
        payload: { book: `book/b${dice.upTo(name + 1)}` },
      }
    return { ...how, type: loanReturned.type, subject: `loan/l${name}`, payload: {} }
  })
  return [...registered, ...told]
}

const CLOCKS = 'date: "2030-01-01"'
const LISTS: Readonly<Record<string, string>> = {
  'items, all': 'asOf(DATE) { items(first: 20) { totalCount } }',
  'items, searched': 'asOf(DATE) { items(first: 20 search: "viet nam sea") { totalCount } }',
  'items, searched in vain': 'asOf(DATE) { items(first: 20 search: "vietnam nowhere atall") { totalCount } }',
  'items, by a name': 'asOf(DATE) { items(first: 20 book: "red blue green") { totalCount } }',
  'items, by author': 'asOf(DATE) { items(first: 20 author: "red sea") { totalCount } }',
  'items, by status': 'asOf(DATE) { items(first: 20 status: ["open"]) { totalCount } }',
  'items, by ranges':
    'asOf(DATE) { items(first: 20 valid: { from: "2015-01-01" to: "2015-12-31" } known: { to: "2020-01-01" }) { totalCount } }',
  'items, by what was known first': 'asOf(DATE) { items(last: 20 order: KNOWN_DESC) { totalCount } }',
  'one list': 'asOf(DATE) { bookList(source: "s3" search: "sea") { key } }',
  conflicts: 'asOf(DATE) { conflicts(search: "sea") { field } }',
  'timeline, all': 'timeline(first: 20) { totalCount }',
  'timeline, searched': 'timeline(first: 20 search: "vietnam") { totalCount }',
  'timeline, by author': 'timeline(first: 20 author: "red sea") { totalCount }',
  'differences, searched':
    'compare(from: { date: "2015-01-01" }, to: { date: "2016-01-01" }) { differences(search: "sea") { totalCount } }',
}

/** Milliseconds of this thread’s own, however busy the machine is: of the first time, when nothing was seen from there yet, and the best of three that follow. */
async function timeOf(
  ask: Ask,
  chronicle: Chronicle,
  list: string,
  round: number,
): Promise<readonly [number, number]> {
  const times: number[] = []
  const day = `20${26 + (round % 4)}-01-01`
  for (let time = 0; time < 4; time += 1) {
    const from = process.threadCpuUsage()
    // By another name each time: what was answered once is not worked out again.
    const query = `{ library(id: "${chronicle.name}") { time${time}: ${list.replace('DATE', CLOCKS.replace('2030-01-01', day))} } }`
    const { errors } = await ask(query)
    expect(errors).toEqual([])
    const { user, system } = process.threadCpuUsage(from)
    times.push((user + system) / 1_000)
  }
  return [times[0] ?? 0, Math.min(...times.slice(1))]
}

async function timesOf(count: number): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const chronicle = await openAsWritten(TALE, library, eventsOf(count))
  const ask = asking(createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]) }))
  const times = new Map<string, readonly [number, number]>()
  for (const [index, [name, list]] of Object.entries(LISTS).entries())
    times.set(name, await timeOf(ask, chronicle, list, index))
  return times
}

describe('what a list costs', () => {
  test('grows in step with what there is to look at', { timeout: 120_000, retry: 3 }, async () => {
    const [few, many] = [await timesOf(1_000), await timesOf(4_000)]
    const growth = [...many].map(
      ([name, [, best]]) => [name, best / Math.max(3, few.get(name)?.[1] ?? 3)] as const,
    )
    // Four times as much takes some four times as long; its square would take sixteen times, every time.
    expect(growth.filter(([, times]) => times > 10)).toEqual([])
  })

  test.runIf(SHOWN > 0)('is shown', { timeout: 600_000 }, async () => {
    for (const [name, [first, best]] of await timesOf(SHOWN))
      console.log(
        `${name.padEnd(32)} first ${first.toFixed(0).padStart(6)} ms, then ${best.toFixed(1).padStart(7)} ms`,
      )
  })
})
