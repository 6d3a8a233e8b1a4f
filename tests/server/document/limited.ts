import fc from 'fast-check'
import { buildSchema, type DocumentNode, type GraphQLSchema, isObjectType } from 'graphql'
import type { Limits } from '../../../src/graphql/index.ts'
import { assume } from '../../../src/graphql/limits/sizes.ts'
import { AnalysedDocument } from '../../../src/server/document/analysed-document.ts'

type Asked = {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/** What an operation costs, and an error for each limit that it goes over. */
export function measureOperation(
  { document, operationName, variables }: Asked,
  schema: GraphQLSchema,
  limits: Limits,
) {
  const analysed = new AnalysedDocument(document, schema, limits)
  return analysed.measure(analysed.operation(operationName), variables)
}

/** A schema with every sort of field that a limit looks at. */
export const limitedSchema = buildSchema(`
  type Query { thing: Thing, page(first: Int, last: Int): ThingConnection }
  interface Named { name: String, many: [Thing!]! }
  type Thing implements Named {
    name: String
    texts: [String!]!
    hard: Int
    one: Thing
    named: Named
    many: [Thing!]!
    few: [Thing!]!
    bits: [Bit!]!
    page(first: Int, last: Int): ThingConnection
    some(first: Int, last: Int): [Thing!]!
    by(ids: [String!]!): [Thing!]!
  }
  type Bit { name: String, many: [Thing!]! }
  type ThingConnection { totalCount: Int, edges: [ThingEdge!]!, nodes: [Thing!]!, pageInfo: PageInfo! }
  type ThingEdge { cursor: String, node: Thing }
  type PageInfo { endCursor: String }
`)

const [thing, bit] = ['Thing', 'Bit'].map((name) => limitedSchema.getType(name))
if (!isObjectType(thing) || !isObjectType(bit)) throw new Error('the schema has lost a type')
/** Wherever they are listed there are few of them, and each of their own lists is long. */
Object.assign(bit, { extensions: assume({ things: 3, lists: 11 }) })
Object.assign(thing.getFields().hard ?? {}, { extensions: assume({ work: 7 }) })
Object.assign(thing.getFields().few ?? {}, { extensions: assume({ things: 2 }) })
Object.assign(thing.getFields().by ?? {}, { extensions: assume({ by: 'ids' }) })

type TypeName = 'Query' | 'Thing' | 'Named' | 'Bit' | 'ThingConnection' | 'ThingEdge'

/** The fields of each type that are asked for, with the type that they lead to. */
const FIELDS: Readonly<Record<TypeName, readonly (readonly [string, TypeName?])[]>> = {
  Query: [['thing', 'Thing'], ['page', 'ThingConnection'], ['__typename']],
  Thing: [
    ['name'],
    ['hard'],
    ['texts'],
    ['one', 'Thing'],
    ['named', 'Named'],
    ['many', 'Thing'],
    ['few', 'Thing'],
    ['bits', 'Bit'],
    ['page(first: 3)', 'ThingConnection'],
    ['page(last: $n)', 'ThingConnection'],
    ['page', 'ThingConnection'],
    ['some(first: 4)', 'Thing'],
    ['by(ids: ["a", "b"])', 'Thing'],
  ],
  Named: [['name'], ['many', 'Thing']],
  Bit: [['name'], ['many', 'Thing']],
  ThingConnection: [['totalCount'], ['edges', 'ThingEdge'], ['nodes', 'Thing']],
  ThingEdge: [['cursor'], ['node', 'Thing']],
}

const FRAGMENTS = [
  ['A', 'Thing'],
  ['B', 'Thing'],
  ['C', 'ThingConnection'],
  ['D', 'Named'],
  ['E', 'Query'],
] as const

/**
 * Documents of one operation and five fragments that spread only later ones: valid but for conflicts. They are small;
 * what they come to is not.
 */
export const documents: fc.Arbitrary<string> = fc
  .tuple(setOf('Query', 4, 0), ...FRAGMENTS.map(([, type], index) => setOf(type, 2, index + 1)))
  .map(([operation, ...sets]) =>
    [
      `query ($n: Int = 5) @a ${operation}`,
      ...sets.map((set, index) => `fragment ${FRAGMENTS[index]?.[0]} on ${FRAGMENTS[index]?.[1]} ${set}`),
    ].join('\n'),
  )

function setOf(type: TypeName, depth: number, from: number): fc.Arbitrary<string> {
  return fc
    .array(selectionOf(type, depth, from), { minLength: 1, maxLength: 3 })
    .map((selections) => `{ ${selections.join(' ')} }`)
}

function selectionOf(type: TypeName, depth: number, from: number): fc.Arbitrary<string> {
  const fields = FIELDS[type].filter(([, inner]) => depth > 1 || inner === undefined)
  const spreads = FRAGMENTS.slice(from)
    .filter(([, of]) => of === type || (of === 'Named' && type === 'Thing'))
    .map(([name]) => fc.constant(`...${name}`))
  const inline = depth > 1 ? [setOf(type, depth - 1, from).map((set) => `... on ${type} @b ${set}`)] : []
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...fields).chain((field) => fieldOf(field, depth, from)) },
    ...[...spreads, ...inline].map((arbitrary) => ({ weight: 1, arbitrary })),
  )
}

function fieldOf(
  [name, type]: readonly [string, TypeName?],
  depth: number,
  from: number,
): fc.Arbitrary<string> {
  const decorated = fc.tuple(
    fc.constantFrom('', '', 'x: ', 'y: '),
    fc.constantFrom('', '', ' @c', ' @c @d'),
    type === undefined ? fc.constant('') : setOf(type, depth - 1, from),
  )
  return decorated.map(([alias, directives, set]) => `${alias}${name}${directives} ${set}`)
}
