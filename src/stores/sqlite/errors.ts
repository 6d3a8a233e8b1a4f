import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { RegestaError } from '../../errors.ts'

/** SQLite's primary result codes that get errors of their own; https://sqlite.org/rescode.html */
const busy = 5
const readOnly = 8
const ioError = 10
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

/** SQLITE_READONLY_ROLLBACK, an extended code: there is a hot journal, which a reader cannot roll back. */
const readOnlyRollback = 776

export function needsRollback(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === readOnlyRollback
}

/** Whether the file that readers of a log share could not be made: there is no room, or no right to. */
export function lacksSharedMemory(error: unknown): boolean {
  return [cannotOpen, readOnly, full, ioError].some((code) => code === resultCode(error))
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

/** The same for asynchronous work. */
export async function guardAsync<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asRegestaError(error, path)
  }
}

export function asRegestaError(error: unknown, path: string): RegestaError {
  if (error instanceof RegestaError) return error
  if (resultCode(error) === full || systemCode(error) === 'ENOSPC') {
    const message = `${path}: no room left on its disk; nothing was acknowledged. Make room and try again`
    return new RegestaError('E_STORAGE_FULL', 'fault', message, { path }, error)
  }
  if (isDamaged(error) || isNotADatabase(error)) return damagedLedger(path, reasonOf(error), error)
  const refused = isAccessRefused(error) ? accessFault(path, error) : undefined
  return refused ?? new RegestaError('E_STORAGE', 'fault', `${path}: ${reasonOf(error)}`, { path }, error)
}

/** The error of a ledger's file with wrong content. */
export function damagedLedger(path: string, reason: string, cause?: unknown): RegestaError {
  const message = `${path} is damaged: ${reason}. Keep it as it is, and restore a backup to another path`
  return new RegestaError('E_LEDGER_DAMAGED', 'fault', message, { path }, cause)
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode % 256 : undefined
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Whether the operating system may have refused access to the file. */
function isAccessRefused(error: unknown): boolean {
  const code = resultCode(error)
  if (code === cannotOpen || code === readOnly) return true
  return ['EACCES', 'EPERM', 'EROFS', 'ENOENT'].some((refusal) => refusal === systemCode(error))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Why this process has no access to a ledger's file: E_READ_ONLY_DISK for a file system mounted read-only, E_NO_PERMISSION
 * for missing rights on file or folder; undefined where it is neither. SQLite itself says only that it cannot open or
 * write the file.
 */
export function accessFault(path: string, cause: unknown): RegestaError | undefined {
  const folder = nearestFolder(path)
  const fault = (code: string, message: string) => new RegestaError(code, 'fault', message, { path }, cause)
  const denied = (what: string) =>
    fault(
      'E_NO_PERMISSION',
      `${path}: ${userName()} may not ${what}; let its owner grant that, or run as one who may`,
    )
  if (isRefused(folder, constants.X_OK)) return denied(`look into ${folder}`)
  if (isRefused(path, constants.W_OK, 'EROFS') || isRefused(folder, constants.W_OK, 'EROFS')) {
    const message = `${path} is on a disk that is mounted read-only. It can be read there as a backup can, or any ledger that was closed; one with a log (-wal) that a crash left is read once it was copied elsewhere with its log`
    return fault('E_READ_ONLY_DISK', message)
  }
  if (isRefused(path, constants.R_OK)) return denied('read it')
  const closed = COMPANIONS.find((suffix) => isRefused(path + suffix, constants.W_OK))
  if (closed !== undefined) return denied(`write ${path}${closed}`)
  if (isRefused(folder, constants.W_OK))
    return denied(`make files in ${folder}, where SQLite keeps the log that it needs even to read`)
  return undefined
}

/** The folder of a file, or the nearest above it that is there: where Node may not make one, it may say that none is there. */
function nearestFolder(path: string): string {
  let folder = dirname(resolve(path))
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

/** The endings of a ledger's file and of those beside it. */
const COMPANIONS = ['', '-wal', '-shm', '.writer'] as const

/** Whether the system denies this use of a file that is there; for this reason, if one is given. */
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
