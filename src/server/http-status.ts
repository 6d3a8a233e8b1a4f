import { CONNECTION_LIMITS, LIMITS } from '../graphql/index.ts'

/** The HTTP status for errors of a code, where their category does not say enough. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  [CONNECTION_LIMITS.body.code]: 413,
  [CONNECTION_LIMITS.headers.code]: 431,
  [CONNECTION_LIMITS.held.code]: 503,
  E_METHOD: 405,
  E_HOST: 421,
  E_STORAGE: 503,
  E_UNKNOWN_OUTCOME: 503,
  E_LEDGER_CLOSED: 503,
}

/** Seconds after which to come back, of those errors that pass. */
const RETRY_AFTER: Readonly<Record<string, string>> = {
  [CONNECTION_LIMITS.held.code]: '1',
  E_STORAGE: '5',
  E_UNKNOWN_OUTCOME: '1',
  E_LEDGER_CLOSED: '5',
}

type Http = { readonly status: number; readonly headers: Record<string, string> }

/**
 * The status and headers for an error by its code, and by the limit of an operation that it goes over: others have such a
 * code too. Undefined where its category says enough.
 */
export function httpByCode({ code, limitName }: Readonly<Record<string, unknown>>): Http | undefined {
  if (typeof limitName === 'string' && Object.hasOwn(LIMITS, limitName))
    return { status: limitName === 'time' ? 504 : 413, headers: {} }
  if (typeof code !== 'string' || !Object.hasOwn(STATUS_BY_CODE, code)) return undefined
  const [status = 500, retryAfter] = [STATUS_BY_CODE[code], RETRY_AFTER[code]]
  return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }
}
