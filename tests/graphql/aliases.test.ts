import { isNonNullType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { type Ask, openCorpus } from './ask.ts'
import { librarySchema } from './library-api.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
let ask: Ask
beforeAll(async () => {
  corpus = await openCorpus()
  ask = corpus.ask
})
afterAll(() => corpus.close())

const ROOT: readonly (readonly [string, string])[] = [
  ['relationship(id: "japan-viet-nam") { id }', 'relationship(id: "nowhere") { id }'],
  ['relationships { id }', 'relationships(atMost: 0) { id }'],
  ['sources { label }', 'sources(side: "nobody") { label }'],
  ['nodes(ids: []) { id }', `nodes(ids: [${'"x" '.repeat(101)}]) { id }`],
]

const CHRONICLE: readonly (readonly [string, string])[] = [
  ['asOf(date: "2025-05-01") { recordEnds }', 'asOf(position: -1) { recordEnds }'],
  ['asOf(date: "2025-05-01") { recordEnds }', 'asOf { count(kind: "meetin") { definite } }'],
  [
    'compare(from: { date: "2021-12-31" }, to: { date: "2025-12-31" }) { status { subject } }',
    'compare(from: { position: -1 }, to: {}) { status { subject } }',
  ],
  ['root { position }', 'root(position: -1) { position }'],
  ['consistency(from: 0) { hashes }', 'consistency(from: -1) { hashes }'],
  ['eventTypes(types: "MeetingHeld") { name }', 'eventTypes(types: "MeetingHelt") { name }'],
  ['sources(first: 1) { totalCount }', 'sources(first: 0) { totalCount }'],
  ['timeline(first: 1) { totalCount }', 'timeline(types: "Nothing") { totalCount }'],
  [
    'whyNot(subject: "meeting/2025-12-04-two-plus-two", point: {}) { event { digest } }',
    'whyNot(subject: "nothing/at-all", point: {}) { event { digest } }',
  ],
]

describe('one bad alias leaves the others their answers', () => {
  test.each(ROOT)('%s beside %s', async (good, bad) => {
    const alone = await ask(`{ good: ${good} }`)
    const { data, errors } = await ask(`{ bad: ${bad} good: ${good} }`)
    expect(alone.errors).toEqual([])
    expect(data).toEqual({ ...Object(alone.data), bad: null })
    expect(errors).toMatchObject([{ path: ['bad'] }])
  })

  test.each(CHRONICLE)('of a chronicle: %s beside %s', async (good, bad) => {
    const within = (fields: string) => `{ relationship(id: "japan-viet-nam") { position ${fields} } }`
    const alone = await ask(within(`good: ${good}`))
    const { data, errors } = await ask(within(`bad: ${bad} good: ${good}`))
    expect(alone.errors).toEqual([])
    expect(data).toEqual({ relationship: { ...Object(Object(alone.data).relationship), bad: null } })
    expect(errors).toMatchObject([{ path: expect.arrayContaining(['relationship', 'bad']) }])
  })

  test.each([
    ['bilateral', createSchema(bilateral), 'Relationship'],
    ['library', librarySchema, 'Library'],
  ] as const)(
    'no field of the root or of a chronicle with arguments is without null: %s',
    (_, schema, name) => {
      const fields = ['Query', name].flatMap((type) => {
        const found = schema.getType(type)
        return found !== undefined && 'getFields' in found ? Object.values(found.getFields()) : []
      })
      const withArgs = fields.filter((field) => 'args' in field && field.args.length > 0)
      expect(withArgs.length).toBeGreaterThan(10)
      expect(withArgs.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([])
    },
  )
})
