import { RegestaError } from '../../errors.ts'
import { hindranceAt } from './access.ts'

/** SQLite's primary result codes that a person has to act upon; https://sqlite.org/rescode.html */
const busy = 5
const readOnly = 8
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

/** SQLITE_READONLY_ROLLBACK, an extended code: a journal waits to be undone, which one who only reads cannot do. */
const readOnlyRollback = 776

export function needsRollback(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === readOnlyRollback
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy
}

export function isDamaged(error: unknown): boolean {
  return resultCode(error) === corrupt
}

export function isNotADatabase(error: unknown): boolean {
  return resultCode(error) === notADatabase
}

/** What `work` returns; what SQLite or the file system throws in it becomes a RegestaError about `path`. */
export function guard<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asRegestaError(error, path)
  }
}

/** The same for work that takes its time. */
export async function guardAsync<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asRegestaError(error, path)
  }
}

export function asRegestaError(error: unknown, path: string): RegestaError {
  if (error instanceof RegestaError) return error
  if (resultCode(error) === full || systemCode(error) === 'ENOSPC')
    return new RegestaError(
      'E_STORAGE_FULL',
      'fault',
      `${path}: no room left on its disk; nothing was acknowledged. Make room and try again`,
      { path },
      error,
    )
  if (isDamaged(error) || isNotADatabase(error)) return damaged(path, reasonOf(error), error)
  const hindrance = isHindered(error) ? hindranceAt(path, error) : undefined
  return hindrance ?? new RegestaError('E_STORAGE', 'fault', `${path}: ${reasonOf(error)}`, { path }, error)
}

/** The file is a ledger's, and does not hold what a ledger's file holds. */
export function damaged(path: string, reason: string, cause?: unknown): RegestaError {
  return new RegestaError(
    'E_LEDGER_DAMAGED',
    'fault',
    `${path} is damaged: ${reason}. Keep it as it is, and restore a backup to another path`,
    { path },
    cause,
  )
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode % 256 : undefined
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Whether the system may have refused this process the file. */
function isHindered(error: unknown): boolean {
  const code = resultCode(error)
  if (code === cannotOpen || code === readOnly) return true
  return ['EACCES', 'EPERM', 'EROFS'].some((refusal) => refusal === systemCode(error))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
