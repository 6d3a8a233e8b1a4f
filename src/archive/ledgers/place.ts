import { statSync } from 'node:fs'
import { RegestaError } from '../../errors.ts'
import { isPostgresUrl } from '../../stores/index.ts'

const SCHEME = /^[a-z][a-z\d+.-]+:\/\//i

/**
 * Refuses a place where no ledger can be, before anything is made there: the URL of something else than PostgreSQL
 * (E_LEDGER_URL: it would be taken for a path), or a folder (E_NO_FILE).
 */
export function checkLedgerPlace(place: string): void {
  if (isPostgresUrl(place)) return
  const [scheme] = SCHEME.exec(place) ?? []
  if (scheme !== undefined)
    throw new RegestaError('E_LEDGER_URL', 'invalid', `${scheme}…: expected postgres://…, or a file`, {
      scheme,
    })
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new RegestaError('E_NO_FILE', 'invalid', `${place} is a folder; expected the file of a ledger`, {
      file: place,
    })
}
