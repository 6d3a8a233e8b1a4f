import { existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { RegestaError } from '../../errors.ts'
import { makeDurableFolder, removeTemporary, syncFolder, temporaryPath } from '../../files.ts'
import { damagedLedger, guard, isDamaged, isNotADatabase } from './errors.ts'
import { foreignFile, readSchemaVersion, schema } from './schema.ts'

/** The real path of a file, there or not, so that two names of it have one lock. Its folder must exist. */
export function truePath(path: string): string {
  const absolute = resolve(path)
  return existsSync(absolute)
    ? realpathSync(absolute)
    : join(realpathSync(dirname(absolute)), basename(absolute))
}

/** Refuses, with E_FOREIGN_FILE, what is no regular file: a ledger would replace a folder, a device or a pipe. */
export function checkFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw foreignFile(path)
}

/** Makes the folder of `path`. */
export function makeLedgerFolder(path: string): void {
  makeDurableFolder(dirname(resolve(path)))
}

/** True if there is a file with something in it. */
export function isWritten(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/**
 * Refuses a file that is no ledger, E_FOREIGN_FILE, without locking or changing it. `immutable` reads the main file as it
 * is: it may lag behind its write-ahead log, or be in a checkpoint and seem damaged; opening it decides that. (Never read
 * a database by `node:fs`: closing it drops SQLite's locks.)
 */
export function checkIsLedger(path: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    readSchemaVersion(database, path)
  } catch (error) {
    if (isNotADatabase(error)) throw foreignFile(path)
    if (!isDamaged(error)) throw error
  } finally {
    database?.close()
  }
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a file that was cut within its last page, which SQLite would fill with zeros. Not checked
 * while there is a log beside it: then a crash may have left the last page half written.
 */
export function checkLength(database: DatabaseSync, path: string): void {
  if (isWritten(`${path}-wal`)) return
  const pageLength = Number(database.prepare('PRAGMA page_size').get()?.page_size)
  const { size } = statSync(path)
  if (size % pageLength !== 0)
    throw damagedLedger(path, `it was cut: ${size} bytes are no whole number of pages of ${pageLength}`)
}

/** Refuses, with E_LEDGER_DAMAGED, a path that has a log but no file: the log would be applied to a new ledger. */
export function checkLog(path: string): void {
  const log = ['-wal', '-journal'].map((suffix) => path + suffix).find(isWritten)
  if (log !== undefined) {
    const message = `${path} is missing or empty, but its log ${log} has something in it; bring the file back, or move the log away`
    throw new RegestaError('E_LEDGER_DAMAGED', 'fault', message, { path })
  }
}

/** Makes an empty ledger, under another name first, so that a crash leaves none or all of it. */
export function createLedgerFile(path: string): void {
  checkLog(path)
  const unfinished = `${path}.new`
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true })
  const database = new DatabaseSync(unfinished)
  try {
    database.exec(`PRAGMA synchronous = FULL; BEGIN; ${schema} COMMIT; PRAGMA journal_mode = WAL`)
  } finally {
    database.close()
  }
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Where to make the database that is to be `to` once it is whole; its folder is made if need be. See `temporaryPath`. */
export function temporaryDatabase(to: string): string {
  return guard(to, () => {
    makeLedgerFolder(to)
    return temporaryPath(to)
  })
}

/** Removes a temporary database with all that SQLite and a writer keep beside it. */
export function removeTemporaryDatabase(path: string): void {
  removeTemporary(path, ['-journal', '-wal', '-shm', '.writer', '.new'])
}
