import { type FieldNode, type GraphQLField, Kind, type OperationDefinitionNode } from 'graphql'
import { LARGEST_PAGE } from '../../graphql/index.ts'

/** The variables of a request as they were sent. */
export type Variables = Readonly<Record<string, unknown>>

/** The variables, and where they are not sent the numbers that the operation itself gives them. */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Variables,
): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...sent }
}

/** How many places `first` or `last` ask for, if they do; the most that can be where it cannot be told. */
export function pageSize(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): number | undefined {
  const sizes = [sizeAsked('first', node, field, variables), sizeAsked('last', node, field, variables)]
  return sizes.reduce((most, size) => (size === undefined || (most ?? 0) > size ? most : size))
}

function sizeAsked(
  name: 'first' | 'last',
  { arguments: given = [] }: FieldNode,
  { args }: GraphQLField<unknown, unknown>,
  variables: Variables,
): number | undefined {
  const value = given.find((each) => each.name.value === name)?.value
  const otherwise = args.find((each) => each.name === name)?.defaultValue
  switch (value?.kind) {
    case undefined:
      return inBounds(otherwise)
    case Kind.INT:
      return inBounds(Number(value.value))
    case Kind.VARIABLE:
      return inBounds(variables[value.name.value] ?? otherwise)
    case Kind.NULL:
      return undefined
    default:
      return LARGEST_PAGE
  }
}

/** A page of no size that can be is refused when it is asked for, and costs nothing more than one that can. */
function inBounds(size: unknown): number | undefined {
  if (size == null) return undefined
  if (typeof size !== 'number' || !Number.isFinite(size)) return LARGEST_PAGE
  return Math.min(LARGEST_PAGE, Math.max(0, size))
}

/** How long the list is that is given for an argument, if it is one. */
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
