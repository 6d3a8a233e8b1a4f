import { DatabaseError } from 'pg'
import { RegestaError } from '../../errors.ts'

/** A server that will not do for what is asked of it now: it stands by, or takes no writes. */
export class StandsBy extends Error {}

/** A chronicle stands before where it stood: a standby may be catching up, and be there in a moment. */
export class FellBack extends Error {
  readonly chronicle: string
  readonly position: number

  constructor(chronicle: string, position: number) {
    super(`${chronicle} stands before position ${position}, where it stood`)
    this.chronicle = chronicle
    this.position = position
  }
}

/** COMMIT was answered, but not so that one could rely on it. */
export class Uncertain extends Error {}

/** COMMIT was answered by a rollback. */
export class Undone extends Error {}

/** Of this program's own, what a later attempt may not meet again. */
const PASSING = [StandsBy, FellBack, Uncertain, Undone]

/** SQLSTATEs, https://www.postgresql.org/docs/current/errcodes-appendix.html: those after which the session is gone. */
const lost = /^(08|57P0[1-5]|25P0[34])/
/** What a later attempt may not meet again: serialization, deadlock, a lock or a statement that took too long, no room for one more session. */
const passing = /^(40001|40P01|55P03|57014|53200|53300)/
const full = '53100'
const readOnly = '25006'
const damagedData = /^XX00[12]/

/** Whether the connection can be trusted no more, or none was to be had. */
export function isLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isLost)
  if (error instanceof DatabaseError) return lost.test(error.code ?? '')
  return error instanceof Error && !isOurs(error)
}

/** Whether another attempt, perhaps at another server, may fare better. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isPassing)
  if (PASSING.some((kind) => error instanceof kind) || isReadOnly(error)) return true
  return isLost(error) || (error instanceof DatabaseError && passing.test(error.code ?? ''))
}

/** Whether the server takes no writes, as one that stands by. */
export function isReadOnly(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isReadOnly)
  return error instanceof StandsBy || (error instanceof DatabaseError && error.code === readOnly)
}

/** Whether COMMIT failed so that nothing of the transaction stands. */
export function isUndone(error: unknown): boolean {
  return error instanceof Undone || (error instanceof DatabaseError && !isLost(error))
}

/** What PostgreSQL or the network threw, as an error about the ledger of this name. */
export function asRegestaError(error: unknown, name: string, facts: object = {}): RegestaError {
  if (error instanceof RegestaError) return error
  if (error instanceof FellBack) return wentBack(error.chronicle, error.position, error)
  const told = { ledger: name, ...facts }
  if (sqlState(error) === full)
    return new RegestaError(
      'E_STORAGE_FULL',
      'fault',
      `${name}: no room left on the server's disk; nothing of this was recorded. Make room and try again`,
      told,
      error,
    )
  if (isReadOnly(error))
    return new RegestaError(
      'E_READ_ONLY',
      'fault',
      `${name} takes no writes now: ${reasonOf(error)}; name the server that does, or all of them: postgres://one,two/database`,
      told,
      error,
    )
  if (damagedData.test(sqlState(error) ?? '')) return damaged(name, reasonOf(error), error)
  return new RegestaError('E_STORAGE', 'fault', `${name}: ${reasonOf(error)}${hintOf(error)}`, told, error)
}

/** The tables are a ledger's, and do not hold what a ledger's tables hold. */
export function damaged(name: string, reason: string, cause?: unknown): RegestaError {
  return new RegestaError(
    'E_LEDGER_DAMAGED',
    'fault',
    `${name} is damaged: ${reason}. Keep it as it is, and restore a backup to another database`,
    { ledger: name },
    cause,
  )
}

/** A chronicle that was read is not as it was. */
export function wentBack(chronicle: string, position: number, cause?: unknown): RegestaError {
  return new RegestaError(
    'E_LEDGER_WENT_BACK',
    'fault',
    `${chronicle} no longer holds what it held at position ${position}: a server took over that had not all of it. See which events are missing, record them again if need be, and start this program anew`,
    { chronicle, position },
    cause,
  )
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** An error of this program's own, not of a connection. */
function isOurs(error: Error): boolean {
  if (error instanceof RegestaError || PASSING.some((kind) => error instanceof kind)) return true
  return error instanceof RangeError || (error instanceof TypeError && !('code' in error))
}

function sqlState(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(sqlState).find((code) => code !== undefined)
  return error instanceof DatabaseError ? error.code : undefined
}

/** What to do about what a person has to mend. */
function hintOf(error: unknown): string {
  const code = sqlState(error) ?? ''
  if (code.startsWith('28')) return '; see user and password (PGPASSWORD), and what pg_hba.conf allows'
  if (code === '3D000') return '; create it first: createdb --encoding UTF8 --template template0'
  if (code === '42501') return '; see docs/postgres.md for the rights that a ledger needs'
  if (code === '53300') return '; raise max_connections, or hold fewer'
  return code === '' ? '; see that the server runs and can be reached from here' : ''
}
