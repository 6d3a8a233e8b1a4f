import { RegestaError } from '../../errors.ts'

/** SQLite's primary result codes that a person has to act upon; https://sqlite.org/rescode.html */
const busy = 5
const readOnly = 8
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

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

export function asRegestaError(error: unknown, path: string): RegestaError {
  if (error instanceof RegestaError) return error
  if (resultCode(error) === full || systemCode(error) === 'ENOSPC')
    return new RegestaError(
      'E_STORAGE_FULL',
      'fault',
      `${path}: no room left on its disk; nothing of this was recorded. Make room and try again`,
      { path },
      error,
    )
  if (isDamaged(error) || isNotADatabase(error)) return damaged(path, reasonOf(error), error)
  return new RegestaError(
    'E_STORAGE',
    'fault',
    `${path}: ${reasonOf(error)}${hintOf(error)}`,
    { path },
    error,
  )
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

function hintOf(error: unknown): string {
  const code = resultCode(error)
  return code === cannotOpen || code === readOnly
    ? '; see that this process may write to it and to its folder: even to read, SQLite keeps a -shm file there'
    : ''
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
