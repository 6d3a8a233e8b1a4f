import { type ExecutionResult, execute, GraphQLError } from 'graphql'
import {
  isSingle,
  isStream,
  type Limits,
  limitsWith,
  mapped,
  namingArgument,
  namingRequest,
  publicError,
} from '../../graphql/index.ts'
import { argumentAround, argumentsOf, faultyVariables } from '../document/variables.ts'
import type { ApiPlugin } from '../request/state.ts'

/** What a yoga must be created with, so that no caller sees more of an error than may be seen. */
export function presentingErrors(
  onFault: (cause: unknown, requestId: string) => void,
  limits: Limits = limitsWith(),
) {
  return { maskedErrors: { maskError: publicError }, plugins: [presentErrors(limits), nameRequests(onFault)] }
}

/** Shows every error as the caller may see it, with the argument or variable it stands in. */
function presentErrors(limits: Limits): ApiPlugin {
  return {
    onValidate({ params: { documentAST } }) {
      return ({ result, setResult }) => {
        if (result.length === 0) return
        const all = argumentsOf(documentAST)
        setResult(
          result.map((error) => {
            const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined
            return namingArgument(publicError(error), argumentAround(all, node))
          }),
        )
      }
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      setExecuteFn(execute)
      const errors = faultyVariables(args, limits)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = faultyVariables(args, limits)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
  }
}

/**
 * Names the request in the answer's `x-request-id` and in every fault of the inside, the ones before execution
 * too, so that a report can name it; `onFault` hears of those faults as they are.
 */
function nameRequests(onFault: (cause: unknown, requestId: string) => void): ApiPlugin {
  return {
    onResultProcess({ serverContext: { state }, result, setResult }) {
      const requestId = state.id
      const named = <Result extends ExecutionResult>(each: Result): Result =>
        each.errors === undefined
          ? each
          : { ...each, errors: each.errors.map((error) => namingRequest(error, requestId, onFault)) }
      if (isSingle(result)) setResult(named(result))
      else if (isStream(result)) setResult(mapped(result, named))
    },
    onResponse({ serverContext: { state }, response }) {
      response.headers.set('x-request-id', state.id)
    },
  }
}

/**
 * Gives an answer without data the status that says so (GraphQL over HTTP, 6.4): 500 where the fault is ours; else
 * 400, but 200 to whoever accepts `application/json` alone. One with data, or with null for it, stays 200.
 */
export function tellStatuses(): ApiPlugin {
  return {
    onResultProcess({ result }) {
      if (!isSingle(result) || 'data' in result) return
      for (const { extensions } of result.errors ?? [])
        extensions.http ??= extensions.category === 'fault' ? { status: 500 } : { status: 400, spec: true }
    },
  }
}
