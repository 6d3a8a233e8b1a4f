import { CONNECTION_LIMITS, LIMITS } from '../graphql/index.ts'

/** The HTTP status for errors of a code, where their category does not say enough. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(LIMITS).map(({ code }) => [code, 413])),
  [LIMITS.time.code]: 504,
  [CONNECTION_LIMITS.body.code]: 413,
  [CONNECTION_LIMITS.headers.code]: 431,
  [CONNECTION_LIMITS.held.code]: 503,
  E_METHOD: 405,
  E_HOST: 421,
  E_STORAGE: 503,
  E_LEDGER_CLOSED: 503,
}

/** Seconds after which to come back, of those errors that pass. */
const RETRY_AFTER: Readonly<Record<string, string>> = {
  [CONNECTION_LIMITS.held.code]: '1',
  E_STORAGE: '5',
  E_LEDGER_CLOSED: '5',
}

/** The status and headers for an error by its code; undefined where its category says enough. */
export function httpByCode(
  code: unknown,
): { readonly status: number; readonly headers: Record<string, string> } | undefined {
  if (typeof code !== 'string' || !Object.hasOwn(STATUS_BY_CODE, code)) return undefined
  const [status = 500, retryAfter] = [STATUS_BY_CODE[code], RETRY_AFTER[code]]
  return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }
}
