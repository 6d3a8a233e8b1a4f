import { type ErrorCategory, faultsOf, RegestaError } from '../errors.ts'

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

/** The status of errors of exports, where their category does not say enough. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  E_BUSY: 503,
  E_STORAGE: 503,
  E_LEDGER_CLOSED: 503,
  E_SIZE: 413,
  E_COST: 413,
  E_TIME: 504,
}

/** The response for an error of an export, with every fault; undefined where it is ours: that is for the server to say. */
export function refusalOfExport(error: unknown): Response | undefined {
  const entries = entriesOf(error)
  const [first] = entries
  if (first === undefined) return undefined
  const status = STATUS_BY_CODE[first.code] ?? STATUS_OF[first.category]
  const headers = { 'cache-control': 'no-store', ...(status === 503 && { 'retry-after': '1' }) }
  return errorResponse(status, entries, headers)
}

type Refused = {
  readonly code: string
  readonly category: ErrorCategory
  readonly message: string
  readonly argument?: string
}

function entriesOf(error: unknown): readonly Refused[] {
  if (!(error instanceof Error)) return []
  if (!(error instanceof RegestaError)) return isOverLimit(error) ? [limitEntry(error)] : []
  const { category } = error
  if (category === 'fault') return []
  return faultsOf(error).map(({ code, message, place }) => ({
    code,
    category,
    message,
    ...(place?.argument !== undefined && { argument: place.argument }),
  }))
}

type OverLimit = Error & { readonly extensions: { readonly code: string } }

/** Whether an error is of a budget that was used up: those are errors of GraphQL. */
function isOverLimit(error: Error): error is OverLimit {
  if (!('extensions' in error) || typeof error.extensions !== 'object' || error.extensions === null)
    return false
  return 'limitName' in error.extensions && 'code' in error.extensions
}

function limitEntry({ message, extensions: { code } }: OverLimit): Refused {
  return { code, category: 'invalid', message }
}
