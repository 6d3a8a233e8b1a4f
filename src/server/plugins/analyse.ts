import { type ExecutionResult, type GraphQLSchema, validate } from 'graphql'
import { FairScheduler, isSingle, type Limits } from '../../graphql/index.ts'
import { AnalysedDocument, type DocumentCache } from '../document/analysed-document.ts'
import type { Cost } from '../document/cost.ts'
import { textBeyond } from '../document/sizes.ts'
import type { ApiPlugin, RequestState } from '../request/state.ts'

/** What every answer says under `extensions.cost`. */
export type CostExtension = {
  /** How many things the answer may hold. */
  readonly cost: number
  readonly limit: number
  readonly remaining: number
  /** How many things its lists did hold; 0 if it was not executed. */
  readonly used: number
}

/** The most validation errors reported for one document: finding a suggestion for each takes time. */
const MAX_ERRORS = 50

/** How many things introspection lists in the time of a turn, roughly. */
const INTROSPECTED_PER_TURN = 10_000

export type AnalyseOptions = {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  /** Whether errors must not suggest names of the schema. */
  readonly hideSuggestions: boolean
  readonly analysed: DocumentCache
}

/**
 * Reads each document once, parses, analyses and validates it, and keeps that by its text. Refuses an operation that
 * goes over a limit before it is validated, with every limit that it goes over, and adds to every answer what it cost.
 *
 * This is the only validation step. Other plugins must not call `setValidationFn` with a validation of their own: the
 * last such call wins, and the options of the others are lost.
 */
export function analyseDocuments({ schema, limits, hideSuggestions, analysed }: AnalyseOptions): ApiPlugin {
  return {
    onParse({ params: { source }, setParsedDocument }) {
      const text = String(source)
      const known = analysed.get(text)
      if (known instanceof Error) throw known
      if (known !== undefined) setParsedDocument(known.ast)
      const error = known === undefined ? textBeyond(text, limits) : undefined
      if (error !== undefined) throw error
      return ({ result, context: { state, params } }) => {
        if (result instanceof Error) analysed.set(text, result)
        if (result === null || result instanceof Error) return
        const document = known ?? new AnalysedDocument(result, schema, limits)
        analysed.set(text, document)
        const { operationName, variables } = params ?? {}
        const operation = document.operation(operationName)
        const { cost, errors } = document.measure(operation, variables ?? {})
        state.cost = cost
        if (errors.length > 0) throw new AggregateError(errors)
        state.document = document
        state.operation = operation
      }
    },
    onValidate({ setValidationFn, setResult, context: { state } }) {
      const known = state.document?.validationErrors
      if (known !== undefined) return setResult(known)
      setValidationFn((own, ast, rules) => {
        const errors = validate(own, ast, rules, { maxErrors: MAX_ERRORS, hideSuggestions })
        if (state.document !== undefined) state.document.validationErrors = errors
        return errors
      })
    },
    async onExecute({ context: { state, budget, hints } }) {
      state.budget = budget
      state.hints = hints
      const { introspected = 0 } = state.cost ?? {}
      // Introspection is executed without yielding, so smaller requests go first.
      if (introspected > 0) await new FairScheduler(introspected / INTROSPECTED_PER_TURN).run(() => {})
    },
    onExecutionResult({ context: { state }, result, setResult }) {
      if (isSingle(result)) setResult(withCost(result, state, limits))
    },
  }
}

/** The result, with what it cost and its hints as extensions; as it is where it has no cost. */
export function withCost(
  result: ExecutionResult,
  { cost, budget, hints }: RequestState,
  limits: Limits,
): ExecutionResult {
  if (cost === undefined) return result
  const extensions = costExtensions(cost, budget?.used ?? 0, limits)
  const hinted = hints !== undefined && hints.all.length > 0 && { hints: hints.all }
  return { ...result, extensions: { ...result.extensions, ...extensions, ...hinted } }
}

function costExtensions({ things, introspected }: Cost, used: number, limits: Limits) {
  return {
    cost: { ...against(things, limits.cost), used } satisfies CostExtension,
    ...(introspected > 0 && { introspectionCost: against(introspected, limits.introspectionCost) }),
  }
}

function against(cost: number, limit: number) {
  return { cost, limit, remaining: Math.max(0, limit - cost) }
}
