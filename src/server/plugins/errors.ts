import { type ExecutionResult, execute, GraphQLError } from 'graphql'
import { mapAsyncIterator } from 'graphql-yoga'
import { isSingle, isStream, namingArgument, namingRequest, publicError } from '../../graphql/index.ts'
import { argumentAround, argumentsOf, faultyVariables } from '../document/variables.ts'
import { httpByCode } from '../http-status.ts'
import type { ApiPlugin } from '../request/state.ts'

/** Options for Yoga with which no caller sees internals of an error. */
export function presentingErrors(onFault: (cause: unknown, requestId: string) => void) {
  return { maskedErrors: { maskError: publicError }, plugins: [presentErrors(), nameRequests(onFault)] }
}

/** Shows errors as the caller may see them, with the argument or variable that they concern. */
function presentErrors(): ApiPlugin {
  return {
    onParams({ context: { state }, setResult }) {
      if (state.executed !== undefined) setResult(state.executed)
    },
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
      const errors = faultyVariables(args)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = faultyVariables(args)
      if (errors.length > 0) setResultAndStopExecution({ errors })
    },
  }
}

/**
 * Puts errors in order, and adds the request id to the answer, as `x-request-id`, and to internal errors, also those before
 * execution, so that it can be reported; `onFault` is called with those errors as they are.
 */
function nameRequests(onFault: (cause: unknown, requestId: string) => void): ApiPlugin {
  return {
    onResultProcess({ serverContext: { state }, result, setResult }) {
      const requestId = state.id
      const named = <Result extends ExecutionResult>(each: Result): Result =>
        each.errors === undefined
          ? each
          : {
              ...each,
              errors: each.errors.map((error) => namingRequest(error, requestId, onFault)).sort(byPath),
            }
      if (isSingle(result)) setResult(named(result))
      else if (isStream(result)) setResult(mapAsyncIterator(result, named))
    },
    onResponse({ serverContext: { state }, response }) {
      response.headers.set('x-request-id', state.id)
    },
  }
}

/** Errors come as their fields end, sooner or later by what else is asked: in order of paths an answer is always the same. */
export function byPath({ path: one = [] }: GraphQLError, { path: other = [] }: GraphQLError): number {
  for (const [index, key] of one.entries()) {
    const otherKey = other[index]
    if (otherKey === undefined) return 1
    if (key === otherKey) continue
    if (typeof key === 'number' && typeof otherKey === 'number') return key - otherKey
    return String(key) < String(otherKey) ? -1 : 1
  }
  return one.length - other.length
}

/**
 * Sets the status of an answer without data (GraphQL over HTTP, 6.4): 413 beyond a limit, 504 after too long, 503 where
 * another try may help, 500 for an internal error; else 400, but 200 for clients that only accept `application/json`. An
 * answer with data, even if null, has 200: so data of a query that came to nothing for such errors alone is left out.
 */
export function setStatus(): ApiPlugin {
  return {
    onResultProcess({ result, setResult, serverContext: { state } }) {
      if (!isSingle(result)) return
      const isEmpty = state.operation?.type === 'query' && cameToNothing(result)
      if ('data' in result && !isEmpty) return
      for (const { extensions } of result.errors ?? [])
        extensions.http ??=
          httpByCode(extensions) ??
          (extensions.category === 'fault' ? { status: 500 } : { status: 400, spec: true })
      const { data: _, ...rest } = result
      if (isEmpty) setResult(rest)
    },
  }
}

/** Whether a query was answered nothing, and nothing but errors that HTTP has a status for says why. */
function cameToNothing({ data, errors = [] }: ExecutionResult): boolean {
  const hasStatus = ({ extensions }: GraphQLError) => httpByCode(extensions) !== undefined
  return data !== undefined && errors.length > 0 && errors.every(hasStatus) && saysNothing(data)
}

/** Whether there is nothing but nulls in a value. A list says something, even an empty one. */
function saysNothing(value: unknown): boolean {
  if (value === null) return true
  return typeof value === 'object' && !Array.isArray(value) && Object.values(value ?? {}).every(saysNothing)
}
