import { type ASTNode, GraphQLError } from 'graphql'
import { type Limit, mostOf } from './limit.ts'

/**
 * The limits of one operation (size, depth, complexity): far more than anyone writes by hand, far less than what hurts the
 * server.
 */
export const LIMITS = {
  document: {
    counts: 'length of a document',
    unit: 'characters',
    most: 50_000,
    code: 'E_SIZE',
    remedy: 'send fewer operations in one document, and values as variables',
  },
  tokens: {
    counts: 'tokens of a document',
    unit: 'tokens',
    most: 5_000,
    code: 'E_SIZE',
    remedy: 'ask for fewer fields, or in several requests',
  },
  nesting: {
    counts: 'brackets within brackets, of any sort, in a document or a variable',
    unit: 'levels',
    most: 64,
    code: 'E_SIZE',
    remedy: 'nest less',
  },
  string: {
    counts: 'length of one string, in a document or a variable',
    unit: 'characters',
    most: 2_000,
    code: 'E_SIZE',
    remedy: 'send a shorter one',
  },
  list: {
    counts: 'things in one list or object of a variable',
    unit: 'things',
    most: 1_000,
    code: 'E_SIZE',
    remedy: 'send it in several requests',
  },
  operations: {
    counts: 'operations in a document',
    unit: 'operations',
    most: 50,
    code: 'E_OPERATIONS',
    remedy: 'send the one that is to run',
  },
  fragments: {
    counts: 'fragments that a document defines',
    unit: 'fragments',
    most: 200,
    code: 'E_FRAGMENTS',
    remedy: 'leave out those that are not used, or merge small ones',
  },
  depth: {
    counts: 'fields within fields, fragments spread',
    unit: 'levels',
    most: 16,
    code: 'E_DEPTH',
    remedy: 'ask for what lies deeper by its id, in a request of its own',
  },
  rootFields: {
    counts: 'fields at the root, fragments spread',
    unit: 'fields',
    most: 50,
    code: 'E_ROOT_FIELDS',
    remedy: 'ask in several requests',
  },
  fields: {
    counts: 'fields of an operation, fragments spread wherever they are named',
    unit: 'fields',
    most: 2_000,
    code: 'E_FIELDS',
    remedy: 'ask for fewer fields, or spread fragments less often',
  },
  repeats: {
    counts: 'fields that come to lie on one another: of one name, in one place of the answer',
    unit: 'fields',
    most: 100,
    code: 'E_REPEATS',
    remedy: 'ask for each field once in a place, or under another name',
  },
  aliases: {
    counts: 'fields under another name, fragments spread',
    unit: 'aliases',
    most: 300,
    code: 'E_ALIASES',
    remedy: 'ask for the same field under fewer names, or in several requests',
  },
  directives: {
    counts: 'directives of an operation, fragments spread',
    unit: 'directives',
    most: 200,
    code: 'E_DIRECTIVES',
    remedy: 'put a directive on a whole fragment instead of on each field',
  },
  directivesPerField: {
    counts: 'directives in one place',
    unit: 'directives',
    most: 8,
    code: 'E_DIRECTIVES',
    remedy: 'give each directive once',
  },
  cost: {
    counts: 'things that an answer may hold, by page sizes and what lists are taken to hold',
    unit: 'things',
    most: 100_000,
    code: 'E_COST',
    remedy: 'ask for smaller pages or fewer lists within lists',
  },
  introspectionDepth: {
    counts: 'fields within fields below __schema and __type',
    unit: 'levels',
    most: 20,
    code: 'E_DEPTH',
    remedy: 'use the introspection query of your tools, or read schema.graphql',
  },
  introspectionCost: {
    counts: 'things that introspection may list, by what this schema has',
    unit: 'things',
    most: 150_000,
    code: 'E_COST',
    remedy: 'use the introspection query of your tools, or read schema.graphql',
  },
  things: {
    counts: 'things that the lists of an answer do hold in all',
    unit: 'things',
    most: 100_000,
    code: 'E_COST',
    remedy: 'ask for fewer lists within lists, or narrow them',
  },
  time: {
    counts: 'time that an answer is worked on',
    unit: 'ms',
    most: 10_000,
    code: 'E_TIME',
    remedy: 'ask for less at once',
  },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof LIMITS

/** The maximum of each. */
export type Limits = Readonly<Record<LimitName, number>>

export const LIMIT_NAMES = Object.keys(LIMITS).filter(isLimitName)

/** The default limits, with these replaced. */
export function limitsWith(others: Partial<Limits> = {}): Limits {
  return { ...mostOf(LIMITS), ...others }
}

function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(LIMITS, name)
}

/** A measured amount of what a limit counts. */
export type Measure = {
  readonly limit: LimitName
  /** The beginning of the message: `the operation nests`. */
  readonly what: string
  /** Infinity for a cycle. */
  readonly measured: number
  readonly nodes?: readonly ASTNode[]
  /** A remedy for this case, given before the general one. */
  readonly hint?: () => string
}

/** The error of a request beyond a limit: which limit, the measured amount, the maximum, and how to stay below it. */
export function refusal({ limit, what, measured, nodes, hint }: Measure, limits: Limits): GraphQLError {
  const { unit, code, remedy } = LIMITS[limit]
  const most = limits[limit]
  const how = hint === undefined ? remedy : `${hint()}; ${remedy}`
  return new GraphQLError(
    `${what} ${amount(measured, unit)}; limit ${limit} is ${grouped(most)} ${unit}: ${how}`,
    {
      nodes: nodes ?? null,
      extensions: {
        code,
        category: 'invalid',
        limitName: limit,
        measured: Number.isFinite(measured) ? measured : null,
        limit: most,
      },
    },
  )
}

function amount(measured: number, unit: string): string {
  if (!Number.isFinite(measured)) return `${unit} without end`
  return `${measured > A_LOT ? `more than ${grouped(A_LOT)}` : grouped(measured)} ${unit}`
}

const A_LOT = 1_000_000_000

function grouped(number: number): string {
  return number.toLocaleString('en-US')
}
