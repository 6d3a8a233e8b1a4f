import { beforeAll, describe, expect, test } from 'vitest'
import type { Chronicle } from '../../../src/engine/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { continueTale, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { Dice } from '../look-ahead/dice.ts'
import { BUSY, tellMore, tellSources } from './busy-tale.ts'

/** REGESTA_PAGES=500 REGESTA_SEED=7 npx vitest run tests/graphql/pages: so many tales, from that seed on. */
const TALES = Number(process.env.REGESTA_PAGES ?? atLength(20, 10))
const SEED = Number(process.env.REGESTA_SEED ?? 1)

const NODES = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node'
const ORDERS = ['VALID', 'KNOWN', 'RECORDED', 'SUBJECT'].flatMap((by) => [`${by}_ASC`, `${by}_DESC`])

/** The lists that are paged: how each is asked for, with its clocks and the arguments of its page, and where it stands. */
const LISTS = [
  {
    name: 'timeline',
    path: ['timeline'],
    orders: ORDERS,
    filters: ['', 'search: "book"', 'kinds: ["loan"]', 'valid: { from: "2020-01-04" }'],
    document: (clocks: string, args: string) => `timeline(${clocks} ${args}) { ${NODES} { id } } }`,
  },
  {
    name: 'sources',
    path: ['sources'],
    orders: ORDERS.filter((order) => !order.startsWith('VALID')),
    filters: ['', 'search: "late"', 'known: { to: "2020-01-06" }'],
    document: (clocks: string, args: string) => `sources(${clocks} ${args}) { ${NODES} { id } } }`,
  },
  {
    name: 'items',
    path: ['asOf', 'items'],
    orders: ORDERS,
    filters: ['', 'kinds: ["book", "loan"]', 'certainty: [DEFINITELY, POSSIBLY, NO]', 'book: "emma"'],
    document: (clocks: string, args: string) =>
      `asOf(date: "2020-01-08" ${clocks}) { items(${args}) { ${NODES} { id } } } }`,
  },
  {
    name: 'differences',
    path: ['compare', 'differences'],
    orders: ORDERS,
    filters: ['', 'change: [ADDED, CHANGED]', 'kinds: ["book"]'],
    document: (clocks: string, args: string) =>
      `compare(from: { date: "2020-01-03" ${clocks} }, to: { date: "2020-01-10" ${clocks} }) { differences(${args}) { ${NODES} { subject change before { id } after { id } } } } }`,
  },
] as const

type Page = {
  readonly nodes: readonly string[]
  readonly total: number
  readonly next: string | undefined
  readonly previous: string | undefined
}

describe.each(LISTS)('the pages of $name', ({ path, orders, filters, document }) => {
  let ask: Ask
  let chronicle: Chronicle
  let tale: Tale

  async function page(clocks: string, args: string): Promise<Page> {
    const { data, errors } = await ask(`{ library(id: "library") { ${document(clocks, args)} } }`)
    expect(errors).toEqual([])
    const list = at(data, 'library', ...path)
    const edges: readonly unknown[] = Object.values(Object(at(list, 'edges')))
    const info = Object(at(list, 'pageInfo'))
    expect(edges.map((edge) => textAt(edge, 'cursor')).at(-1) ?? null).toBe(info.endCursor)
    expect(edges.map((edge) => textAt(edge, 'cursor')).at(0) ?? null).toBe(info.startCursor)
    return {
      nodes: edges.map((edge) => JSON.stringify(at(edge, 'node'))),
      total: Number(at(list, 'totalCount')),
      next: info.hasNextPage === true ? info.endCursor : undefined,
      previous: info.hasPreviousPage === true ? info.startCursor : undefined,
    }
  }

  /** The whole list, read while events arrive: from the first page on, or back from the last. */
  async function readWhole(
    args: string,
    size: number,
    forward: boolean,
    dice: Dice,
  ): Promise<readonly string[]> {
    const nodes: string[] = []
    const { position } = chronicle
    let cursor = ''
    for (;;) {
      const read = await page('', `${args} ${forward ? 'first' : 'last'}: ${size} ${cursor}`)
      const place = chronicle.position === position ? '' : `:${position}`
      for (const [, named] of read.nodes.join().matchAll(/@library(:?\d*),/g)) expect(named).toBe(place)
      if (forward) nodes.push(...read.nodes)
      else nodes.unshift(...read.nodes)
      expect(read.nodes.length).toBeLessThanOrEqual(size)
      const more = forward ? read.next : read.previous
      if (more === undefined) {
        expect(nodes).toHaveLength(read.total)
        return nodes
      }
      cursor = forward ? `after: "${more}"` : `before: "${more}"`
      tellMore(tale, dice, dice.upTo(4))
      await continueTale(chronicle, tale)
    }
  }

  test(
    'put together are the list as it stood for the first, forward and backward, while events arrive',
    async () => {
      let turned = 0
      for (let seed = SEED; seed < SEED + TALES; seed += 1) {
        const dice = new Dice(seed)
        tale = new Tale()
        tellSources(tale, dice)
        tellMore(tale, dice, 12 + dice.upTo(20))
        chronicle = await openTale(tale)
        ask = askOf(librarySchema, chronicle)
        const args = `order: ${dice.of(orders)} ${dice.of(filters)}`
        for (const forward of [true, false]) {
          const { position } = chronicle
          const nodes = await readWhole(args, 1 + dice.upTo(5), forward, dice)
          const { nodes: whole } = await page(`, position: ${position}`, `${args} first: 100`)
          const named = nodes.map((node) => node.replaceAll('@library,', `@library:${position},`))
          expect(named, `seed ${seed}, ${args}, ${forward ? 'forward' : 'backward'}`).toEqual(whole)
          expect(new Set(nodes).size).toBe(nodes.length)
          turned += chronicle.position - position
        }
      }
      expect(turned).toBeGreaterThan(TALES)
    },
    60_000 + TALES * 1_000,
  )
})

describe('a cursor', () => {
  let ask: Ask
  const cursors = new Map<string, string>()
  const document = (name: string, clocks: string, args: string) =>
    LISTS.find((list) => list.name === name)?.document(clocks, args) ?? ''

  async function errorsOf(name: string, clocks: string, args: string) {
    const { errors } = await ask(`{ library(id: "library") { ${document(name, clocks, args)} } }`)
    return errors.flatMap(({ extensions: { faults } }) => (Array.isArray(faults) ? faults : ['no faults']))
  }

  beforeAll(async () => {
    const tale = new Tale()
    for (const source of BUSY.sources) tale.source(source, '2020-01-01')
    tellMore(tale, new Dice(1), 40)
    ask = askOf(librarySchema, await openTale(tale))
    for (const { name, path } of LISTS) {
      const { data } = await ask(`{ library(id: "library") { ${document(name, '', 'first: 2')} } }`)
      cursors.set(name, textAt(data, 'library', ...path, 'pageInfo', 'endCursor'))
    }
  })

  test.each(LISTS.flatMap(({ name: of }) => LISTS.map(({ name: to }) => [of, to] as const)))(
    'of %s in %s is taken for what it is',
    async (of, to) => {
      const errors = await errorsOf(to, '', `first: 1 after: "${cursors.get(of)}"`)
      expect(errors).toMatchObject(of === to ? [] : [{ code: 'E_CURSOR', argument: 'after' }])
    },
  )

  test.each([
    ['items', ', knownAt: "2020-01-09"'],
    ['items', ', position: 3'],
    ['items', ', trusting: { only: ["north"] }'],
    ['differences', ', knownAt: "2020-01-09"'],
    ['differences', ', position: 3'],
    ['timeline', ', position: 3'],
    ['sources', ', trusting: { only: ["north"] }'],
  ])('of %s is refused where it is asked from elsewhere: %s', async (name, clocks) => {
    const errors = await errorsOf(name, clocks, `first: 1 after: "${cursors.get(name)}"`)
    expect(errors).toMatchObject([{ code: 'E_CURSOR' }])
  })

  test.each([
    ['a position past the head', { position: 1_000 }],
    ['another day', { date: 1 }],
    ['a day that no date has', { date: 1e16 }],
    ['a trust in nobody there is', { trusting: { only: ['source/none'] } }],
    ['a trust that is none', { trusting: { everyone: true } }],
    ['half a position', { position: 0.5 }],
  ])('that someone forged is refused, whatever it says: %s', async (_, pin) => {
    for (const { name } of LISTS) {
      const [list, pins, key] = JSON.parse(Buffer.from(cursors.get(name) ?? '', 'base64url').toString('utf8'))
      const forged = [list, pins.map((each: object) => ({ ...each, ...pin })), key]
      const text = Buffer.from(JSON.stringify(forged)).toString('base64url')
      // Of a timeline no date is asked: one that is forged is passed over, and shows no more than the cursor did.
      const errors = await errorsOf(name, '', `first: 1 after: "${text}"`)
      const dateless = 'date' in pin && pin.date === 1 && !('date' in (pins[0] ?? {}))
      expect(errors).toMatchObject(dateless ? [] : [{ code: 'E_CURSOR', argument: 'after' }])
    }
  })

  test.each(LISTS.map(({ name }) => name))('of %s must be of something that the list has', async (name) => {
    const [list, pins] = JSON.parse(Buffer.from(cursors.get(name) ?? '', 'base64url').toString('utf8'))
    for (const key of ['book/none', 'f'.repeat(64), '__proto__', 'x'.repeat(500)]) {
      const text = Buffer.from(JSON.stringify([list, pins, key])).toString('base64url')
      expect(await errorsOf(name, '', `before: "${text}"`)).toMatchObject([
        { code: 'E_CURSOR', argument: 'before' },
      ])
    }
  })

  test.each(LISTS.map(({ name }) => name))(
    'of %s leaves nothing beyond the last, and nothing before the first',
    async (name) => {
      const path = LISTS.find((list) => list.name === name)?.path ?? []
      const all = await ask(`{ library(id: "library") { ${document(name, '', 'first: 100')} } }`)
      const info = Object(at(all.data, 'library', ...path, 'pageInfo'))
      const beyond = await ask(
        `{ library(id: "library") { ${document(name, '', `after: "${info.endCursor}"`)} } }`,
      )
      expect(at(beyond.data, 'library', ...path)).toMatchObject({
        edges: [],
        totalCount: at(all.data, 'library', ...path, 'totalCount'),
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      })
      const before = await ask(
        `{ library(id: "library") { ${document(name, '', `last: 5 before: "${info.startCursor}"`)} } }`,
      )
      expect(at(before.data, 'library', ...path)).toMatchObject({
        edges: [],
        pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
      })
    },
  )

  test.each(LISTS.map(({ name }) => name))(
    'and the size of a page of %s are refused together, each by its argument',
    async (name) => {
      for (const [args, faults] of [
        ['first: 0', ['first']],
        ['first: -1', ['first']],
        ['last: 101', ['last']],
        ['first: 1 last: 1', ['last']],
        ['first: 101 last: 0 after: "x" before: "y"', ['first', 'last', 'last', 'after', 'before']],
      ] as const) {
        const { errors } = await ask(`{ library(id: "library") { ${document(name, '', args)} } }`)
        expect(errors).toHaveLength(1)
        expect(errors[0]?.extensions.faults).toMatchObject(faults.map((argument) => ({ argument })))
      }
    },
  )
})
