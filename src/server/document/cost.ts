import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isIntrospectionType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import {
  assumedLength,
  assumedWork,
  DEFAULT_PAGE,
  introspectionSizes,
  LARGEST_PAGE,
  listsIn,
  mostFirst,
  sizingArgument,
} from '../../graphql/index.ts'

/**
 * How many things an answer may hold. A paged list counts as many as are asked for, any other list as many as its field
 * assumes; each thing counts one, and what hangs on it as often.
 */
export type Cost = {
  readonly things: number
  /** The same for introspection. */
  readonly introspected: number
}

/** What a selection set costs for each object: a fixed part, and a part for each place on its page. */
type Price = { readonly once: number; readonly perPlace: number; readonly introspected: number }

const FREE: Price = { once: 0, perPlace: 0, introspected: 0 }

/** A selection, ready to be priced with variables: a field, an inline fragment, or the spread of a fragment. */
export type PricedSelection =
  | {
      /** Its name in the answer. */
      readonly name: string
      readonly selections: readonly PricedSelection[]
      readonly price: (inner: Price, variables: Variables) => Price
    }
  | { readonly group: readonly PricedSelection[] }
  | { readonly fragment: string }

/** The selections of each fragment. */
type PricedFragments = ReadonlyMap<string, readonly PricedSelection[]>

type PricedNode = {
  readonly node: FieldNode
  readonly definition: GraphQLField<unknown, unknown>
  readonly parent: GraphQLCompositeType
}

/** A field with the selections in it, ready to be priced. */
export function pricedField(
  schema: GraphQLSchema,
  { node, definition, parent }: PricedNode,
  selections: readonly PricedSelection[] | undefined,
): PricedSelection {
  const name = node.alias?.value ?? node.name.value
  const work = assumedWork(definition)
  const type = getNamedType(definition.type)
  if (!isCompositeType(type) || selections === undefined)
    return { name, selections: [], price: () => ({ ...FREE, once: work }) }

  const isIntrospection = node.name.value === '__schema' || node.name.value === '__type'
  const isPlaced = isConnection(parent) && listsIn(definition.type) > 0
  const placesOf = (variables: Variables) =>
    isConnection(type) ? (pageSize(node, definition, variables) ?? DEFAULT_PAGE) : 0
  const lengthOf = lengthBy(schema, { node, definition, parent })
  return {
    name,
    selections,
    price: (inner, variables) => {
      const each = 1 + inner.once + inner.perPlace * placesOf(variables)
      if (isIntrospection) return { ...FREE, introspected: each }
      const { introspected } = inner
      if (isPlaced) return { once: work, perPlace: each, introspected }
      return { once: work + each * lengthOf(variables), perPlace: 0, introspected }
    },
  }
}

/** How many things the field holds, given variables. */
function lengthBy(
  schema: GraphQLSchema,
  { node, definition, parent }: PricedNode,
): (variables: Variables) => number {
  const lists = listsIn(definition.type)
  if (lists === 0) return () => 1
  if (isIntrospectionType(parent)) {
    const size = introspectionSizes(schema).get(definition.name) ?? 1
    return () => size
  }
  return (variables) => {
    const given = listGiven(node, sizingArgument(definition), variables)
    return (given ?? pageSize(node, definition, variables) ?? assumedLength(definition, parent)) ** lists
  }
}

/** Whether a type is a page of Relay's: what its lists hold depends on the arguments of the field that returns it. */
function isConnection(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields()
}

/**
 * The cost of selections with variables, fragments written out. `fragments` are in the order in which each comes after
 * those that it spreads, so that each is priced once; others (circular or unknown) cost nothing.
 */
export function costOf(
  selections: readonly PricedSelection[],
  fragments: PricedFragments,
  variables: Variables,
) {
  const prices = new Map<string, Price>()
  const priceOf = (selection: PricedSelection): Price => {
    if ('fragment' in selection) return prices.get(selection.fragment) ?? FREE
    if ('group' in selection) return sumOf(selection.group)
    return selection.price(sumOf(selection.selections), variables)
  }
  const sumOf = (set: readonly PricedSelection[]): Price =>
    set.reduce((sum, each) => plus(sum, priceOf(each)), FREE)
  const heaviest = (set: readonly PricedSelection[]): readonly string[] => {
    const [dearest] = set
      .map((selection) => ({ selection, price: totalOf(priceOf(selection)) }))
      .sort((one, other) => other.price - one.price)
    if (dearest === undefined || dearest.price === 0) return []
    const { selection } = dearest
    if ('fragment' in selection) return heaviest(fragments.get(selection.fragment) ?? [])
    if ('group' in selection) return heaviest(selection.group)
    return [selection.name, ...heaviest(selection.selections)]
  }
  for (const [name, set] of fragments) prices.set(name, sumOf(set))
  const { once, introspected } = sumOf(selections)
  return {
    cost: { things: once, introspected } satisfies Cost,
    /** The path of fields that cause most of it. Cost: as much again for each of them. */
    heaviest: () => heaviest(selections),
  }
}

function totalOf({ once, perPlace, introspected }: Price): number {
  return once + perPlace + introspected
}

function plus(one: Price, other: Price): Price {
  return {
    once: one.once + other.once,
    perPlace: one.perPlace + other.perPlace,
    introspected: one.introspected + other.introspected,
  }
}

/** The variables of a request as they were sent. */
export type Variables = Readonly<Record<string, unknown>>

/** The variables, with the default numbers of the operation for those that are not sent. */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Variables,
): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...sent }
}

/** The page size by `first` or `last`, if given; the largest possible if it cannot be known. */
export function pageSize(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): number | undefined {
  const sizes = [
    requestedSize('first', node, field, variables),
    requestedSize('last', node, field, variables),
  ]
  return sizes.reduce((most, size) => (size === undefined || (most ?? 0) > size ? most : size))
}

function requestedSize(
  name: 'first' | 'last',
  { arguments: given = [] }: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): number | undefined {
  const value = given.find((each) => each.name.value === name)?.value
  const otherwise = field.args.find((each) => each.name === name)?.defaultValue
  const most = mostFirst(field) ?? LARGEST_PAGE
  switch (value?.kind) {
    case undefined:
      return inBounds(otherwise, most)
    case Kind.INT:
      return inBounds(Number(value.value), most)
    case Kind.VARIABLE:
      return inBounds(variables[value.name.value] ?? otherwise, most)
    case Kind.NULL:
      return undefined
    default:
      return most
  }
}

/** An invalid page size is refused at execution; it costs no more than the largest valid one. */
function inBounds(size: unknown, most: number): number | undefined {
  if (size == null) return undefined
  if (typeof size !== 'number' || !Number.isFinite(size)) return most
  return Math.min(most, Math.max(0, size))
}

/** The length of the list that is given for an argument, if it is a list. */
export function listGiven(
  { arguments: given = [] }: FieldNode,
  name: string | undefined,
  variables: Variables,
): number | undefined {
  const value = given.find((each) => each.name.value === name)?.value
  if (value?.kind === Kind.LIST) return value.values.length
  const sent = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
  return Array.isArray(sent) ? sent.length : undefined
}
