import { RegestaError } from '../../errors.ts'

/**
 * What the caller is told of a ledger that takes nothing: what to do, by a code that stays. Why it is so, and where the
 * ledger lies, is a matter of the inside.
 */
const TOLD: Readonly<Record<string, string>> = {
  E_READ_ONLY: 'nothing can be recorded here: this server reads only; send it to the one that writes',
  E_STORAGE_FULL:
    'nothing was recorded: there is no room for it. What is recorded can be read; send the same again once there is room',
  E_STORAGE:
    'the storage failed; send the same again, a recording too: what stands recorded is not recorded twice',
  E_UNKNOWN_OUTCOME:
    'whether it was recorded is not known; send the same again: what stands recorded is not recorded twice',
  E_LEDGER_CLOSED: 'the server is stopping; send the same again to the next one',
}

/** The code and the words for an error of the ledger that the caller can do something about; undefined of any other. */
export function toldOfStorage(
  error: unknown,
): { readonly code: string; readonly message: string } | undefined {
  if (!(error instanceof RegestaError)) return undefined
  const message = Object.hasOwn(TOLD, error.code) ? TOLD[error.code] : undefined
  return message === undefined ? undefined : { code: error.code, message }
}
