import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { isBusy, isDamaged, isNotADatabase } from './errors.ts'

export type WriterLock = { readonly release: () => void }

/**
 * The right to be the one writer of a ledger file, for as long as the process lives: a transaction held
 * open on the little database `<path>.writer`, whose lock the operating system frees however the
 * process ends. Throws E_LEDGER_LOCKED at once if another holds it, in this process or in another.
 *
 * The companion file stays when the lock is released: removing it would let two writers in, one on the
 * removed file and one on its successor.
 */
export function lockForWriting(path: string): WriterLock {
  const companion = companionOf(path)
  const database = new DatabaseSync(companion, { timeout: 0 })
  try {
    signIn(database)
    // A write lock that never commits: it keeps writers out and lets them read who holds it.
    database.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const refusal = isBusy(error) ? locked(path, readHolder(database)) : unusable(companion, error)
    database.close()
    throw refusal
  }
  return { release: () => database.close() }
}

/** Refuses, with E_LEDGER_LOCKED, a ledger that is being written; leaves no mark where nobody ever wrote. */
export function checkUnlocked(path: string): void {
  if (existsSync(companionOf(path))) lockForWriting(path).release()
}

function companionOf(path: string): string {
  return `${path}.writer`
}

/** Leaves the process id for those who come later; the wait is for one of them who is just reading it. */
function signIn(database: DatabaseSync): void {
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
    return undefined // It is just signing in.
  }
}

function locked(path: string, pid: number | undefined): RegestaError {
  const holder =
    pid === undefined ? 'another process' : pid === process.pid ? 'this process' : `process ${pid}`
  return new RegestaError(
    'E_LEDGER_LOCKED',
    'conflict',
    `${path} is being written by ${holder}; stop that one first, or open the ledger for reading (mode "read")`,
    { path, pid },
  )
}

function unusable(companion: string, error: unknown): unknown {
  if (!isDamaged(error) && !isNotADatabase(error)) return error
  return new RegestaError(
    'E_STORAGE',
    'fault',
    `${companion} is damaged; it holds nothing but the mark of who writes. Delete it while no process writes`,
    { path: companion },
    error,
  )
}
