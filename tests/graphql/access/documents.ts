import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  OperationTypeNode,
} from 'graphql'

/** A document that asks for one field of the schema, and by which field of which root it is reached. */
export type Reaching = { readonly coordinate: string; readonly root: string; readonly document: string }

/** A way to a type: what to write before and after what is asked of it. */
type Way = {
  readonly type: GraphQLOutputType
  readonly root: string
  readonly before: string
  readonly after: string
}

/**
 * For every field that lies on some way from a root, by every root's field that it can be reached through, the shortest
 * document that asks for it. Required arguments are given some value: whether it is a sensible one is not asked.
 */
export function documentsReachingAll(schema: GraphQLSchema): readonly Reaching[] {
  return Object.values(OperationTypeNode).flatMap((operation) => {
    const root = schema.getRootType(operation)
    if (root == null) return []
    return Object.keys(root.getFields()).flatMap((field) => reachedThrough(schema, operation, root, field))
  })
}

function reachedThrough(
  schema: GraphQLSchema,
  operation: OperationTypeNode,
  root: GraphQLObjectType,
  name: string,
): readonly Reaching[] {
  const found = new Map<string, Reaching>()
  const ways: Way[] = []
  const passed = new Set<string>()
  const step = (type: GraphQLObjectType, field: string, from: Omit<Way, 'type'>) => {
    const definition = type.getFields()[field]
    const coordinate = `${type.name}.${field}`
    if (definition === undefined || found.has(coordinate)) return
    const named = getNamedType(definition.type)
    const asked = `${field}${argumentsOf(definition.args)}`
    const inside = isLeafType(named) ? '' : ' { __typename }'
    found.set(coordinate, {
      coordinate,
      root: from.root,
      document: `${from.before}${asked}${inside}${from.after}`,
    })
    if (isLeafType(named) || passed.has(named.name)) return
    passed.add(named.name)
    ways.push({ type: named, root: from.root, before: `${from.before}${asked} { `, after: ` }${from.after}` })
  }
  step(root, name, { root: `${root.name}.${name}`, before: `${operation} { `, after: ' }' })
  for (const way of ways) {
    const named = getNamedType(way.type)
    const objects = isInterfaceType(named) || isUnionType(named) ? schema.getPossibleTypes(named) : [named]
    for (const object of objects) {
      if (!isObjectType(object)) continue
      const narrowed =
        object === named
          ? way
          : { ...way, before: `${way.before}... on ${object.name} { `, after: ` }${way.after}` }
      for (const field of Object.keys(object.getFields())) step(object, field, narrowed)
    }
  }
  return [...found.values()]
}

function argumentsOf(args: readonly GraphQLArgument[]): string {
  const given = args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${someValue(type)}`)
  return given.length === 0 ? '' : `(${given.join(', ')})`
}

/** Values by which the scalars of the API are written. */
const SCALARS: Readonly<Record<string, string>> = {
  ID: '"x"',
  String: '"x"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Date: '"2020-01-01"',
  DateTime: '"2020-01-01T00:00:00Z"',
  EDTF: '"2020"',
  JSON: '{ x: 1 }',
}

function someValue(type: GraphQLInputType): string {
  const bare = getNullableType(type)
  if (isListType(bare)) return `[${someValue(bare.ofType)}]`
  if (isEnumType(bare)) return bare.getValues()[0]?.name ?? 'NONE'
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields())
    const given = bare.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
    return `{ ${given.map((field) => `${field.name}: ${someValue(field.type)}`).join(', ')} }`
  }
  if (isNonNullType(bare)) return someValue(bare.ofType)
  const written = SCALARS[bare.name]
  if (written === undefined) throw new Error(`no value for a ${bare.name}; add one`)
  return written
}
