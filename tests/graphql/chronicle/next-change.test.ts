import { beforeAll, describe, expect, test } from 'vitest'
import type { Chronicle } from '../../../src/engine/index.ts'
import { AnswerCache } from '../../../src/server/cache/answer-cache.ts'
import { createApi } from '../../../src/server/index.ts'
import { bookCatalogued, loanMade, loanReturned, openTale, stated, Tale } from '../../toy/index.ts'
import { type Ask, asking, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Two sources that come out at different times; a loan that falls due, and comes back; each event a batch. */
function taleOf(): Tale {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10', 'town')
  tale.source('courier', '2020-06-10', 'press')
  tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-05', by: 'gazette' })
  const due = stated('2020-02-01')
  tale.tell(loanMade, 'loan/1', { book: 'book/emma', due }, { on: '2020-01-08', by: 'gazette' })
  tale.tell(loanReturned, 'loan/1', {}, { on: '2020-03-01', by: 'courier' })
  return tale
}

let chronicle: Chronicle
let ask: Ask
const tale = taleOf()
beforeAll(async () => {
  chronicle = await openTale(tale)
  ask = asking(createApi({ schema: librarySchema, chronicles: new Map([[chronicle.name, chronicle]]) }))
})

async function inLibrary(fields: string): Promise<unknown> {
  const { data, errors } = await ask(`{ library(id: "library") { ${fields} } }`)
  expect(errors).toEqual([])
  return at(data, 'library')
}

/** What one of both gives, step by step to the end; each time it is compared with where it came from. */
async function walk(field: 'previousChange' | 'nextChange', on: string, start: Record<string, unknown>) {
  const places: unknown[] = []
  const clock = { VALID: 'date', KNOWN: 'knownAt', RECORDED: 'position' }[on] ?? ''
  for (let point = start; ; ) {
    const args = Object.entries(point).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    const step = await inLibrary(`${field}(on: ${on}, ${args.join(', ')}) { ${clock} }`)
    if (at(step, field) === null) return places
    const place = at(step, field, clock)
    const next = { ...point, [clock]: place }
    const [from, to] = [point, next].map((each) =>
      Object.entries(each).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    )
    const compared = await inLibrary(
      `compare(from: { ${from?.join(', ')} }, to: { ${to?.join(', ')} }) { changes { subject } }`,
    )
    if (clock in point) expect(at(compared, 'compare', 'changes', 0)).toBeDefined()
    places.push(place)
    point = next
  }
}

describe('previousChange and nextChange', () => {
  test('of a state go along its dates, and keep the other clocks', async () => {
    const state = await inLibrary(`asOf(date: "2020-01-20", knownAt: "2020-02-01", position: 4) {
      previousChange { date knownAt position } nextChange { date knownAt position } }`)
    expect(at(state, 'asOf')).toEqual({
      previousChange: { date: '2020-01-07', knownAt: '2020-02-01', position: 4 },
      nextChange: { date: '2020-02-02', knownAt: '2020-02-01', position: 4 },
    })
  })

  test('of a state do not look beyond what is visible there', async () => {
    const hidden = await inLibrary(`asOf(date: "2020-02-10", knownAt: "2020-02-01") { nextChange { date } }`)
    expect(at(hidden, 'asOf', 'nextChange')).toBeNull()
    const visible = await inLibrary('asOf(date: "2020-02-10") { nextChange { date } }')
    expect(at(visible, 'asOf', 'nextChange', 'date')).toBe('2020-03-01')
  })

  test.each([
    ['nextChange', 'VALID', { date: '2019-12-01' }, ['2020-01-05', '2020-01-08', '2020-02-02', '2020-03-01']],
    [
      'previousChange',
      'VALID',
      { date: '2020-04-01' },
      ['2020-02-29', '2020-02-01', '2020-01-07', '2020-01-04'],
    ],
    ['nextChange', 'KNOWN', { date: '2020-04-01', knownAt: '2020-01-01' }, ['2020-01-10', '2020-06-10']],
    ['previousChange', 'KNOWN', { date: '2020-04-01' }, ['2020-06-09', '2020-01-09']],
    ['nextChange', 'RECORDED', { date: '2020-04-01', position: 0 }, [3, 4, 5]],
    ['previousChange', 'RECORDED', { date: '2020-04-01' }, [4, 3, 2]],
    ['nextChange', 'KNOWN', { date: '2020-04-01' }, []],
    ['nextChange', 'RECORDED', { date: '2020-04-01' }, []],
    // On that day nothing was there yet: what was recorded is no step.
    ['nextChange', 'RECORDED', { date: '2019-12-01', position: 0 }, []],
  ] as const)('%s goes along %s from %o', async (field, on, start, expected) => {
    expect(await walk(field, on, start)).toEqual(expected)
  })

  test('tell every fault of the point', async () => {
    const { errors } = await ask('{ library(id: "library") { nextChange(position: 99) { date } } }')
    expect(errors[0]?.extensions).toMatchObject({ code: 'E_POSITION', argument: 'position' })
  })

  test('are kept where nothing that is recorded later can change them, and no longer', async () => {
    const growing = await openTale(tale)
    const api = createApi({
      schema: librarySchema,
      chronicles: new Map([[growing.name, growing]]),
      cache: new AnswerCache(1_000_000),
    })
    const asked = async (fields: string) => {
      const query = encodeURIComponent(`{ library(id: "library") { ${fields} } }`)
      const response = await api.fetch(`http://localhost/graphql?query=${query}`)
      return { text: await response.text(), cache: response.headers.get('cache-control') }
    }
    const pinned = 'date: "2020-04-01", position: 5'
    const next = await asked(`nextChange(on: RECORDED, ${pinned}) { position }`)
    expect(next.text).toContain('"nextChange":null')
    expect(next.cache).not.toContain('immutable')
    const known = await asked(`nextChange(on: KNOWN, ${pinned}, knownAt: "2020-03-01") { knownAt }`)
    expect(known.cache).toContain('immutable')
    tale.tell(bookCatalogued, 'book/persuasion', { title: 'P' }, { on: '2020-01-05', by: 'gazette' })
    await growing.record({ events: tale.envelopes.slice(5) })
    expect((await asked(`nextChange(on: RECORDED, ${pinned}) { position }`)).text).toContain('"position":6')
  })
})
