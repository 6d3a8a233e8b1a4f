import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ask, openCorpus } from './ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
let ask: Ask
beforeAll(async () => {
  corpus = await openCorpus()
  ask = corpus.ask
})
afterAll(() => corpus.close())

const PAST_HEAD = 1_000_000
const NO_EVENT = 'f'.repeat(64)
const LONG = 'x'.repeat(1_500)

/** Argument, its type, the wrong value, the code, what the message says of it and of what would do. */
const OF_A_POINT: readonly (readonly [string, string, unknown, string, RegExp])[] = [
  ['date', 'Date', '2025-02-29', 'E_DATE', /"2025-02-29".*28 days.*2025-05-01/],
  ['date', 'Date', '-0000-01-01', 'E_DATE', /"-0000-01-01".*no year -0000/],
  ['date', 'Date', '-001-01-01', 'E_DATE', /"-001-01-01".*YYYY-MM-DD/],
  ['date', 'Date', '10000-01-01', 'E_DATE', /"10000-01-01".*Y10000-01-01/],
  ['date', 'Date', '2025-05-01T10:00:00Z', 'E_DATE', /2025-05-01T10:00:00Z.*no time in it/],
  ['date', 'Date', '2025-13-01', 'E_DATE', /"2025-13-01".*01…12/],
  ['date', 'Date', 20250501, 'E_DATE', /a day like 2025-05-01 in quotes, got 20250501/],
  ['date', 'Date', true, 'E_DATE', /in quotes, got true/],
  ['date', 'Date', '', 'E_DATE', /expected/],
  ['date', 'Date', '9'.repeat(500), 'E_DATE', /too long; expected a day/],
  ['knownAt', 'Date', '2025-02-30', 'E_DATE', /"2025-02-30"/],
  ['recordedAt', 'DateTime', '2025-05-01', 'E_INSTANT', /2025-05-01.*2026-11-21T12:00:00Z/],
  ['recordedAt', 'DateTime', '2025-05-01T10:00:00', 'E_INSTANT', /offset|Z/],
  ['recordedAt', 'DateTime', 5, 'E_DATETIME', /in quotes, got 5/],
  ['position', 'Int', PAST_HEAD, 'E_POSITION', /1000000 is not one of 0…/],
  ['position', 'Int', -1, 'E_POSITION', /-1 is not one of 0…/],
  ['position', 'Int', 'one', 'E_ARGUMENT', /Int cannot represent.*"one"/],
  ['position', 'Int', 1.5, 'E_ARGUMENT', /Int cannot represent.*1\.5/],
  ['trusting.only', '[ID!]', ['source/nope'], 'E_UNKNOWN_SOURCE', /"source\/nope" is not a source/],
  ['trusting.without', '[ID!]', ['source/nope'], 'E_UNKNOWN_SOURCE', /see sources/],
]

/** `trusting.only` and a value as the literal `trusting: { only: … }`. */
function literal(argument: string, text: string): string {
  return argument
    .split('.')
    .reduceRight((inner, name, depth) => (depth === 0 ? `${name}: ${inner}` : `{ ${name}: ${inner} }`), text)
}

describe('an argument that cannot be', () => {
  test.each(OF_A_POINT)('asOf(%s: …) of %s %j as a literal: %s', async (name, _, value, code, message) => {
    const { errors, data } = await ask(
      `{ relationship(id: "japan-viet-nam") { asOf(${literal(name, JSON.stringify(value))}) { recordEnds } } }`,
    )
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(new RegExp(`^argument "${name}": `))
    expect(errors[0]?.message).toMatch(message)
    expect(errors[0]?.extensions).toMatchObject({ code, category: 'invalid', argument: name })
    expect(errors[0]?.message.length).toBeLessThan(1000)
    expect(errors[0]?.locations).toBeDefined()
    // Refused before anything is executed, or in the place of the state alone.
    if (data != null) expect(data).toEqual({ relationship: { asOf: null } })
  })

  test.each(OF_A_POINT)(
    'asOf(%s: $v) of %s %j as a variable: %s',
    async (name, type, value, code, message) => {
      const { errors } = await ask(
        `query ($v: ${type}) { relationship(id: "japan-viet-nam") { asOf(${literal(name, '$v')}) { recordEnds } } }`,
        { v: value },
      )
      expect(errors).toHaveLength(1)
      expect(errors[0]?.message).toMatch(new RegExp(`^argument "${name}": `))
      expect(errors[0]?.message).toMatch(message)
      expect(errors[0]?.extensions).toMatchObject({ code, category: 'invalid', argument: name })
    },
  )

  test.each(['from', 'to'])('compare(%s: { date }) is named by its path', async (side) => {
    const other = side === 'from' ? 'to' : 'from'
    const { errors } = await ask(
      `{ relationship(id: "japan-viet-nam") { compare(${side}: { date: "2025-02-29" }, ${other}: {}) { to { recordEnds } } } }`,
    )
    expect(errors.map(({ extensions }) => extensions.argument)).toEqual([`${side}.date`])
    const byVariable = await ask(
      `query ($p: PointInput!) { relationship(id: "japan-viet-nam") { compare(${side}: $p, ${other}: {}) { to { recordEnds } } } }`,
      { p: { date: '2025-02-29' } },
    )
    expect(byVariable.errors[0]?.message).toMatch(
      new RegExp(`^argument "${side}.date": \\$p.date: "2025-02-29"`),
    )
    expect(byVariable.errors[0]?.extensions).toMatchObject({ argument: `${side}.date`, variable: 'p.date' })
  })

  test('position together with recordedAt says to give one of them', async () => {
    const { errors } = await ask(
      '{ relationship(id: "japan-viet-nam") { asOf(position: 1, recordedAt: "2026-11-21T12:00:00Z") { recordEnds } } }',
    )
    expect(errors[0]?.extensions).toMatchObject({ code: 'E_TWO_POSITIONS', argument: 'position' })
    expect(errors[0]?.message).toMatch(/give one of them/)
  })

  test.each([
    [
      'relationship(id: "japan-vietnam") { id }',
      /"japan-vietnam" is no chronicle here; there are japan-viet-nam/,
    ],
    [`event(id: "${NO_EVENT}") { id }`, /f{64}" is no event here/],
    ['event(id: "x") { id }', /64 hexadecimal digits/],
    ['source(id: "source/nope") { id }', /"source\/nope" is no source here; there are source\//],
    ['node(id: "nope") { id }', /"nope" names nothing here/],
    ['node(id: "meeting/x@AAAA") { id }', /names nothing here/],
    ['node(id: "") { id }', /names nothing here/],
    [`node(id: "${LONG}") { id }`, /…" names nothing here/],
  ])('%s finds nothing and says so', async (query, message) => {
    const { errors } = await ask(`{ ${query} }`)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(/^argument "id": /)
    expect(errors[0]?.message).toMatch(message)
    expect(errors[0]?.message.length).toBeLessThan(1000)
    expect(errors[0]?.extensions).toEqual({ code: 'E_NOT_FOUND', category: 'notFound', argument: 'id' })
  })

  test.each([
    ['item(subject: "nonsense") { subject }', 'subject', /kind\/name with a kind of .*meeting/],
    ['count(kind: "nonsense") { definite }', 'kind', /is not one of meeting/],
  ])('%s names what would do', async (field, argument, message) => {
    const { errors } = await ask(`{ relationship(id: "japan-viet-nam") { asOf { ${field} } } }`)
    expect(errors[0]?.extensions).toMatchObject({ code: 'E_KIND', category: 'invalid', argument })
    expect(errors[0]?.message).toMatch(message)
  })

  test.each([
    ['first: 0', 'first', 'E_PAGE_SIZE', /expected 1…100, got 0/],
    ['first: 101', 'first', 'E_PAGE_SIZE', /expected 1…100, got 101/],
    ['first: -1', 'first', 'E_PAGE_SIZE', /expected 1…100, got -1/],
    ['last: 0', 'last', 'E_PAGE_SIZE', /expected 1…100, got 0/],
    ['first: 1, last: 1', 'last', 'E_FIRST_AND_LAST', /first or last, got both/],
    ['after: "nope"', 'after', 'E_CURSOR', /"nope" is not a cursor; take one from/],
    ['before: "e30"', 'before', 'E_CURSOR', /is not a cursor/],
    ['types: ["Nope"]', 'types', 'E_TYPE', /"Nope" is not one of SourceRegistered/],
    ['source: "nope"', 'source', 'E_UNKNOWN_SOURCE', /"nope" is not a source/],
    ['trusting: { only: ["nope"] }', 'trusting.only', 'E_UNKNOWN_SOURCE', /"nope" is not a source/],
    [
      'valid: { from: "2025-01-02", to: "2025-01-01" }',
      'valid.to',
      'E_RANGE',
      /2025-01-01 lies before from, 2025-01-02/,
    ],
    [`position: ${PAST_HEAD}`, 'position', 'E_POSITION', /is not one of 0…/],
  ])('timeline(%s)', async (args, argument, code, message) => {
    const { errors } = await ask(
      `{ relationship(id: "japan-viet-nam") { timeline(${args}) { totalCount } } }`,
    )
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toMatchObject({ code, category: 'invalid', argument })
    expect(errors[0]?.message).toMatch(message)
  })
})

describe('evidence', () => {
  test.each([
    ['source: "009"', 'source', 'E_UNKNOWN_SOURCE', /"009" is not a source/],
    ['role: STATMENT', 'role', 'E_ARGUMENT', /Did you mean the enum value "STATEMENT"/],
    ['role: "statement"', 'role', 'E_ARGUMENT', /Did you mean the enum value "STATEMENT"/],
  ])('of %s is refused, of an item as of an event', async (args, argument, code, message) => {
    for (const field of [
      `asOf { meetings { evidence(${args}) { start } } }`,
      `timeline(first: 1) { nodes { evidence(${args}) { start } } }`,
    ]) {
      const { errors } = await ask(`{ relationship(id: "japan-viet-nam") { ${field} } }`)
      expect(errors[0]?.extensions).toMatchObject({ code, category: 'invalid', argument })
      expect(errors[0]?.message).toMatch(message)
    }
  })
})

describe('several faults', () => {
  test('in literals come all at once', async () => {
    const { errors } = await ask(
      '{ relationship(id: "japan-viet-nam") { asOf(date: "x", knownAt: 5, position: "y") { recordEnds } } }',
    )
    expect(errors.map(({ extensions }) => extensions.argument)).toEqual(['date', 'knownAt', 'position'])
  })

  test('in variables come all at once, each with its variable', async () => {
    const { errors } = await ask(
      `query ($d: Date, $f: PointInput!, $t: PointInput!) {
        relationship(id: "japan-viet-nam") { asOf(date: $d) { recordEnds } compare(from: $f, to: $t) { to { recordEnds } } }
      }`,
      { d: 'x', f: { knownAt: 1 }, t: { trusting: { only: [{}] }, nope: 1 } },
    )
    expect(errors.map(({ extensions }) => [extensions.variable, extensions.argument])).toEqual([
      ['d', 'date'],
      ['f.knownAt', 'from.knownAt'],
      ['t.trusting.only[0]', 'to.trusting.only[0]'],
      ['t', 'to'],
    ])
    for (const { extensions } of errors)
      expect(extensions).toMatchObject({ code: expect.stringMatching(/^E_/), category: 'invalid' })
  })

  test('a variable in two places is named with both', async () => {
    const { errors } = await ask(
      'query ($d: Date) { relationship(id: "japan-viet-nam") { asOf(date: $d, knownAt: $d) { recordEnds } } }',
      { d: '2025-02-29' },
    )
    expect(errors.map(({ extensions }) => extensions.argument)).toEqual(['date and knownAt'])
  })

  test('of points come all at once, on both sides of a comparison', async () => {
    const { errors } = await ask(
      `{ relationship(id: "japan-viet-nam") {
        compare(from: { position: -1, trusting: { only: ["a"] } }, to: { position: ${PAST_HEAD} }) { to { recordEnds } }
      } }`,
    )
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions.faults).toMatchObject([
      { argument: 'from.trusting.only', code: 'E_UNKNOWN_SOURCE' },
      { argument: 'from.position', code: 'E_POSITION' },
      { argument: 'to.position', code: 'E_POSITION' },
    ])
  })

  test('of a timeline come all at once', async () => {
    const { errors } = await ask(
      `{ relationship(id: "japan-viet-nam") {
        timeline(first: 0, types: ["Nope"], position: ${PAST_HEAD}, before: "x") { totalCount }
      } }`,
    )
    expect(errors[0]?.extensions.faults).toMatchObject([
      { argument: 'first' },
      { argument: 'before' },
      { argument: 'position' },
      { argument: 'types' },
    ])
  })
})

test('null is an argument that was not given', async () => {
  const { errors, data } = await ask(
    `query ($d: Date) { relationship(id: "japan-viet-nam") {
      asOf(date: $d, knownAt: null, position: null, recordedAt: null, trusting: null) { point { knownAt position } }
    } }`,
    { d: null },
  )
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    relationship: { asOf: { point: { knownAt: null, position: corpus.chronicle.position } } },
  })
})

test('a document that is none is refused with a code and a category', async () => {
  for (const query of ['{ nope }', '{', 'query ($d: Nope) { sources { subject } }', '{ sources }']) {
    const { errors } = await ask(query)
    expect(errors[0]?.extensions).toMatchObject({
      code: expect.stringMatching(/^GRAPHQL_/),
      category: 'invalid',
    })
  }
})
