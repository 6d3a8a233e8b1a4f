import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { RegestaError } from '../../errors.ts'
import type { Ledger } from '../../ledger/index.ts'
import { checkSqliteVersion } from './engine.ts'
import { guardAsync, lacksSharedMemory, needsRollback } from './errors.ts'
import {
  checkFile,
  checkIsLedger,
  checkLength,
  checkLog,
  createLedgerFile,
  isWritten,
  makeLedgerFolder,
  truePath,
} from './file.ts'
import { checkHeads } from './integrity.ts'
import { SqliteLedger } from './ledger.ts'
import { lockForWriting } from './lock.ts'
import { migrate } from './migrate.ts'
import { checkSchema, checkTables } from './schema.ts'

export type SqliteLedgerOptions = {
  readonly path: string
  /** One process may write, and makes file and folder if need be; any number may read meanwhile. */
  readonly mode: 'write' | 'read'
}

/** How long, in ms, to wait for another connection that is checkpointing or recovering the log. */
const timeout = 5000

const PRAGMAS = 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF'

/**
 * A ledger in a SQLite file; what was appended survives a crash and a power cut. Beside it are its write-ahead log
 * (`-wal`, `-shm`) and, once it was written to, the lock `<path>.writer`. Where no file can be made beside it, it is read
 * without these. A file of an earlier schema is read as it is;
 * opened to write it is migrated, and an audited copy of it stays beside it as `<path>.v1.backup`.
 *
 * Throws, and leaves the file as it is: E_LEDGER_LOCKED, E_NO_LEDGER (reading what is not there), E_FOREIGN_FILE,
 * E_NEWER_SCHEMA, E_LEDGER_DAMAGED, E_SQLITE_VERSION (writing), E_NO_PERMISSION, E_READ_ONLY_DISK, E_STORAGE,
 * E_STORAGE_FULL.
 */
export async function openSqliteLedger({ path, mode }: SqliteLedgerOptions): Promise<Ledger> {
  return guardAsync(path, () => (mode === 'write' ? openToWrite(path) : openToRead(path)))
}

async function openToRead(path: string): Promise<Ledger> {
  checkFile(path)
  if (!isWritten(path)) {
    checkLog(path)
    const message = `${path}: there is no ledger here; look at the address, or begin one: \`regesta import\` does (mode "write")`
    throw new RegestaError('E_NO_LEDGER', 'notFound', message, { path })
  }
  const file = truePath(path)
  checkIsLedger(file)
  try {
    return await openReader(file)
  } catch (error) {
    if (needsRollback(error)) {
      rollBackJournal(file)
      return openReader(file)
    }
    if (lacksSharedMemory(error)) return openUnshared(file, error)
    throw error
  }
}

/**
 * Reads where no file can be made beside the ledger: on a full disk, a read-only mount or a read-only copy. Nobody can be
 * writing there. Without a log the file is read as it stands; with one, by locking it for this process alone, which takes
 * the right to write. Throws `error` where neither can be done.
 */
async function openUnshared(file: string, error: unknown): Promise<Ledger> {
  if (!isWritten(`${file}-wal`)) return openReader(`${pathToFileURL(file).href}?immutable=1`, file)
  const database = new DatabaseSync(file, { timeout: 0 })
  return closingIfFails(database, async () => {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_autocheckpoint = 0')
    return readerOn(database, file)
  }).catch(() => {
    throw error
  })
}

function openReader(location: string, file = location): Promise<Ledger> {
  const database = new DatabaseSync(location, { readOnly: true, timeout })
  return readerOn(database, file)
}

function readerOn(database: DatabaseSync, file: string): Promise<Ledger> {
  return closingIfFails(database, async () => {
    database.exec(PRAGMAS)
    checkLength(database, file)
    checkTables(database, file)
    checkHeads(database, file)
    return new SqliteLedger(file, database)
  })
}

/** Rolls back what a crash left half done while the journal mode changed; only a writer can. */
function rollBackJournal(file: string): void {
  const lock = lockForWriting(file)
  try {
    const database = new DatabaseSync(file, { timeout })
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get()
    } finally {
      database.close()
    }
  } finally {
    lock.release()
  }
}

async function openToWrite(path: string): Promise<Ledger> {
  checkSqliteVersion(path)
  checkFile(path)
  makeLedgerFolder(path)
  const file = truePath(path)
  if (isWritten(file)) checkIsLedger(file)
  const lock = lockForWriting(file)
  try {
    if (isWritten(file)) checkSound(file)
    else createLedgerFile(file)
    const database = new DatabaseSync(file, { timeout })
    return await closingIfFails(database, async () => {
      // A backup has no write-ahead log: it gets one here.
      database.exec(`${PRAGMAS}; PRAGMA journal_mode = WAL`)
      checkSchema(database, file)
      await migrate(database, file)
      checkHeads(database, file)
      return new SqliteLedger(file, database, lock)
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * Refuses a damaged ledger, E_LEDGER_DAMAGED, without changing it. The connection only reads: one that writes would
 * checkpoint the log into the file when it closes.
 */
export function checkSound(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout })
  try {
    database.exec(PRAGMAS)
    checkLength(database, file)
    checkSchema(database, file)
    checkHeads(database, file)
  } catch (error) {
    // Opening it to write rolls the journal back, and checks the heads then.
    if (!needsRollback(error)) throw error
  } finally {
    database.close()
  }
}

async function closingIfFails<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    database.close()
    throw error
  }
}
