import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { isBusy, isDamaged, isNotADatabase } from './errors.ts'

export type WriterLock = { readonly release: () => void }

/**
 * The lock of the one writer of a ledger file: a transaction held open on the small database `<path>.writer`, so that the
 * operating system frees it however the process ends. Throws E_LEDGER_LOCKED at once if another holds it, in this
 * process or in another.
 *
 * The lock's file stays when it is released: removing it would let two writers in, one on the removed file and one on
 * its successor.
 */
export function lockForWriting(path: string): WriterLock {
  const lockFile = lockFileOf(path)
  const database = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    writeHolder(database)
    // A write lock that never commits: it keeps writers out and lets them read who holds it.
    database.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const refusal = isBusy(error) ? locked(path, readHolder(database)) : unusable(lockFile, error)
    database.close()
    throw refusal
  }
  return { release: () => database.close() }
}

/** Refuses, with E_LEDGER_LOCKED, a ledger that is being written; makes no lock file where none is. */
export function checkUnlocked(path: string): void {
  if (existsSync(lockFileOf(path))) lockForWriting(path).release()
}

function lockFileOf(path: string): string {
  return `${path}.writer`
}

/** Writes our pid for those who find the lock taken; waits while one of them is reading it. */
function writeHolder(database: DatabaseSync): void {
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT;
    DELETE FROM holder;
    INSERT INTO holder VALUES (${process.pid});
    PRAGMA busy_timeout = 1000;
    COMMIT;
    PRAGMA busy_timeout = 0;
  `)
}

function readHolder(database: DatabaseSync): number | undefined {
  try {
    const pid = database.prepare('SELECT pid FROM holder').get()?.pid
    return typeof pid === 'number' ? pid : undefined
  } catch {
    return undefined // It is just writing its pid.
  }
}

function locked(path: string, pid: number | undefined): RegestaError {
  const holder =
    pid === undefined ? 'another process' : pid === process.pid ? 'this process' : `process ${pid}`
  const message = `${path} is being written by ${holder}; stop that one first, or open the ledger for reading (mode "read")`
  return new RegestaError('E_LEDGER_LOCKED', 'conflict', message, { path, pid })
}

function unusable(lockFile: string, error: unknown): unknown {
  if (!isDamaged(error) && !isNotADatabase(error)) return error
  const message = `${lockFile} is damaged; it holds nothing but the pid of the writer. Delete it while no process writes`
  return new RegestaError('E_STORAGE', 'fault', message, { path: lockFile }, error)
}
