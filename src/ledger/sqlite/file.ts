import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { RegestaError } from '../../errors.ts'
import { isDamaged, isNotADatabase } from './failures.ts'
import { checkSchema, foreignFile, schema } from './schema.ts'

/** The one true path of a file, there or not, so that two names of it meet at one lock. Its folder must exist. */
export function truePath(path: string): string {
  const absolute = resolve(path)
  return existsSync(absolute)
    ? realpathSync(absolute)
    : join(realpathSync(dirname(absolute)), basename(absolute))
}

/** Makes the folder of `path`, in such a way that a power cut later does not take it away again. */
export function makeFolder(path: string): void {
  const folder = dirname(resolve(path))
  const firstMade = mkdirSync(folder, { recursive: true })
  if (firstMade === undefined) return
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) syncFolder(dirname(made))
}

/** True if there is a file with something in it. */
export function isWritten(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/**
 * Refuses a file of someone else's, without lock, journal or trace. `immutable` reads the main file as it
 * stands: it may be behind its write-ahead log, or in the midst of a checkpoint and so seem damaged; the
 * true opening judges that. (Never read a database by `node:fs`: closing it drops SQLite's locks.)
 */
export function checkOurs(path: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    checkSchema(database, path)
  } catch (error) {
    if (isNotADatabase(error)) throw foreignFile(path)
    if (!isDamaged(error)) throw error
  } finally {
    database?.close()
  }
}

/** Makes an empty ledger: whole under another name first, so that a crash leaves none or all of it. */
export function createFile(path: string): void {
  if (isWritten(`${path}-wal`))
    throw new RegestaError(
      'E_LEDGER_DAMAGED',
      'fault',
      `${path} is missing or empty, but its log ${path}-wal has something in it; bring the file back, or move the log away`,
      { path },
    )
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

/** Makes the names in a folder durable; Windows does so by itself and has no call for it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
