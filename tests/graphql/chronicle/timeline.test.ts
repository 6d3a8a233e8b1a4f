import { beforeEach, describe, expect, test } from 'vitest'
import type { Chronicle } from '../../../src/engine/index.ts'
import { bookCatalogued, continueTale, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Two undated sources, then books of January 2020, told from the last day to the first. */
function books(): Tale {
  const tale = new Tale()
  tale.source('gazette', '2020-02-01')
  tale.source('courier', '2020-03-01')
  for (const day of [9, 8, 7, 6, 5, 4, 3]) catalogue(tale, day, day % 2 === 0 ? 'gazette' : 'courier')
  return tale
}

function catalogue(tale: Tale, day: number, by: string): string {
  return tale.tell(bookCatalogued, `book/${day}`, { title: `Book ${day}` }, { on: `2020-01-0${day}`, by })
}

let tale: Tale
let chronicle: Chronicle
let ask: Ask
beforeEach(async () => {
  tale = books()
  chronicle = await openTale(tale)
  ask = askOf(librarySchema, chronicle)
})

type Page = {
  readonly subjects: readonly string[]
  readonly cursors: readonly string[]
  readonly totalCount: number
  readonly pageInfo: Readonly<Record<string, unknown>>
}

async function page(args: string): Promise<Page> {
  const { data, errors } = await ask(`{ library(id: "library") { timeline(${args}) {
    __typename totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { __typename cursor node { __typename subject } } nodes { subject }
  } } }`)
  expect(errors).toEqual([])
  const timeline = at(data, 'library', 'timeline')
  const edges = at(timeline, 'edges')
  const nodes = at(timeline, 'nodes')
  if (!Array.isArray(edges) || !Array.isArray(nodes)) throw new Error('no edges')
  expect(at(timeline, '__typename')).toBe('EventConnection')
  const subjects = edges.map((edge) => textAt(edge, 'node', 'subject'))
  expect(nodes.map((node) => textAt(node, 'subject'))).toEqual(subjects)
  for (const edge of edges)
    expect([at(edge, '__typename'), at(edge, 'node', '__typename')]).toEqual(['EventEdge', 'Event'])
  const cursors = edges.map((edge) => textAt(edge, 'cursor'))
  const pageInfo = Object(at(timeline, 'pageInfo'))
  expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([cursors[0] ?? null, cursors.at(-1) ?? null])
  return { subjects, cursors, totalCount: Number(at(timeline, 'totalCount')), pageInfo }
}

const BOOKS = 'types: ["BookCatalogued"]'
const IN_ORDER = [3, 4, 5, 6, 7, 8, 9].map((day) => `book/${day}`)

describe('timeline', () => {
  test('is in order of valid time, undated events first', async () => {
    expect((await page('first: 100')).subjects).toEqual(['source/gazette', 'source/courier', ...IN_ORDER])
  })

  test.each([
    ['RECORDED_ASC', [9, 8, 7, 6, 5, 4, 3]],
    ['RECORDED_DESC', [3, 4, 5, 6, 7, 8, 9]],
    ['VALID_DESC', [9, 8, 7, 6, 5, 4, 3]],
    ['KNOWN_ASC', [8, 6, 4, 9, 7, 5, 3]],
    ['KNOWN_DESC', [3, 5, 7, 9, 4, 6, 8]],
    ['SUBJECT_ASC', [3, 4, 5, 6, 7, 8, 9]],
    ['SUBJECT_DESC', [9, 8, 7, 6, 5, 4, 3]],
  ])('is in the order that is asked: %s', async (order, days) => {
    expect((await page(`order: ${order}, ${BOOKS}`)).subjects).toEqual(days.map((day) => `book/${day}`))
  })

  test.each([1, 2, 3, 7, 100])('first: %i pages forward through all of it, each once', async (size) => {
    const subjects: string[] = []
    let after = ''
    for (;;) {
      const { subjects: some, pageInfo, totalCount } = await page(`${BOOKS}, first: ${size} ${after}`)
      subjects.push(...some)
      expect(totalCount).toBe(7)
      expect(pageInfo.hasPreviousPage).toBe(after !== '')
      expect(pageInfo.hasNextPage).toBe(subjects.length < 7)
      if (pageInfo.hasNextPage !== true) break
      after = `after: "${pageInfo.endCursor}"`
    }
    expect(subjects).toEqual(IN_ORDER)
  })

  test.each([1, 2, 3, 7, 100])(
    'last: %i pages backward through all of it, each page in order',
    async (size) => {
      const subjects: string[] = []
      let before = ''
      for (;;) {
        const { subjects: some, pageInfo } = await page(`${BOOKS}, last: ${size} ${before}`)
        subjects.unshift(...some)
        expect(pageInfo.hasPreviousPage).toBe(subjects.length < 7)
        expect(pageInfo.hasNextPage).toBe(before !== '')
        if (pageInfo.hasPreviousPage !== true) break
        before = `before: "${pageInfo.startCursor}"`
      }
      expect(subjects).toEqual(IN_ORDER)
    },
  )

  test('after and before together leave what lies between', async () => {
    const { cursors } = await page(`${BOOKS}, first: 100`)
    const between = `${BOOKS}, after: "${cursors[1]}", before: "${cursors[5]}"`
    expect((await page(between)).subjects).toEqual(IN_ORDER.slice(2, 5))
    expect((await page(`${between}, first: 1`)).subjects).toEqual([IN_ORDER[2]])
    expect((await page(`${between}, last: 1`)).subjects).toEqual([IN_ORDER[4]])
    const crossed = await page(`${BOOKS}, after: "${cursors[5]}", before: "${cursors[1]}"`)
    expect(crossed.subjects).toEqual([])
    expect(crossed.totalCount).toBe(7)
  })

  test('a page is 20 unless told', async () => {
    const { subjects } = await page('order: VALID_ASC')
    expect(subjects).toHaveLength(9)
    for (let day = 10; day < 40; day += 1)
      tale.tell(bookCatalogued, `book/${day}`, { title: 'More' }, { by: 'gazette' })
    await continueTale(chronicle, tale)
    expect((await page('order: VALID_ASC')).subjects).toHaveLength(20)
  })

  test('pages hold still while events arrive, forward and backward', async () => {
    const first = await page(`${BOOKS}, first: 3`)
    const last = await page(`${BOOKS}, last: 3`)
    const seventh = tale.events.find(({ event }) => event.subject === 'book/7')?.id ?? ''
    catalogue(tale, 1, 'gazette')
    tale.tell(bookCatalogued, 'book/6b', { title: 'Between' }, { on: '2020-01-06', by: 'gazette' })
    tale.tell(bookCatalogued, 'book/6c', { title: 'Between' }, { on: '2020-01-06', by: 'gazette' })
    tale.retract(seventh, { by: 'gazette' })
    await continueTale(chronicle, tale)
    const second = await page(`${BOOKS}, first: 3, after: "${first.pageInfo.endCursor}"`)
    expect([...first.subjects, ...second.subjects]).toEqual(IN_ORDER.slice(0, 6))
    expect(second.totalCount).toBe(7)
    const earlier = await page(`${BOOKS}, last: 3, before: "${last.pageInfo.startCursor}"`)
    expect([...earlier.subjects, ...last.subjects]).toEqual(IN_ORDER.slice(1))
    expect((await page(`${BOOKS}, first: 1`)).subjects).toEqual(['book/1'])
  })

  test('a cursor keeps knownAt and trust: they need not be said again', async () => {
    for (const args of ['knownAt: "2020-02-15"', 'trusting: { only: ["gazette"] }']) {
      const first = await page(`${BOOKS}, first: 1, ${args}`)
      expect(first.totalCount).toBe(3)
      const rest = await page(`${BOOKS}, after: "${first.pageInfo.endCursor}"`)
      expect([...first.subjects, ...rest.subjects]).toEqual(['book/4', 'book/6', 'book/8'])
      const again = await page(`${BOOKS}, ${args}, after: "${first.pageInfo.endCursor}"`)
      expect(again.subjects).toEqual(rest.subjects)
    }
  })

  test.each([
    ['position: 3', 'position'],
    ['knownAt: "2020-02-15"', 'knownAt'],
    ['trusting: { only: ["gazette"] }', 'trusting'],
    ['recordedAt: "2020-02-15T00:00:00Z"', 'recordedAt'],
    ['subject: "book/9"', 'after'],
  ])('a cursor of elsewhere is refused: %s', async (args, argument) => {
    const { cursors } = await page(`${BOOKS}, first: 1`)
    const { errors } = await ask(
      `{ library(id: "library") { timeline(${BOOKS}, after: "${cursors[0]}", ${args}) { totalCount } } }`,
    )
    expect(errors).toMatchObject([{ extensions: { code: 'E_CURSOR', argument } }])
  })

  test('two cursors of different points are refused', async () => {
    const [here] = (await page(`${BOOKS}, first: 1`)).cursors
    const [there] = (await page(`${BOOKS}, last: 1, position: 8`)).cursors
    const { errors } = await ask(
      `{ library(id: "library") { timeline(after: "${here}", before: "${there}") { totalCount } } }`,
    )
    expect(errors).toMatchObject([{ extensions: { code: 'E_CURSOR', argument: 'before' } }])
  })

  test.each([
    ['valid: { from: "2020-01-05" }', IN_ORDER.slice(2)],
    ['valid: { to: "2020-01-05" }', IN_ORDER.slice(0, 3)],
    ['valid: { from: "2020-01-05", to: "2020-01-05" }', ['book/5']],
    ['valid: {}', IN_ORDER],
    ['known: { to: "2020-02-01" }', ['book/4', 'book/6', 'book/8']],
    ['known: { from: "2020-02-02", to: "2020-03-01" }', ['book/3', 'book/5', 'book/7', 'book/9']],
    ['kinds: ["book"]', IN_ORDER],
    ['kinds: ["loan"]', []],
    ['search: "bôok 7"', ['book/7']],
    ['certainty: [POSSIBLY]', []],
    ['certainty: [DEFINITELY]', IN_ORDER],
    ['subject: "book/4"', ['book/4']],
    ['source: "gazette"', ['book/4', 'book/6', 'book/8']],
    ['source: "source/gazette", valid: { to: "2020-01-06" }', ['book/4', 'book/6']],
    ['position: 3', ['book/9']],
    ['recordedAt: "1970-01-01T00:00:04Z"', ['book/8', 'book/9']],
    ['types: []', []],
  ])('%s leaves what it says, the last day included', async (args, subjects) => {
    const types = args.startsWith('types') ? '' : `${BOOKS}, `
    expect((await page(`${types}${args}`)).subjects).toEqual(subjects)
  })

  test('an event moves with its correction, where that can be seen', async () => {
    const ninth = tale.events.find(({ event }) => event.subject === 'book/9')?.id ?? ''
    const before = chronicle.position
    tale.correct(ninth, { valid: { edtf: '2020-01-01', basis: 'stated' } }, { by: 'courier' })
    await continueTale(chronicle, tale)
    expect((await page(BOOKS)).subjects[0]).toBe('book/9')
    expect((await page(`${BOOKS}, valid: { to: "2020-01-02" }`)).subjects).toEqual(['book/9'])
    expect((await page(`${BOOKS}, position: ${before}`)).subjects).toEqual(IN_ORDER)
  })

  test('what is retracted is not there', async () => {
    tale.retract(tale.events.at(-1)?.id ?? '', { by: 'courier' })
    await continueTale(chronicle, tale)
    expect((await page(BOOKS)).totalCount).toBe(6)
  })
})
