import fc from 'fast-check'
import { type DocumentNode, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { LIMIT_NAMES, LIMITS, type LimitName, limitsWith } from '../../../src/graphql/index.ts'
import { AnalysedDocument } from '../../../src/server/document/analysed-document.ts'
import { orderFragments } from '../../../src/server/document/fragments.ts'
import { repeatsIn, type Shape, shapeOf as sizeOf } from '../../../src/server/document/shape.ts'
import { textBeyond } from '../../../src/server/document/sizes.ts'
import { visitDefinition } from '../../../src/server/document/visit.ts'
import { documents, limitedSchema, measureOperation } from './limited.ts'
import { countByHand, repeatsByHand, thingsByHand } from './limits-oracle.ts'

function shapeOf(text: string) {
  const document = parse(text)
  const { ordered } = fragmentsIn(document)
  const shapes = new Map<string, Readonly<Shape>>()
  for (const each of ordered) shapes.set(each.node.name.value, sizeOf(each, shapes))
  const operation = document.definitions.find((each) => each.kind === 'OperationDefinition')
  if (operation?.kind !== 'OperationDefinition') throw new Error('no operation')
  const fragments = new Map(ordered.map(({ node }) => [node.name.value, node]))
  return {
    ...sizeOf(visitDefinition(limitedSchema, operation), shapes),
    repeats: repeatsIn(operation.selectionSet, fragments),
    things: new AnalysedDocument(document, limitedSchema, limitsWith()).operation(null)?.measure({ n: 6 })
      .cost.things,
  }
}

function fragmentsIn(document: DocumentNode) {
  const fragments = document.definitions.filter((each) => each.kind === 'FragmentDefinition')
  return orderFragments(fragments.map((each) => visitDefinition(limitedSchema, each)))
}

test('what a document comes to is what it comes to with every fragment written out', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const { fields, aliases, directives, depth, rootFields, directivesPerField } = shapeOf(text)
      const byHand = countByHand(parse(text))
      expect({ fields, aliases, directives, depth, rootFields, most: directivesPerField }).toEqual(byHand)
    }),
    { numRuns: 500 },
  )
})

test('how many fields lie on one another is how many share a way from the root', () => {
  fc.assert(
    fc.property(documents, (text) => {
      expect(shapeOf(text).repeats).toBe(repeatsByHand(parse(text)))
    }),
    { numRuns: 500 },
  )
})

test('what an answer may hold is what it holds with each thing counted where it lies', () => {
  fc.assert(
    fc.property(documents, (text) => {
      expect(shapeOf(text).things).toBe(thingsByHand(parse(text), 6))
    }),
    { numRuns: 500 },
  )
})

const nest = (field: string, depth: number) => `${`${field} { `.repeat(depth)}name${' }'.repeat(depth)}`
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ')

/** For each limit of 10, the document that is just within it, and one that is beyond. */
const EDGES: Readonly<
  Partial<Record<LimitName, readonly [within: string, beyond: string, others?: readonly string[]]>>
> = {
  operations: [
    times(10, (n) => `query Q${n} { __typename }`),
    times(11, (n) => `query Q${n} { __typename }`),
  ],
  fragments: [
    `{ __typename } ${times(10, (n) => `fragment F${n} on Query { __typename }`)}`,
    `{ __typename } ${times(11, (n) => `fragment F${n} on Query { __typename }`)}`,
  ],
  depth: [`{ thing { ${nest('one', 8)} } }`, `{ thing { ${nest('one', 9)} } }`],
  rootFields: [
    `{ ${times(10, () => '__typename')} }`,
    `{ ...F ...F } fragment F on Query { ${times(6, () => '__typename')} }`,
  ],
  fields: [`{ thing { ${times(9, () => 'name')} } }`, `{ thing { ${times(10, () => 'name')} } }`],
  repeats: [
    `{ thing { ${times(10, () => 'name')} } }`,
    `{ thing { name } thing { ${times(10, () => 'name')} } }`,
  ],
  aliases: [
    `{ thing { ${times(10, (n) => `a${n}: name`)} } }`,
    `{ thing { ...F ...F } } fragment F on Thing { ${times(6, (n) => `a${n}: name`)} }`,
  ],
  directives: [
    `{ ${times(10, () => '__typename @a')} }`,
    `query ($a: Int @b) { ${times(5, () => '... @c { __typename @d }')} }`,
  ],
  directivesPerField: [
    `{ __typename ${times(10, () => '@a')} }`,
    `{ ...F ${times(11, () => '@a')} } fragment F on Query { __typename }`,
  ],
  introspectionDepth: [
    `{ __type(name: "Thing") { ${nest('ofType', 8)} } }`,
    `{ __schema { types { ${nest('ofType', 8)} } } }`,
  ],
  cost: ['{ page(first: 9) { nodes { name } } }', '{ page(first: 10) { nodes { name } } }'],
}

const ROOMY = limitsWith(Object.fromEntries(LIMIT_NAMES.map((name) => [name, 1_000_000])))

describe('a limit', () => {
  test.each(Object.entries(EDGES))(
    '%s lets through as much as it says, and no more',
    (name, [within, beyond]) => {
      const limits = { ...ROOMY, [name]: 10 }
      const ask = (text: string) =>
        measureOperation(
          { document: parse(text), operationName: text.includes('Q0') ? 'Q0' : null, variables: {} },
          limitedSchema,
          limits,
        )
      expect(ask(within).errors).toEqual([])
      const [error, ...others] = ask(beyond).errors
      expect(others).toEqual([])
      const declared = Object.entries(LIMITS).find(([each]) => each === name)?.[1]
      expect(error?.extensions).toMatchObject({ code: declared?.code, limitName: name, limit: 10 })
      expect(error?.extensions.measured).toBeGreaterThan(10)
      expect(error?.message).toContain(`limit ${name} is 10 ${declared?.unit}`)
      expect(error?.message).toContain(declared?.remedy)
      expect(error?.locations?.length ?? 0).toBeGreaterThan(
        name === 'operations' || name === 'fragments' ? -1 : 0,
      )
    },
  )

  test.each([
    ['document', '{ a }', '{ aaaaaaaaaaaaaaa }', 10],
    ['tokens', '{ a b c }', '{ a b c d }', 5],
    ['nesting', '{ a { b } c { d } e(f: 1) }', '{ a(b: [1]) { c } d(e: [{ f: 1 }]) }', 2],
    ['string', '{ a(b: "12345") }', '{ a(b: """123456""") }', 5],
  ] as const)('%s is told of before the document is parsed', (name, within, beyond, most) => {
    const limits = { ...ROOMY, [name]: most }
    expect(textBeyond(within, limits)).toBeUndefined()
    expect(textBeyond(beyond, limits)?.extensions).toMatchObject({
      code: 'E_SIZE',
      limitName: name,
      limit: most,
    })
  })

  test('that is broken with others is told of together with them', () => {
    const text = `query @a @b { x: thing { ${nest('many', 5)} } y: thing { name } }`
    const limits = { ...ROOMY, depth: 3, aliases: 1, cost: 20, directives: 1, rootFields: 1 }
    const { errors } = measureOperation({ document: parse(text), variables: {} }, limitedSchema, limits)
    expect(errors.map(({ extensions }) => extensions.limitName)).toEqual([
      'depth',
      'rootFields',
      'aliases',
      'directives',
      'cost',
    ])
  })

  test('of cost says where most of it lies, and what variables make of it', () => {
    const text =
      'query ($n: Int = 2) { thing { few { name } page(first: $n) { ...P } } } fragment P on ThingConnection { edges { node { many { ...T } } } } fragment T on Thing { name few { name } }'
    const ask = (variables: Record<string, unknown>) =>
      measureOperation({ document: parse(text), variables }, limitedSchema, { ...ROOMY, cost: 100 })
    expect(ask({}).errors).toEqual([])
    const [error] = ask({ n: 50 }).errors
    expect(error?.message).toMatch(/most of it lies under thing\.page\.edges\.node\.many/)
    expect(ask({ n: 50 }).cost?.things).toBe(1 + 2 + 1 + 50 * (1 + 1 + 5 * (1 + 2)))
    for (const odd of [1e9, Infinity, 'x', {}, [], true])
      expect(ask({ n: odd }).cost?.things).toBe(ask({ n: 100 }).cost?.things)
    expect(ask({ n: null }).cost?.things).toBe(ask({ n: 20 }).cost?.things)
    expect(ask({ n: -5 }).cost?.things).toBe(1 + 2 + 1)
  })
})

test('what is asked of the schema itself nests apart from what is asked of things', () => {
  const text = `{ __type(name: "Thing") { ${nest('ofType', 8)} } thing { one { name } } }`
  expect(shapeOf(text)).toMatchObject({ depth: 3, introspectionDepth: 10 })
})

describe('fragments', () => {
  test.each([
    ['itself', 'fragment F0 on Thing { ...F0 }'],
    ['itself through another', 'fragment F0 on Thing { ...F1 } fragment F1 on Thing { one { ...F0 } }'],
    [
      'a circle further on',
      'fragment F0 on Thing { ...F1 } fragment F1 on Thing { ...F2 } fragment F2 on Thing { ... { ...F1 } }',
    ],
  ])('that spread %s have no end', (_, fragments) => {
    const { errors } = measureOperation(
      { document: parse(`{ thing { ...F0 } } ${fragments}`), variables: {} },
      limitedSchema,
      ROOMY,
    )
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(/levels without end/)
    expect(errors[0]?.extensions).toMatchObject({ code: 'E_DEPTH', measured: null })
  })

  test('that double at each step are measured, however many they come to', () => {
    const steps = 190
    const text = `{ thing { ...F0 } } ${times(steps, (n) => `fragment F${n} on Thing { many { ...F${n + 1} ...F${n + 1} } }`)} fragment F${steps} on Thing { name }`
    // One by one they would never be counted to the end.
    const { errors } = measureOperation({ document: parse(text), variables: {} }, limitedSchema, limitsWith())
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['E_DEPTH', 'E_FIELDS', 'E_COST'])
    expect(errors[1]?.message).toMatch(/more than 1,000,000,000 fields/)
  })

  test('that are not there, or that spread such, are let through to be told of by name', () => {
    const text = '{ thing { ...Nope ...A } } fragment A on Thing { ...Nope ...Nope }'
    const { errors } = measureOperation({ document: parse(text), variables: {} }, limitedSchema, limitsWith())
    expect(errors).toEqual([])
  })

  test('that are not there are not spread without end, either', () => {
    const steps = 150
    const text = `{ thing { ...F0 } } ${times(steps, (n) => `fragment F${n} on Thing { ...F${n + 1} ...F${n + 1} }`)}`
    const { errors } = measureOperation({ document: parse(text), variables: {} }, limitedSchema, limitsWith())
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['E_FIELDS'])
  })

  test('are put in order once, each after all that it spreads', () => {
    const text = `{ thing { ...F0 } } ${times(60, (n) => `fragment F${n} on Thing { name ${times(60 - n, (k) => `...F${n + 1 + k}`)} }`)} fragment F60 on Thing { name }`
    const { ordered, circular } = fragmentsIn(parse(text))
    expect(circular).toEqual([])
    expect(ordered.map(({ node }) => node.name.value)).toEqual(
      Array.from({ length: 61 }, (_, n) => `F${60 - n}`),
    )
  })

  test('that nothing spreads are measured, too', () => {
    const text = `{ __typename } fragment F on Thing { ${times(200, () => 'one { name }')} }`
    const { errors } = measureOperation({ document: parse(text), variables: {} }, limitedSchema, limitsWith())
    expect(errors.map(({ extensions }) => extensions.limitName)).toEqual(['repeats'])
  })
})
