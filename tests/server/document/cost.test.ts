import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getIntrospectionQuery, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bilateral } from '../../../src/domains/index.ts'
import { createSchema, LIMIT_NAMES, LIMITS, limitsWith } from '../../../src/graphql/index.ts'
import { type Ask, asking, at, openCorpus } from '../../graphql/ask.ts'
import { measureOperation } from './limited.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const schema = createSchema(bilateral)

/** Every document that the project shows or asks. */
const DOCUMENTS = ['cookbook', 'docs/queries', 'tests/acceptance', 'tests/acceptance/own'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => [`${folder}/${file}`, readFileSync(join(ROOT, folder, file), 'utf8')] as const),
)
const TABS = ['japan-viet-nam', 'press']
  .flatMap((name) => bilateral.examples([name]))
  .map((query, index) => [`tab ${index + 1}`, query] as const)

describe('the limits', () => {
  const half = {
    ...limitsWith(Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMITS[name].most / 2]))),
    // Everyone nests much the same: there it is a third more.
    depth: (LIMITS.depth.most * 3) / 4,
  }

  test.each([...DOCUMENTS, ...TABS])('leave room for twice as much as %s asks', (_, text) => {
    const operationName = text.includes('query Asked(') ? 'Asked' : undefined
    const asked = { document: parse(text), operationName, variables: { before: 1, after: 2 } }
    const measured = measureOperation(asked, schema, half)
    expect(measured.errors.map(({ message }) => message)).toEqual([])
  })

  test.each([
    ['GraphiQL', {}],
    [
      'a client that wants all',
      {
        descriptions: true,
        inputValueDeprecation: true,
        oneOf: true,
        specifiedByUrl: true,
        schemaDescription: true,
        directiveIsRepeatable: true,
      },
    ],
  ])('let the introspection of %s through, and leave room for the schema to grow', (_, options) => {
    const document = parse(getIntrospectionQuery(options))
    const { cost, errors } = measureOperation({ document, variables: {} }, schema, limitsWith())
    expect(errors).toEqual([])
    expect(cost?.introspected).toBeLessThan(LIMITS.introspectionCost.most * 0.7)
  })

  test.each([
    ['deep', `{ __schema { types { ${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } } }`, 'E_COST'],
    ['deeper', `{ __type(name: "Query") { ${'ofType { '.repeat(21)}name${' }'.repeat(21)} } }`, 'E_DEPTH'],
    [
      'of many names',
      `{ ${Array.from({ length: 45 }, (_, n) => `a${n}: __schema { types { fields { args { name } type { name } } } }`).join(' ')} }`,
      'E_COST',
    ],
    [
      'circular',
      '{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...T } } }',
      'E_DEPTH',
    ],
    [
      'under a name of its own',
      `{ x: __schema { types { ${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } } }`,
      'E_COST',
    ],
  ])('refuse introspection that is %s', (_, text, code) => {
    const { errors } = measureOperation({ document: parse(text), variables: {} }, schema, limitsWith())
    expect(errors.map(({ extensions }) => extensions.code)).toContain(code)
  })
})

describe('an answer', () => {
  let corpus: Awaited<ReturnType<typeof openCorpus>>
  let ask: Ask
  beforeAll(async () => {
    corpus = await openCorpus()
    ask = asking(corpus.api)
  })
  afterAll(() => corpus.close())

  test('tells what it cost, may cost and did hold, the same each time', async () => {
    const query =
      '{ relationship(id: "japan-viet-nam") { timeline(first: 7) { nodes { evidence { quote } } } } }'
    const told = at(JSON.parse((await ask(query)).text), 'extensions', 'cost')
    const cost = 1 + 1 + 7 * (1 + 3)
    const { most } = LIMITS.cost
    expect(told).toEqual({ cost, limit: most, remaining: most - cost, used: expect.any(Number) })
    expect(at(told, 'used')).toBeGreaterThan(7)
    expect(at(JSON.parse((await ask(query)).text), 'extensions', 'cost')).toEqual(told)
  })

  test('to introspection tells that apart', async () => {
    const { text } = await ask('{ __type(name: "Event") { fields { name } } }')
    expect(at(JSON.parse(text), 'extensions')).toMatchObject({
      cost: { cost: 0, used: 0 },
      introspectionCost: { cost: expect.any(Number), limit: LIMITS.introspectionCost.most },
    })
  })

  const DEAR = `{ relationship(id: "japan-viet-nam") { asOf { undertakings { because { ${'premises { '.repeat(8)}evidence { source { subject } }${' }'.repeat(8)} } } } } }`

  test('that is refused tells its cost, the limit, and how to get under it', async () => {
    const { errors, text, data, status } = await ask(DEAR)
    expect([data, status]).toEqual([undefined, 413])
    const { cost, limit, remaining } = JSON.parse(text).extensions.cost
    expect(cost).toBeGreaterThan(limit)
    expect(remaining).toBe(0)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toEqual({
      code: 'E_COST',
      category: 'invalid',
      limitName: 'cost',
      measured: cost,
      limit,
    })
    expect(errors[0]?.message).toMatch(
      /^the answer may hold [\d,]+ things; limit cost is [\d,]+ things: most of it lies under relationship\.asOf\.undertakings\.because.*; ask for smaller pages or fewer lists within lists$/,
    )
  })

  test('that is refused has the same status for whoever knows of it', async () => {
    const { status } = await ask(DEAR, {}, { accept: 'application/graphql-response+json' })
    expect(status).toBe(413)
  })

  test('depends on the page that a variable asks for, not on what was refused before', async () => {
    const query = `query ($n: Int!) { relationship(id: "japan-viet-nam") { timeline(first: $n) { nodes { premises { premises { premises { premises { premises { premises { digest } } } } } } } } } }`
    expect((await ask(query, { n: 100 })).errors[0]?.extensions.code).toBe('E_COST')
    expect((await ask(query, { n: 2 })).errors).toEqual([])
    expect((await ask(query, { n: 100 })).errors[0]?.extensions.code).toBe('E_COST')
  })
})
