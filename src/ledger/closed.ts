import { RegestaError } from '../errors.ts'

/** For use after `close()`. */
export function ledgerClosed(): RegestaError {
  return new RegestaError('E_LEDGER_CLOSED', 'fault', 'the ledger was closed; open it anew')
}
