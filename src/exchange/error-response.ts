import type { ErrorCategory } from '../errors.ts'

/** An error outside GraphQL, or as GraphQL has it, with code and category among its extensions. */
export type ErrorEntry =
  | {
      readonly code: string
      readonly category: string
      readonly message: string
      readonly argument?: string
      readonly requestId?: string
    }
  | { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }

/** The HTTP status for errors of a category. */
export const STATUS_OF: Readonly<Record<ErrorCategory, number>> = {
  invalid: 400,
  conflict: 409,
  notFound: 404,
  fault: 500,
}

/** The one body of refusals on every path: `{"errors":[…]}`. */
export function errorBody(errors: readonly ErrorEntry[]): string {
  return JSON.stringify({ errors })
}

/** A response with that body. */
export function errorResponse(
  status: number,
  errors: readonly ErrorEntry[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(errorBody(errors), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
