import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { isSingle, Turns } from '../../graphql/index.ts'
import type { Cost } from '../document/cost.ts'
import { measureOperation } from '../document/operation.ts'
import { textBeyond } from '../document/text.ts'
import type { ApiPlugin } from '../request/state.ts'

/** What the answer to every operation says under `extensions.cost`. */
export type CostTold = {
  /** How many things the answer may hold. */
  readonly cost: number
  readonly limit: number
  readonly remaining: number
  /** How many things its lists did hold; 0 where it was not worked out. */
  readonly used: number
}

/** How many things introspection lists in the time of a turn, about. */
const INTROSPECTED_A_TURN = 10_000

/**
 * Refuses an operation that goes over a limit before it is validated, with every limit that it goes over; and tells
 * with every answer what it cost. The same question of the same ledger is told the same.
 */
export function limitOperations(schema: GraphQLSchema, limits: Limits): ApiPlugin {
  return {
    onParse({ params: { source } }) {
      const fault = textBeyond(String(source), limits)
      if (fault !== undefined) throw fault
      return ({ result, context: { state, params } }) => {
        if (!isDocument(result)) return
        const { operationName, variables } = params ?? {}
        const asked = { document: result, operationName, variables: variables ?? {} }
        const { cost, errors } = measureOperation(asked, schema, limits)
        if (cost !== undefined) state.cost = cost
        if (errors.length > 0) throw new AggregateError(errors)
      }
    },
    async onExecute({ context: { state, budget } }) {
      state.budget = budget
      const { introspected = 0 } = state.cost ?? {}
      // Introspection is worked out in one go: whoever asks for less goes before.
      if (introspected > 0) await new Turns(introspected / INTROSPECTED_A_TURN).take(() => {})
    },
    onExecutionResult({ context: { state }, result, setResult }) {
      const { cost, budget } = state
      if (cost === undefined || !isSingle(result)) return
      const told = toldOf(cost, budget?.used ?? 0, limits)
      setResult({ ...result, extensions: { ...result.extensions, ...told } })
    },
  }
}

function toldOf({ things, introspected }: Cost, used: number, limits: Limits) {
  return {
    cost: { ...against(things, limits.cost), used } satisfies CostTold,
    ...(introspected > 0 && { introspectionCost: against(introspected, limits.introspectionCost) }),
  }
}

function against(cost: number, limit: number) {
  return { cost, limit, remaining: Math.max(0, limit - cost) }
}

function isDocument(result: unknown): result is DocumentNode {
  return (
    typeof result === 'object' && result !== null && 'kind' in result && !(result instanceof GraphQLError)
  )
}
