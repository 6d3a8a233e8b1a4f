import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { RegestaError } from '../../errors.ts'

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
  const hindrance = isAccessRefused(error) ? accessFault(path, error) : undefined
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
function isAccessRefused(error: unknown): boolean {
  const code = resultCode(error)
  if (code === cannotOpen || code === readOnly) return true
  return ['EACCES', 'EPERM', 'EROFS'].some((refusal) => refusal === systemCode(error))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Why the system would not let this process have a ledger's file, as far as it can be told: E_READ_ONLY_DISK for a
 * file system that is mounted so, E_NO_PERMISSION for a file or folder that this user may not use; undefined where
 * neither is to blame. SQLite itself says no more than that it cannot open the file, or not write it.
 */
export function accessFault(path: string, cause: unknown): RegestaError | undefined {
  const folder = dirname(path)
  const told = (code: string, message: string) => new RegestaError(code, 'fault', message, { path }, cause)
  const denied = (what: string) =>
    told(
      'E_NO_PERMISSION',
      `${path}: ${userName()} may not ${what}; let its owner grant that, or run as one who may`,
    )
  if (isRefused(folder, constants.X_OK)) return denied(`look into ${folder}`)
  if (isRefused(path, constants.W_OK, 'EROFS') || isRefused(folder, constants.W_OK, 'EROFS'))
    return told(
      'E_READ_ONLY_DISK',
      `${path} lies on a disk that is mounted read-only, and even to read a ledger SQLite keeps its log beside it. Mount it for writing, copy the file elsewhere, or read a file that \`regesta backup\` made: that needs no log`,
    )
  if (isRefused(path, constants.R_OK)) return denied('read it')
  const closed = COMPANIONS.find((suffix) => isRefused(path + suffix, constants.W_OK))
  if (closed !== undefined) return denied(`write ${path}${closed}`)
  if (isRefused(folder, constants.W_OK))
    return denied(`make files in ${folder}, where SQLite keeps the log that it needs even to read`)
  return undefined
}

/** What lies beside a ledger's file by its name, and the file itself. */
const COMPANIONS = ['', '-wal', '-shm', '.writer'] as const

/** Whether this process is refused that use of a file that is there, for that reason if one is given. */
function isRefused(path: string, use: number, reason?: 'EROFS'): boolean {
  try {
    accessSync(path, use)
    return false
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return reason === undefined ? code === 'EACCES' || code === 'EPERM' : code === reason
  }
}

function userName(): string {
  const uid = process.getuid?.()
  return uid === undefined ? 'this process' : `user ${uid}`
}
