import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { fileExists, nameFile, syncFile, syncFolder } from '../../files.ts'
import { auditLedger, type Head, noProgress, type Progress } from '../../ledger/index.ts'
import { asRegestaError, guardAsync, isDamaged } from './errors.ts'
import { removeTemporaryDatabase, temporaryDatabase } from './file.ts'
import { SqliteLedger } from './ledger.ts'

/** What to copy: an open database, and the path of its file. */
export type Source = { readonly database: DatabaseSync; readonly path: string }

/**
 * Copies the database, as of one moment, to a file that is not there yet, and answers the heads of the ledger in it. The
 * copy is one file without a log beside it, durable and audited event by event before it gets its name. Throws
 * E_FILE_EXISTS, and E_LEDGER_DAMAGED where the source cannot be read or fails the audit.
 */
export async function copyDatabase(
  source: Source,
  to: string,
  progress: Progress = noProgress,
): Promise<readonly Head[]> {
  if (existsSync(to)) throw fileExists(to)
  return withCopy(source, to, progress, async (copy, heads) => {
    nameFile(copy, to)
    return heads
  })
}

/**
 * The result of `use` on a durable, audited copy under a temporary name beside `to`, which is removed afterwards. Writers
 * go on while it is made, and cannot make it start again, as they would with SQLite's page-by-page backup.
 */
export async function withCopy<T>(
  { database, path }: Source,
  to: string,
  progress: Progress,
  use: (copy: string, heads: readonly Head[]) => Promise<T>,
): Promise<T> {
  return guardAsync(to, async () => {
    const copy = temporaryDatabase(to)
    try {
      vacuumInto(database, path, copy, to)
      // Not every version of SQLite flushes what VACUUM INTO wrote.
      syncFile(copy)
      return await use(copy, await auditFile(copy, path, progress))
    } finally {
      removeTemporaryDatabase(copy)
      syncFolder(dirname(to))
    }
  })
}

/** The heads of the ledger in a file that nobody writes to, after an audit of all of it; errors call it `name`. */
export async function auditFile(file: string, name: string, progress: Progress): Promise<readonly Head[]> {
  const ledger = new SqliteLedger(file, new DatabaseSync(file, { readOnly: true }))
  try {
    return await auditLedger(ledger, name, progress)
  } finally {
    await ledger.close()
  }
}

function vacuumInto(database: DatabaseSync, from: string, copy: string, to: string): void {
  try {
    database.prepare('VACUUM INTO ?').run(copy)
  } catch (error) {
    throw asRegestaError(error, isDamaged(error) ? from : to)
  }
}

/**
 * The path of an audited copy of the file before its migration: `<path>.v1.backup`, made now or by an earlier try that was
 * cut off. Where a file of another ledger has that name, the next free one is taken: `<path>.v1.backup.2`.
 */
export async function copyBeforeMigration(
  database: DatabaseSync,
  path: string,
  version: number,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const copy = `${path}.v${version}.backup${number === 1 ? '' : `.${number}`}`
    if (!existsSync(copy)) {
      await copyDatabase({ database, path }, copy)
      return copy
    }
    if (await isCopyOf(database, path, copy)) return copy
  }
}

/** Whether the file is a sound ledger with the very heads of the database. */
async function isCopyOf(database: DatabaseSync, path: string, copy: string): Promise<boolean> {
  try {
    const [ours, theirs] = [await headsOf(database, path), await auditFile(copy, copy, noProgress)]
    return JSON.stringify(ours) === JSON.stringify(theirs)
  } catch (error) {
    if (error instanceof RegestaError && error.code === 'E_STORAGE_FULL') throw error
    return false
  }
}

async function headsOf(database: DatabaseSync, path: string): Promise<readonly Head[]> {
  const ledger = new SqliteLedger(path, database)
  const chronicles = await ledger.chronicles()
  return Promise.all(chronicles.map((chronicle) => ledger.head(chronicle)))
}
