import {
  type GraphQLArgument,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isRequiredArgument,
} from 'graphql'
import type { Dice } from './dice.ts'

/** What arguments are chosen from: by `Type.field.argument`, else the argument's name, else that of its type. */
export type ArgumentPools = ReadonlyMap<string, readonly string[]>

/**
 * A literal for an argument. An enum is chosen from its own values and a Boolean from the two; one that has neither
 * a pool nor such a type fails, so that whoever adds it gives it a pool.
 */
export function literalFor(
  field: string,
  argument: GraphQLArgument,
  dice: Dice,
  pools: ArgumentPools,
): string {
  const type = getNamedType(argument.type)
  const pool =
    pools.get(`${field}.${argument.name}`) ??
    (isEnumType(type) ? undefined : pools.get(argument.name)) ??
    pools.get(type.name) ??
    (isEnumType(type) ? type.getValues().map(({ name }) => name) : undefined) ??
    (type.name === 'Boolean' ? ['true', 'false'] : undefined)
  if (pool === undefined)
    throw new Error(`no values for ${argument.name}: ${String(argument.type)}; add a pool for it`)
  if (!isListType(getNullableType(argument.type))) return dice.of(pool)
  const most = Math.min(pool.length, LISTED.get(argument.name) ?? Infinity)
  return `[${dice.some(pool, 1 + dice.upTo(most)).join(', ')}]`
}

/** The arguments that take no more than so many values. */
const LISTED: ReadonlyMap<string, number> = new Map([['what', 2]])

/**
 * Whether an argument is given: an empty pool says that it never is, one that need not be is now and then. Of a field
 * with many `among` which it is, each the more seldom: what all of them leave is nothing, and shows no leak.
 */
export function isGiven(
  field: string,
  argument: GraphQLArgument,
  among: number,
  dice: Dice,
  pools: ArgumentPools,
): boolean {
  if (isRequiredArgument(argument)) return true
  const pool = pools.get(`${field}.${argument.name}`) ?? pools.get(argument.name)
  return pool?.length !== 0 && dice.oneIn(Math.max(4, among))
}

/** The arguments that go together: a `field` that none of the drawn `kinds` has is refused, and shows nothing. */
export function goingTogether(given: readonly GraphQLArgument[]): readonly GraphQLArgument[] {
  return given.some(({ name }) => name === 'field') ? given.filter(({ name }) => name !== 'kinds') : given
}

/** Strings as GraphQL writes them. */
export function quotedAll(texts: Iterable<string>): readonly string[] {
  return [...texts].map((text) => JSON.stringify(text))
}
