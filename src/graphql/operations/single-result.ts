import type { ExecutionResult } from 'graphql'

/** Whether what came of an operation is one answer, and not a stream of them. */
export function isSingle(result: unknown): result is ExecutionResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    !Array.isArray(result) &&
    !(Symbol.asyncIterator in result)
  )
}
