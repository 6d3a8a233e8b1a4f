import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { Dice } from '../dice.ts'

/** The schema as front ends have it. */
export const schema: GraphQLSchema = buildSchema(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'schema.graphql'), 'utf8'),
)

/** How an operation is to grow. */
export type Growth = {
  /** Fields within fields. */
  readonly depth: number
  /** Fields that lead on, in each set. */
  readonly branches: number
  /** Whether lists come first. */
  readonly lists: boolean
}

/** A valid selection of the root of one chronicle: random, by the dice. */
export function selectionOf(dice: Dice, growth: Growth): string {
  const type = schema.getQueryType()?.getFields().relationship?.type
  const root = type && getNamedType(type)
  if (!isObjectType(root)) throw new Error('the schema has no relationship')
  return fieldsOf(root, dice, growth)
}

function fieldsOf(type: GraphQLObjectType, dice: Dice, growth: Growth): string {
  const all = Object.values(type.getFields())
  const leaves = all.filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  )
  const onward = growth.depth <= 1 ? [] : all.filter((field) => isCompositeType(getNamedType(field.type)))
  const lists = onward.filter((field) => isList(field))
  const pool = growth.lists && lists.length > 0 ? lists : onward
  const chosen = Array.from(
    { length: Math.min(growth.branches, pool.length) },
    () => pool[dice.below(pool.length)],
  )
  const leaf = leaves[dice.below(leaves.length)]?.name ?? '__typename'
  const inner = chosen.flatMap((field, index) =>
    field === undefined ? [] : [`a${index}: ${one(field, dice, growth)}`],
  )
  return [leaf, ...inner].join(' ')
}

function one(field: GraphQLField<unknown, unknown>, dice: Dice, growth: Growth): string {
  const type = getNamedType(field.type)
  const inner = { ...growth, depth: growth.depth - 1 }
  const args = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === 'first')
  const given =
    args.length === 0 ? '' : `(${args.map((arg) => `${arg.name}: ${literalFor(arg)}`).join(', ')})`
  if (isObjectType(type)) return `${field.name}${given} { ${fieldsOf(type, dice, inner)} }`
  const own = isInterfaceType(type) ? possibleOf(type.name) : []
  const chosen = own[dice.below(own.length)]
  const more = chosen === undefined ? '' : ` ... on ${chosen.name} { ${fieldsOf(chosen, dice, inner)} }`
  return `${field.name}${given} { __typename${more} }`
}

function possibleOf(name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name)
  return isInterfaceType(type) ? schema.getPossibleTypes(type) : []
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  const bare = isNonNullType(type) ? type.ofType : type
  return isListType(bare) || getNamedType(type).name.endsWith('Connection')
}

/** A literal that an argument takes: the same for the same argument. */
function literalFor({ name, type }: Pick<GraphQLArgument, 'name' | 'type'>): string {
  const named = getNamedType(type)
  if (name === 'first') return '100'
  if (isEnumType(named)) return named.getValues()[0]?.name ?? 'null'
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter((each) => isNonNullType(each.type))
    return `{ ${required.map((each) => `${each.name}: ${literalFor(each)}`).join(', ')} }`
  }
  return LITERALS[named.name] ?? '"x"'
}

const LITERALS: Readonly<Record<string, string>> = {
  Date: '"2025-12-31"',
  DateTime: '"2026-11-21T12:00:00Z"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  ID: '"japan-viet-nam"',
  String: '"meeting/x"',
}
