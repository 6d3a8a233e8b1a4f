import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isIntrospectionType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import {
  assumedLength,
  assumedWork,
  DEFAULT_PAGE,
  introspectionSizes,
  listsIn,
  sizingArgument,
} from '../../graphql/index.ts'
import { listGiven, pageSize, type Variables, withDefaults } from './page-size.ts'

/**
 * How many things an answer may hold. A list that is paged counts as many as are asked for, any other as many as its
 * field assumes; each thing counts one, and what hangs on it as often.
 */
export type Cost = {
  readonly things: number
  /** The same of what is asked of the schema itself. */
  readonly introspected: number
}

/** What a set costs for each thing that it is asked of: so much, and so much more for each place on its page. */
type Price = { readonly once: number; readonly perPlace: number; readonly introspected: number }

const FREE: Price = { once: 0, perPlace: 0, introspected: 0 }

/** One operation, and all that its price depends on. */
type Priced = {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Variables
  /** What the fragments cost that were priced so far. */
  readonly prices: Map<string, Price>
}

/**
 * Prices an operation as it would run with these variables. Fragments, in their order, are priced once, so that it
 * takes one look at each selection; what is not among them (circular or unknown) costs nothing.
 */
export function priceOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  ordered: readonly FragmentDefinitionNode[],
  variables: Variables,
) {
  const priced: Priced = {
    schema,
    fragments: new Map(ordered.map((each) => [each.name.value, each])),
    variables: withDefaults(operation, variables),
    prices: new Map(),
  }
  for (const fragment of ordered)
    priced.prices.set(
      fragment.name.value,
      priceOfSet(priced, fragment.selectionSet, typeOf(schema, fragment)),
    )
  const root = schema.getRootType(operation.operation) ?? undefined
  const { once, introspected } = priceOfSet(priced, operation.selectionSet, root)
  return {
    cost: { things: once, introspected } satisfies Cost,
    /** The fields that lead to most of it. Cost: as much again for each. */
    heaviest: (): readonly string[] => heaviest(priced, operation.selectionSet, root),
  }
}

function priceOfSet(priced: Priced, { selections }: SelectionSetNode, type?: GraphQLCompositeType): Price {
  return selections.reduce((sum, each) => plus(sum, priceOf(priced, each, type)), FREE)
}

function priceOf(priced: Priced, selection: SelectionNode, type?: GraphQLCompositeType): Price {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return priced.prices.get(selection.name.value) ?? FREE
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return priceOfSet(priced, selection.selectionSet, typeOf(priced.schema, selection) ?? type)
  const field = type && priced.schema.getField(type, selection.name.value)
  return type === undefined || field === undefined ? FREE : priceOfField(priced, selection, field, type)
}

function priceOfField(
  priced: Priced,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
): Price {
  const work = assumedWork(field)
  const type = getNamedType(field.type)
  if (!isCompositeType(type) || node.selectionSet === undefined) return { ...FREE, once: work }
  const inner = priceOfSet(priced, node.selectionSet, type)
  const places = isConnection(type) ? (pageSize(node, field, priced.variables) ?? DEFAULT_PAGE) : 0
  const each = 1 + inner.once + inner.perPlace * places
  const { introspected } = inner
  if (node.name.value === '__schema' || node.name.value === '__type') return { ...FREE, introspected: each }
  if (isConnection(parent) && listsIn(field.type) > 0) return { once: work, perPlace: each, introspected }
  return { once: work + each * thingsIn(priced, node, field, parent), perPlace: 0, introspected }
}

function thingsIn(
  { schema, variables }: Priced,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
): number {
  const lists = listsIn(field.type)
  if (lists === 0) return 1
  if (isIntrospectionType(parent)) return introspectionSizes(schema).get(field.name) ?? 1
  const given = listGiven(node, sizingArgument(field), variables)
  return (given ?? pageSize(node, field, variables) ?? assumedLength(field, parent)) ** lists
}

/** Whether a type is a page of Relay's: what its lists hold is told by the field that leads to it. */
function isConnection(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields()
}

function typeOf(
  schema: GraphQLSchema,
  { typeCondition }: Pick<FragmentDefinitionNode, 'typeCondition'> | { readonly typeCondition?: undefined },
): GraphQLCompositeType | undefined {
  const type = typeCondition && schema.getType(typeCondition.name.value)
  return isCompositeType(type) ? type : undefined
}

function heaviest(priced: Priced, set: SelectionSetNode, type?: GraphQLCompositeType): readonly string[] {
  const [dearest] = set.selections
    .map((selection) => ({ selection, price: whole(priceOf(priced, selection, type)) }))
    .sort((one, other) => other.price - one.price)
  if (dearest === undefined || dearest.price === 0) return []
  const { selection } = dearest
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    const fragment = priced.fragments.get(selection.name.value)
    return fragment === undefined
      ? []
      : heaviest(priced, fragment.selectionSet, typeOf(priced.schema, fragment))
  }
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return heaviest(priced, selection.selectionSet, typeOf(priced.schema, selection) ?? type)
  const field = type && priced.schema.getField(type, selection.name.value)
  const inner = field && getNamedType(field.type)
  const name = selection.alias?.value ?? selection.name.value
  if (!isCompositeType(inner) || selection.selectionSet === undefined) return [name]
  return [name, ...heaviest(priced, selection.selectionSet, inner)]
}

function whole({ once, perPlace, introspected }: Price): number {
  return once + perPlace + introspected
}

function plus(one: Price, other: Price): Price {
  return {
    once: one.once + other.once,
    perPlace: one.perPlace + other.perPlace,
    introspected: one.introspected + other.introspected,
  }
}
