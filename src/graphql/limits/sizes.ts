import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** How many things a list is taken to hold where nothing says. */
const USUAL = 5

/** What a field says of itself in its `extensions`; or a type, of every list of it, and of its own lists. */
export type AssumedSize = {
  /** How many things the field's list, or any list of the type, is taken to hold. */
  readonly things?: number
  /** The argument that gives the field's list as many things as it lists itself. */
  readonly by?: string
  /** How many things each list of the type's fields is taken to hold, where what it lists does not say. */
  readonly lists?: number
  /** For how many things the field counts beside what it holds, where it takes as long to work out. */
  readonly work?: number
}

/** For the `extensions` of a field or a type: `extensions: assume({ things: 3 })`. */
export function assume(assumed: AssumedSize) {
  return { assumed }
}

type Extended = { readonly extensions: Readonly<Record<string, unknown>> }

/** How many things the list of a field is taken to hold. */
export function assumedLength(field: GraphQLField<unknown, unknown>, parent: Extended): number {
  const ofType = getNamedType(field.type)
  return assumptionsOf(field).things ?? assumptionsOf(ofType).things ?? assumptionsOf(parent).lists ?? USUAL
}

/** The argument whose list tells how many things the list of a field holds, if one does. */
export function sizingArgument(field: Extended): string | undefined {
  return assumptionsOf(field).by
}

/** For how many things a field counts beside what it holds. */
export function assumedWork(field: Extended): number {
  return assumptionsOf(field).work ?? 0
}

function assumptionsOf({ extensions: { assumed } }: Extended): AssumedSize {
  const said: object = typeof assumed === 'object' && assumed !== null ? assumed : {}
  return {
    ...('things' in said && typeof said.things === 'number' && { things: said.things }),
    ...('by' in said && typeof said.by === 'string' && { by: said.by }),
    ...('lists' in said && typeof said.lists === 'number' && { lists: said.lists }),
    ...('work' in said && typeof said.work === 'number' && { work: said.work }),
  }
}

/** How many lists lie within one another in a type: `[[Int!]!]!` has two. */
export function listsIn(type: GraphQLOutputType): number {
  let [lists, inner]: [number, unknown] = [0, type]
  while (isNonNullType(inner) || isListType(inner)) {
    if (isListType(inner)) lists += 1
    inner = inner.ofType
  }
  return lists
}

/** How long the lists of introspection are in a schema, by field: the types, and what one of them has on the mean. */
export function introspectionSizes(schema: GraphQLSchema): ReadonlyMap<string, number> {
  return measured.getOrInsertComputed(schema, measure)
}

const measured = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>()

function measure(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const types = Object.values(schema.getTypeMap())
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type))
  const fields = withFields.flatMap((type) => Object.values(type.getFields()))
  const inputs = types.filter(isInputObjectType)
  return new Map([
    ['types', types.length],
    ['directives', schema.getDirectives().length],
    ['fields', mean(fields.length, withFields.length)],
    [
      'args',
      mean(
        fields.reduce((sum, { args }) => sum + args.length, 0),
        fields.length,
      ),
    ],
    ['inputFields', mean(inputs.flatMap((type) => Object.keys(type.getFields())).length, inputs.length)],
    [
      'enumValues',
      mean(
        types.flatMap((type) => (isEnumType(type) ? type.getValues() : [])).length,
        types.filter(isEnumType).length,
      ),
    ],
    ['interfaces', 1],
    ['possibleTypes', mean(possible(schema, types), types.filter(isInterfaceType).length)],
  ])
}

function possible(schema: GraphQLSchema, types: readonly GraphQLNamedType[]): number {
  return types.reduce(
    (sum, type) => sum + (isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0),
    0,
  )
}

function mean(sum: number, of: number): number {
  return Math.max(1, Math.ceil(sum / Math.max(1, of)))
}
