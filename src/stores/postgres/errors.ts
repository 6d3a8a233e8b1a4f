import { DatabaseError } from 'pg'
import { RegestaError } from '../../errors.ts'

/** The server is not of the kind that is needed: it is a standby, or read-only. */
export class UnsuitableServer extends Error {}

/** The server holds less of a chronicle than was read before: a standby may be catching up, and be there in a moment. */
export class StaleServer extends Error {
  readonly chronicle: string
  readonly position: number

  constructor(chronicle: string, position: number) {
    super(`${chronicle} ends before position ${position}, which was read before`)
    this.chronicle = chronicle
    this.position = position
  }
}

/** COMMIT was answered, but the commit may not be durable on the standby. */
export class UncertainCommit extends Error {}

/** COMMIT was answered by a rollback. */
export class RolledBack extends Error {}

/** Errors of this program after which a retry may succeed. */
const TRANSIENT = [UnsuitableServer, StaleServer, UncertainCommit, RolledBack]

/** SQLSTATEs, https://www.postgresql.org/docs/current/errcodes-appendix.html: those after which the session is lost. */
const lost = /^(08|57P0[1-5]|25P0[34])/
/** After these a retry may succeed: serialization failure, deadlock, lock or statement timeout, out of memory, too many connections. */
const transient = /^(40001|40P01|55P03|57014|53200|53300)/
const full = '53100'
const readOnly = '25006'
const damagedData = /^XX00[12]/

/** Whether the connection is lost, or there was none to begin with. */
export function isLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isLost)
  if (error instanceof DatabaseError) return lost.test(error.code ?? '')
  return error instanceof Error && !isOurs(error)
}

/** Whether a retry, perhaps on another server, may succeed. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isTransient)
  if (TRANSIENT.some((kind) => error instanceof kind) || isReadOnly(error)) return true
  return isLost(error) || (error instanceof DatabaseError && transient.test(error.code ?? ''))
}

/** Whether the server takes no writes, as a standby does not. */
export function isReadOnly(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isReadOnly)
  return error instanceof UnsuitableServer || (error instanceof DatabaseError && error.code === readOnly)
}

/** Whether COMMIT failed so that nothing of the transaction was kept. */
export function isRolledBack(error: unknown): boolean {
  return error instanceof RolledBack || (error instanceof DatabaseError && !isLost(error))
}

/** What PostgreSQL or the network threw, as an error about the ledger of this name. */
export function asRegestaError(error: unknown, name: string, facts: object = {}): RegestaError {
  if (error instanceof RegestaError) return error
  if (error instanceof StaleServer) return historyLost(error.chronicle, error.position, error)
  const all = { ledger: name, ...facts }
  if (sqlState(error) === full) {
    const message = `${name}: no room left on the server's disk; nothing of this was recorded. Make room and try again`
    return new RegestaError('E_STORAGE_FULL', 'fault', message, all, error)
  }
  if (isReadOnly(error)) {
    const message = `${name} takes no writes now: ${reasonOf(error)}; name the server that does, or all of them: postgres://one,two/database`
    return new RegestaError('E_READ_ONLY', 'fault', message, all, error)
  }
  if (damagedData.test(sqlState(error) ?? '')) return damagedLedger(name, reasonOf(error), error)
  return new RegestaError('E_STORAGE', 'fault', `${name}: ${reasonOf(error)}${hintOf(error)}`, all, error)
}

/** The tables are a ledger's, and do not hold what a ledger's tables hold. */
export function damagedLedger(name: string, reason: string, cause?: unknown): RegestaError {
  const message = `${name} is damaged: ${reason}. Keep it as it is, and restore a backup to another database`
  return new RegestaError('E_LEDGER_DAMAGED', 'fault', message, { ledger: name }, cause)
}

/** The server lacks events that were read before. */
export function historyLost(chronicle: string, position: number, cause?: unknown): RegestaError {
  const message = `${chronicle} no longer holds what it held at position ${position}: a server without all of it took over. Find out which events are missing, record them again if need be, and restart this program`
  return new RegestaError('E_LEDGER_WENT_BACK', 'fault', message, { chronicle, position }, cause)
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** Whether it is an error of this program, not of a connection. */
function isOurs(error: Error): boolean {
  if (error instanceof RegestaError || TRANSIENT.some((kind) => error instanceof kind)) return true
  return error instanceof RangeError || (error instanceof TypeError && !('code' in error))
}

function sqlState(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(sqlState).find((code) => code !== undefined)
  return error instanceof DatabaseError ? error.code : undefined
}

/** What a person can do about it, by its SQLSTATE. */
function hintOf(error: unknown): string {
  const code = sqlState(error) ?? ''
  if (code.startsWith('28')) return '; see user and password (PGPASSWORD), and what pg_hba.conf allows'
  if (code === '3D000') return '; create it first: createdb --encoding UTF8 --template template0'
  if (code === '42501') return '; see docs/postgres.md for the rights that a ledger needs'
  if (code === '53300') return '; raise max_connections, or hold fewer'
  return code === '' ? '; see that the server runs and can be reached from here' : ''
}
