import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import type { Ledger } from '../port.ts'
import { checkHeads } from './check-heads.ts'
import { guard } from './failures.ts'
import { checkOurs, createFile, isWritten, makeFolder, truePath } from './file.ts'
import { SqliteLedger } from './ledger.ts'
import { checkSchema } from './schema.ts'
import { lockForWriting, type WriterLock } from './writer-lock.ts'

export type SqliteLedgerOptions = {
  readonly path: string
  /** One process writes, and makes file and folder if need be; any number read meanwhile. */
  readonly mode: 'write' | 'read'
}

/** How long, in ms, to wait for another connection that is checkpointing or recovering the log. */
const timeout = 5000

/**
 * A ledger in a SQLite file; what was appended survives a crash and a power cut. Beside it lie its log
 * (`-wal`, `-shm`) and, once it was written to, `<path>.writer`, the lock.
 *
 * Throws, and leaves the file as it is: E_LEDGER_LOCKED, E_NO_LEDGER (reading what is not there),
 * E_FOREIGN_FILE, E_NEWER_SCHEMA, E_LEDGER_DAMAGED, E_STORAGE, E_STORAGE_FULL.
 */
export async function openSqliteLedger({ path, mode }: SqliteLedgerOptions): Promise<Ledger> {
  return guard(path, () => (mode === 'write' ? openToWrite(path) : openToRead(path)))
}

function openToRead(path: string): Ledger {
  if (!existsSync(path) || !isWritten(path))
    throw new RegestaError(
      'E_NO_LEDGER',
      'notFound',
      `${path}: there is no ledger here; open it with mode "write" to begin one`,
      { path },
    )
  const file = truePath(path)
  checkOurs(file)
  return openChecked(file, new DatabaseSync(file, { readOnly: true, timeout }), undefined)
}

function openToWrite(path: string): Ledger {
  makeFolder(path)
  const file = truePath(path)
  if (isWritten(file)) checkOurs(file)
  const lock = lockForWriting(file)
  try {
    if (!isWritten(file)) createFile(file)
    return openChecked(file, new DatabaseSync(file, { timeout }), lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

function openChecked(file: string, database: DatabaseSync, lock: WriterLock | undefined): Ledger {
  try {
    database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF')
    checkSchema(database, file)
    checkHeads(database, file)
    return new SqliteLedger(file, database, lock)
  } catch (error) {
    database.close()
    throw error
  }
}
