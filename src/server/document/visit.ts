import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { type PricedSelection, pricedField } from './cost.ts'
import { EMPTY_SHAPE, type Shape, type Spread } from './shape.ts'

type Definition = OperationDefinitionNode | FragmentDefinitionNode

/** What one visit finds in a definition; fragments that it spreads are named and not followed. */
export type Visited<Node extends Definition = Definition> = {
  readonly node: Node
  readonly shape: Shape
  readonly spreads: readonly Spread[]
  readonly selections: readonly PricedSelection[]
  /** In document order: a field coordinate with the node that requests it, or the name of a fragment. */
  readonly requested: readonly (readonly [coordinate: string, node: FieldNode] | string)[]
  /** Whether it introspects the schema. */
  readonly introspects: boolean
}

type Enclosing = Omit<Spread, 'name'>

/** Visits a definition once, for its size, its cost, the fields it requests and the fragments it spreads. */
export function visitDefinition<Node extends Definition>(schema: GraphQLSchema, node: Node): Visited<Node> {
  const shape = { ...EMPTY_SHAPE }
  const spreads: Spread[] = []
  const requested: (readonly [string, FieldNode] | string)[] = []
  let introspects = false

  const countDirectives = ({ directives = [] }: { readonly directives?: readonly object[] | undefined }) => {
    shape.directives += directives.length
    shape.directivesPerField = Math.max(shape.directivesPerField, directives.length)
  }

  const visitSet = (
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType | undefined,
    around: Enclosing,
  ): readonly PricedSelection[] =>
    selections.flatMap((selection) => {
      countDirectives(selection)
      if (selection.kind === Kind.FIELD) return visitField(selection, type, around)
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = compositeType(schema, selection.typeCondition?.name.value) ?? type
        return [{ group: visitSet(selection.selectionSet, narrowed, around) }]
      }
      spreads.push({ name: selection.name.value, ...around })
      if (type !== undefined && around.position === 'outside introspection')
        requested.push(selection.name.value)
      return [{ fragment: selection.name.value }]
    })

  const visitField = (
    field: FieldNode,
    type: GraphQLCompositeType | undefined,
    around: Enclosing,
  ): readonly PricedSelection[] => {
    const name = field.name.value
    const isIntrospection = name === '__schema' || name === '__type'
    const depth = around.depth + 1
    shape.fields += 1
    if (around.atRoot) shape.rootFields += 1
    if (field.alias !== undefined) shape.aliases += 1
    if (around.position === 'outside introspection') shape.depth = Math.max(shape.depth, depth)
    if (around.position === 'outside introspection' && isIntrospection)
      shape.introspectionDepth = Math.max(shape.introspectionDepth, 1)
    if (around.position === 'in introspection')
      shape.introspectionDepth = Math.max(shape.introspectionDepth, depth)
    if (isIntrospection) introspects = true
    if (type !== undefined && around.position === 'outside introspection') request(field, type)
    const definition = type && schema.getField(type, name)
    const inner = definition && getNamedType(definition.type)
    const innerType = isCompositeType(inner) ? inner : undefined
    const set =
      field.selectionSet === undefined
        ? undefined
        : visitSet(field.selectionSet, innerType, inside(around, isIntrospection))
    if (type === undefined || definition === undefined) return []
    return [pricedField(schema, { node: field, definition, parent: type }, set)]
  }

  const request = (field: FieldNode, type: GraphQLCompositeType) => {
    for (const each of [type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : [])])
      requested.push([`${each.name}.${field.name.value}`, field])
  }

  countDirectives(node)
  if (node.kind === Kind.OPERATION_DEFINITION) node.variableDefinitions?.forEach(countDirectives)
  const type =
    node.kind === Kind.OPERATION_DEFINITION
      ? (schema.getRootType(node.operation) ?? undefined)
      : compositeType(schema, node.typeCondition.name.value)
  const selections = visitSet(node.selectionSet, type, {
    depth: 0,
    position: 'outside introspection',
    atRoot: true,
  })
  return { node, shape, spreads, selections, requested, introspects }
}

/** What encloses the selections of a field. Depth counts anew within introspection, and no further within a second. */
function inside({ depth, position }: Enclosing, isIntrospection: boolean): Enclosing {
  if (!isIntrospection) return { depth: depth + 1, position, atRoot: false }
  return position === 'outside introspection'
    ? { depth: 1, position: 'in introspection', atRoot: false }
    : { depth: 0, position: 'in nested introspection', atRoot: false }
}

function compositeType(schema: GraphQLSchema, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name)
  return isCompositeType(type) ? type : undefined
}
