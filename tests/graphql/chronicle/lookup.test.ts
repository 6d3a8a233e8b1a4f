import { isInterfaceType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourceRegistered } from '../../../src/event/index.ts'
import { bookCatalogued, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at, openCorpus, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { BUSY, tellMore, tellSources } from '../lists/busy-tale.ts'
import { Dice } from '../look-ahead/dice.ts'

/** All that is asked of a node, by what it is: it must say the same when it is met again. */
const ITEM = `subject aliases certainty likely singleSource when { edtf } sources { subject label } because { digest position }
  claims { field certainty values { value certainty sources { subject } } }`
const EVENT = 'type subject position payload'
const SOURCE = 'label'
const ANY = `__typename id ... on Item { ${ITEM} } ... on Event { ${EVENT} } ... on Source { ${SOURCE} }`
const AGAIN = `query ($ids: [ID!]!) { nodes(ids: $ids) { ${ANY} } }`

function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  return Object.values(Object(at(value, ...path)))
}

const idOf = (node: unknown) => String(at(node, 'id'))

/** Asks for nodes by the ids that they gave, a hundred at a time, and by each for itself. */
async function meetAgain(ask: Ask, met: readonly unknown[]): Promise<readonly unknown[]> {
  const again: unknown[] = []
  for (let from = 0; from < met.length; from += 100) {
    const { data, errors } = await ask(AGAIN, { ids: met.slice(from, from + 100).map(idOf) })
    expect(errors).toEqual([])
    again.push(...listAt(data, 'nodes'))
  }
  return again
}

describe('every node is met again by its id, and says the same', () => {
  test('of random chronicles, at whatever point', async () => {
    const types = new Set<string>()
    for (let seed = 1; seed <= 25; seed += 1) {
      const dice = new Dice(seed)
      const tale = new Tale()
      tellSources(tale, dice)
      tellMore(tale, dice, 30)
      const ask = askOf(librarySchema, await openTale(tale))
      const day = (from: number) => `2020-01-${String(from + dice.upTo(12)).padStart(2, '0')}`
      const clocks = [
        dice.oneIn(2) ? `knownAt: "${day(1)}"` : '',
        `position: ${10 + dice.upTo(tale.events.length - 10)}`,
        dice.of([
          '',
          'trusting: { without: ["north"] }',
          'trusting: { only: ["south", "source/east"], sides: [] }',
        ]),
      ].join(' ')
      const { data, errors } = await ask(`{ library(id: "library") { __typename id
        asOf(date: "${day(1)}" ${clocks}) { items(first: 100, certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]) { nodes { __typename id ${ITEM} } } }
        timeline(first: 100 ${clocks}) { nodes { __typename id ${EVENT} } }
        sources(first: 100 ${clocks}) { nodes { __typename id ${SOURCE} } }
      } }`)
      expect(errors).toEqual([])
      const met = ['asOf.items', 'timeline', 'sources'].flatMap((list) =>
        listAt(data, 'library', ...list.split('.'), 'nodes'),
      )
      expect(await meetAgain(ask, met)).toEqual(met)
      for (const node of met.slice(0, 3)) {
        const alone = await ask(`query ($id: ID!) { node(id: $id) { ${ANY} } }`, { id: idOf(node) })
        expect(at(alone.data, 'node')).toEqual(node)
      }
      for (const node of met) types.add(String(at(node, '__typename')))
    }
    expect([...types].sort()).toEqual(['Book', 'Event', 'Loan', 'Reader', 'Shelf', 'Source'])
  })

  test('which every type of the schema that is a node can be met as', () => {
    const node = librarySchema.getType('Node')
    const types = isInterfaceType(node) ? librarySchema.getPossibleTypes(node).map(({ name }) => name) : []
    expect(types.sort()).toEqual(['Book', 'Desk', 'Event', 'Library', 'Loan', 'Reader', 'Shelf', 'Source'])
  })
})

describe('of the real chronicle', () => {
  let corpus: Awaited<ReturnType<typeof openCorpus>>
  beforeAll(async () => {
    corpus = await openCorpus()
  })
  afterAll(() => corpus.close())

  test.each(['date: "2025-05-01" knownAt: "2025-05-01"', 'date: "2025-12-31" trusting: { sides: ["jp"] }'])(
    'every item as of %s is met again',
    async (point) => {
      const met: unknown[] = []
      let after = ''
      for (;;) {
        const { data, errors } = await corpus.ask(`{ relationship(id: "japan-viet-nam") { asOf(${point}) {
          items(first: 100 ${after} certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]) {
            pageInfo { hasNextPage endCursor } nodes { __typename id ... on Item { subject certainty because { digest } } }
          }
        } } }`)
        expect(errors).toEqual([])
        const items = at(data, 'relationship', 'asOf', 'items')
        met.push(...listAt(items, 'nodes'))
        if (at(items, 'pageInfo', 'hasNextPage') !== true) break
        after = `after: "${at(items, 'pageInfo', 'endCursor')}"`
      }
      expect(met.length).toBeGreaterThan(20)
      for (let from = 0; from < met.length; from += 100) {
        const ids = met.slice(from, from + 100).map(idOf)
        const { data } = await corpus.ask(
          'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Item { subject certainty because { digest } } } }',
          { ids },
        )
        expect(listAt(data, 'nodes')).toEqual(met.slice(from, from + 100))
      }
    },
  )
})

describe('nodes(ids)', () => {
  let ask: Ask
  let tale: Tale
  beforeAll(async () => {
    tale = new Tale()
    for (const source of BUSY.sources) tale.source(source)
    tellMore(tale, new Dice(3), 10)
    ask = askOf(librarySchema, await openTale(tale))
  })

  test('are in the order asked for, again as often, and null where an id names nothing', async () => {
    const event = tale.events[4]?.id ?? ''
    const ids = ['source/north', 'nobody', event, 'library', event, 'book/1@AAAA', 'f'.repeat(64)]
    const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
    expect(data).toEqual({
      nodes: [
        { __typename: 'Source', id: 'source/north@library,2030-01-01' },
        null,
        { __typename: 'Event', id: `${event}@library,2030-01-01` },
        { __typename: 'Library', id: 'library' },
        { __typename: 'Event', id: `${event}@library,2030-01-01` },
        null,
        null,
      ],
    })
    expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual(
      [1, 5, 6].map((index) => [
        ['nodes', index],
        { code: 'E_NOT_FOUND', category: 'notFound', argument: `ids[${index}]` },
      ]),
    )
    expect(errors[0]?.message).toBe(
      'argument "ids[1]": "nobody" names nothing here; expected what a field `id` gave',
    )
  })

  test('are none for none', async () => {
    expect(await ask('{ nodes(ids: []) { id } }')).toMatchObject({ data: { nodes: [] }, errors: [] })
  })

  test('are a hundred at most', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
    expect((await ask(query, { ids: Array.from({ length: 100 }, () => 'library') })).errors).toEqual([])
    expect((await ask(query, { ids: Array.from({ length: 101 }, () => 'library') })).errors).toMatchObject([
      {
        message: 'argument "ids": expected 100 ids at most, got 101',
        extensions: { code: 'E_TOO_MANY', category: 'invalid', argument: 'ids' },
      },
    ])
  })

  const POINT = { date: 18_262, position: 5, trusting: {} }
  test.each<readonly [string, string, unknown]>([
    ['of a subject that is none', 'book', ['library', POINT]],
    ['of a kind that is none', 'nothing/1', ['library', POINT]],
    ['of a source as if it were an item', 'source/north', ['library', POINT]],
    ['with a prototype for a subject', '__proto__', ['library', POINT]],
    ['with more than a point has', 'book/1', ['library', { ...POINT, everything: true }]],
    ['with a position that is none', 'book/1', ['library', { ...POINT, position: -1 }]],
    ['with a position that is half', 'book/1', ['library', { ...POINT, position: 1.5 }]],
    ['with a position beyond the head', 'book/1', ['library', { ...POINT, position: 1e6 }]],
    ['with a day that is none', 'book/1', ['library', { ...POINT, date: null }]],
    ['with a trust in everything', 'book/1', ['library', { ...POINT, trusting: { only: [{}] } }]],
    ['of a chronicle that is none', 'book/1', ['__proto__', POINT]],
    ['that nests', 'book/1', [[[[['library']]]], POINT]],
  ])('an id that someone forged names nothing: %s', async (_, subject, pinned) => {
    const id = `${subject}@${Buffer.from(JSON.stringify(pinned)).toString('base64url')}`
    const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id] })
    expect(data).toEqual({ nodes: [null] })
    expect(errors).toMatchObject([{ extensions: { code: 'E_NOT_FOUND' } }])
  })

  test.each([
    'book/1@library',
    'book/1@library,',
    'book/1@library:,2020-01-01',
    'book/1@library:-1,2020-01-01',
    'book/1@library:1e1,2020-01-01',
    'book/1@library:99999,2020-01-01',
    'book/1@library:5~9f2c,2020-01-01',
    'book/1@annex,2020-01-01',
    'book/1@__proto__,2020-01-01',
    'book/1@library,2020-02-30',
    'book/1@library,2020-01-01,known=never',
    'book/1@library,2020-01-01,everyone=yes',
    'source/none@library,2020-01-01',
    'source/north@library:0,2020-01-01',
    `${'f'.repeat(64)}@library,2020-01-01`,
    'library:99999',
    'library:3,never',
    'library,2020-01-01,2020-01-01',
  ])('an id that someone made up names nothing: %s', async (id) => {
    const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id] })
    expect(data).toEqual({ nodes: [null] })
    expect(errors).toMatchObject([{ extensions: { code: 'E_NOT_FOUND' } }])
  })

  test('an event has no id at a position before its own', async () => {
    const { id = '', position = 0 } = tale.events.at(-1) ?? {}
    const asked = async (place: number) =>
      (await ask(`{ event(id: "${id}@library:${place},2020-01-01") { id } }`)).data
    expect(await asked(position)).toEqual({ event: { id: `${id}@library:${position},2020-01-01` } })
    expect(await asked(position - 1)).toEqual({ event: null })
  })

  test('equal points have equal ids, in whatever order the trust was given', async () => {
    const ids = await Promise.all(
      ['only: ["south", "north"]', 'only: ["source/north", "source/south", "north"], without: []'].map(
        async (trusting) => {
          const { data } = await ask(
            `{ library(id: "library") { asOf(date: "2020-01-09", trusting: { ${trusting} }) { items(first: 3, certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]) { nodes { id } } } } }`,
          )
          return listAt(data, 'library', 'asOf', 'items', 'nodes')
        },
      ),
    )
    expect(ids[0]).not.toEqual([])
    expect(ids[1]).toEqual(ids[0])
  })

  test('an event and a source are taken by every name wherever one is asked for', async () => {
    const names = [
      'north',
      'source/north',
      'source/north@library,2020-01-01',
      'source/north@library:9,2020-03-01,sides=jp',
    ]
    const answers = await Promise.all(
      names.map(async (name) => {
        const { data, errors } = await ask(`{ library(id: "library") {
          asOf(date: "2020-01-09", trusting: { only: ["${name}"] }) { items(first: 100) { nodes { id evidence(source: "${name}") { start } } } }
          timeline(first: 100, source: "${name}", trusting: { without: ["${name}"] }) { totalCount }
          all: timeline(first: 100, source: "${name}") { totalCount } } }`)
        expect(errors).toEqual([])
        return data
      }),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(at(answers[0], 'library', 'all', 'totalCount')).not.toBe(0)
  })

  test('an id that someone forged shows no more than its point', async () => {
    const hidden = tale.events.findIndex(({ event }) => event.subject.startsWith('book/')) + 1
    const subject = tale.events[hidden - 1]?.event.subject ?? ''
    const forged = (position: number) =>
      `${subject}@${Buffer.from(JSON.stringify(['library', { ...POINT, position }])).toString('base64url')}`
    const { data } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Item { subject } } }', {
      ids: [forged(hidden - 1), forged(hidden)],
    })
    expect(data).toEqual({ nodes: [null, { subject }] })
  })
})

test('a source that was registered anew, or under another key, reads alike wherever it is met', async () => {
  const tale = new Tale()
  const register = (source: string, label: string) =>
    tale.tell(
      sourceRegistered,
      source,
      { label, published: { edtf: '2020-01-01', basis: 'stated' }, absent: [] },
      { by: source.slice('source/'.length) },
    )
  tale.source('north', '2020-01-01')
  tale.retract(register('source/south', 'first'))
  register('source/south', 'second')
  tale.correct(register('source/wrong', 'moved'), { subject: 'source/right' })
  register('source/wrong', 'its own')
  for (const [book, by] of ['south', 'right', 'wrong'].entries())
    tale.tell(bookCatalogued, `book/${book}`, { title: by }, { by, on: '2020-01-01' })
  const ask = askOf(librarySchema, await openTale(tale))
  const source = 'id subject label'
  const { data, errors } = await ask(`{ library(id: "library") {
    sources { nodes { ${source} } } timeline(kinds: ["book"]) { nodes { evidence { source { ${source} } } } } } }`)
  expect(errors).toEqual([])
  const listed = listAt(data, 'library', 'sources', 'nodes')
  expect(listed.map((each) => [textAt(each, 'subject'), textAt(each, 'label')]).toSorted()).toEqual([
    ['source/north', 'north'],
    ['source/right', 'moved'],
    ['source/south', 'second'],
    ['source/wrong', 'its own'],
  ])
  const cited = listAt(data, 'library', 'timeline', 'nodes').map((each) => at(each, 'evidence', 0, 'source'))
  expect(cited).toHaveLength(3)
  expect(listed).toEqual(expect.arrayContaining(cited))
  const again = await ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Source { ${source} } } }`, {
    ids: listed.map(idOf),
  })
  expect(again).toMatchObject({ data: { nodes: listed }, errors: [] })
  for (const [name, label] of [
    ['source/south', 'second'],
    ['second', 'second'],
  ])
    expect((await ask(`{ source(id: "${name}") { label } }`)).data).toEqual({ source: { label } })
})
