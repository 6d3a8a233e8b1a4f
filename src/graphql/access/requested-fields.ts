import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Every field that an operation may come to, by coordinate, with the place that asks for it first. */
export type RequestedFields = ReadonlyMap<string, FieldNode>

/**
 * What an operation asks for: through fragments and under any alias, and what it would skip, too. A field of an
 * interface is asked of every type that it may turn out to be. Costs one step for each selection of the document.
 */
export function requestedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): RequestedFields {
  const requested = new Map<string, FieldNode>()
  const entered = new Set<string>()
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  )
  const walk = (set: SelectionSetNode, type: GraphQLNamedOutputType) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) field(selection, type)
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        walk(selection.selectionSet, narrowed(selection.typeCondition?.name.value, type))
      else spread(fragments.get(selection.name.value))
    }
  }
  const field = (node: FieldNode, type: GraphQLNamedOutputType) => {
    for (const each of [type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : [])]) {
      const coordinate = `${each.name}.${node.name.value}`
      if (!requested.has(coordinate)) requested.set(coordinate, node)
    }
    const next = typeOfField(type, node.name.value)
    if (node.selectionSet !== undefined && next !== undefined) walk(node.selectionSet, next)
  }
  /** Each fragment is entered once: it stands on a type of its own, wherever it is spread. */
  const spread = (fragment: FragmentDefinitionNode | undefined) => {
    if (fragment === undefined || entered.has(fragment.name.value)) return
    entered.add(fragment.name.value)
    const type = typeNamed(fragment.typeCondition.name.value)
    if (type !== undefined) walk(fragment.selectionSet, type)
  }
  const typeNamed = (name: string) => {
    const type = schema.getType(name)
    return isObjectType(type) || isAbstractType(type) ? type : undefined
  }
  const narrowed = (name: string | undefined, type: GraphQLNamedOutputType) =>
    (name === undefined ? undefined : typeNamed(name)) ?? type
  const typeOfField = (type: GraphQLNamedOutputType, name: string): GraphQLNamedOutputType | undefined => {
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
    return found === undefined ? undefined : getNamedType(found.type)
  }
  const root = schema.getRootType(operation.operation)
  if (root != null) walk(operation.selectionSet, root)
  return requested
}
