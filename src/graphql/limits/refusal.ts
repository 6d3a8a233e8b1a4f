import { type ASTNode, GraphQLError } from 'graphql'
import { LIMITS, type LimitName, type Limits } from './operation-limits.ts'

/** How much there is of what a limit counts. */
export type Measure = {
  readonly limit: LimitName
  /** Of what, to begin a sentence with: `the operation nests`. */
  readonly what: string
  /** Infinity where there is no end. */
  readonly measured: number
  readonly nodes?: readonly ASTNode[]
  /** What helps here, to be said before what helps always. */
  readonly hint?: () => string
}

/**
 * The refusal of a request that goes over a limit: which, how much there is, how much may be, and how to get under
 * it.
 */
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
