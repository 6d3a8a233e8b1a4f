import { type ExecutionResult, execute, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { argumentAround } from './argument-names.ts'
import type { ApiContext } from './context.ts'
import { namingArgument, namingRequest, publicError } from './errors.ts'
import { requestIdOf } from './request-id.ts'
import { faultyVariables } from './variables.ts'

/** What a yoga must be created with, so that no caller sees more of an error than may be seen. */
export function presentingErrors(onFault: (cause: unknown, requestId: string) => void) {
  return { maskedErrors: { maskError: publicError }, plugins: [presentErrors(), nameRequests(onFault)] }
}

/** Shows every error as the caller may see it, with the argument or variable it stands in. */
function presentErrors(): Plugin<ApiContext> {
  return {
    onValidate({ params: { documentAST } }) {
      return ({ result, setResult }) =>
        setResult(
          result.map((error) => {
            const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined
            return namingArgument(publicError(error), argumentAround(documentAST, node))
          }),
        )
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      setExecuteFn(execute)
      const errors = faultyVariables(args)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
  }
}

/**
 * Names the request in the answer's `x-request-id` and in every fault of the inside, the ones before execution
 * too, so that a report can name it; `onFault` hears of those faults as they are.
 */
function nameRequests(onFault: (cause: unknown, requestId: string) => void): Plugin<ApiContext> {
  return {
    onResultProcess({ request, result, setResult }) {
      if (!isSingle(result) || result.errors === undefined) return
      const requestId = requestIdOf(request)
      setResult({ ...result, errors: result.errors.map((error) => namingRequest(error, requestId, onFault)) })
    },
    onResponse({ request, response }) {
      response.headers.set('x-request-id', requestIdOf(request))
    },
  }
}

function isSingle(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result)
}
