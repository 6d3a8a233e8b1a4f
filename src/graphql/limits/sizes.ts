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

/** The assumed length of a list without a declaration. */
const DEFAULT_LENGTH = 5

/** The assumed size of an answer, declared in the `extensions` of a field or of a type, before it is computed. */
type AssumedSize = {
  /** The length of the field's list, or of any list of the type. */
  readonly things?: number
  /** The largest value of the field's `first`, where it is not that of pages. */
  readonly most?: number
  /** The list argument that determines the length of the field's list. */
  readonly by?: string
  /** The length of each list among the type's fields, unless the listed type declares its own. */
  readonly lists?: number
  /** The cost of computing the field, in list entries, beside what it contains. */
  readonly work?: number
}

/** Declares an assumed size: `extensions: assume({ things: 3 })`. */
export function assume(assumed: AssumedSize) {
  return { assumed }
}

type Extended = { readonly extensions: Readonly<Record<string, unknown>> }

/** The assumed length of the list of a field. */
export function assumedLength(field: GraphQLField<unknown, unknown>, parent: Extended): number {
  const ofType = getNamedType(field.type)
  return (
    assumptionsOf(field).things ??
    assumptionsOf(ofType).things ??
    assumptionsOf(parent).lists ??
    DEFAULT_LENGTH
  )
}

/** The list argument that determines the length of the list of a field, if there is one. */
export function sizingArgument(field: Extended): string | undefined {
  return assumptionsOf(field).by
}

/** The largest value of the `first` of a field that declares one. */
export function mostFirst(field: Extended): number | undefined {
  return assumptionsOf(field).most
}

/** The declared cost of computing a field, in list entries. */
export function assumedWork(field: Extended): number {
  return assumptionsOf(field).work ?? 0
}

function assumptionsOf({ extensions: { assumed } }: Extended): AssumedSize {
  const declared: object = typeof assumed === 'object' && assumed !== null ? assumed : {}
  return {
    ...('things' in declared && typeof declared.things === 'number' && { things: declared.things }),
    ...('most' in declared && typeof declared.most === 'number' && { most: declared.most }),
    ...('by' in declared && typeof declared.by === 'string' && { by: declared.by }),
    ...('lists' in declared && typeof declared.lists === 'number' && { lists: declared.lists }),
    ...('work' in declared && typeof declared.work === 'number' && { work: declared.work }),
  }
}

/** The depth of lists in a type: `[[Int!]!]!` has two. */
export function listsIn(type: GraphQLOutputType): number {
  let [lists, inner]: [number, unknown] = [0, type]
  while (isNonNullType(inner) || isListType(inner)) {
    if (isListType(inner)) lists += 1
    inner = inner.ofType
  }
  return lists
}

/** The lengths of the lists of introspection, by field: the types of the schema, and the mean of what one type has. */
export function introspectionSizes(schema: GraphQLSchema): ReadonlyMap<string, number> {
  return introspectionSizesBySchema.getOrInsertComputed(schema, measure)
}

/** Computed once for each schema. */
const introspectionSizesBySchema = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>()

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
