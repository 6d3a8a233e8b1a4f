import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { RegestaError } from '../../errors.ts'

/**
 * Why the system would not let this process have a ledger's file, as far as it can be told: E_READ_ONLY_DISK for a
 * file system that is mounted so, E_NO_PERMISSION for a file or folder that this user may not use; undefined where
 * neither is to blame. SQLite itself says no more than that it cannot open the file, or not write it.
 */
export function hindranceAt(path: string, cause: unknown): RegestaError | undefined {
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
