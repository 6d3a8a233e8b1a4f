import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { fileExists, nameFile, syncFile, syncFolder } from '../../files.ts'
import { auditLedger, type Head, type Progress, unheard } from '../../ledger/index.ts'
import { asRegestaError, guardAsync, isDamaged } from './errors.ts'
import { removeTemporaryDatabase, temporaryDatabase } from './file.ts'
import { SqliteLedger } from './ledger.ts'

/** What to copy: an open database, and the name of its file. */
export type Source = { readonly database: DatabaseSync; readonly path: string }

/**
 * Copies all that the database holds, as of one moment, to a file that is not there yet, and returns its heads. The
 * copy is one file without a log beside it, durable and proved event by event before it gets its name; whoever finds
 * it there finds it whole. Throws E_FILE_EXISTS, and E_LEDGER_DAMAGED where the source cannot be read or proved.
 */
export async function copyWhole(
  source: Source,
  to: string,
  progress: Progress = unheard,
): Promise<readonly Head[]> {
  if (existsSync(to)) throw fileExists(to)
  return withCopy(source, to, progress, async (copy, heads) => {
    nameFile(copy, to)
    return heads
  })
}

/**
 * What `use` makes of a copy, durable and proved, that lies beside `to` under a passing name of its own and goes when it
 * is done. Writers go on while it is made, and cannot make it begin anew, as they do with SQLite's page-by-page backup.
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
      // Not every SQLite sees to it that what it wrote here survives a power cut.
      syncFile(copy)
      return await use(copy, await proved(copy, path, progress))
    } finally {
      removeTemporaryDatabase(copy)
      syncFolder(dirname(to))
    }
  })
}

/** The heads of the ledger in a file that nobody writes to, all of it proved; faults call it by `name`. */
export async function proved(file: string, name: string, progress: Progress): Promise<readonly Head[]> {
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
 * The path of a proved copy of the file as it stands before its schema changes: `<path>.v1.backup`, made now, or by an
 * earlier try that was cut off. A copy of something else that has the name is left alone, and the next is taken.
 */
export async function backUpOnce(database: DatabaseSync, path: string, version: number): Promise<string> {
  for (let number = 1; ; number += 1) {
    const copy = `${path}.v${version}.backup${number === 1 ? '' : `.${number}`}`
    if (!existsSync(copy)) {
      await copyWhole({ database, path }, copy)
      return copy
    }
    if (await isCopyOf(database, path, copy)) return copy
  }
}

/** Whether the file is a sound ledger with the very heads of the database. */
async function isCopyOf(database: DatabaseSync, path: string, copy: string): Promise<boolean> {
  try {
    const [ours, theirs] = [await headsOf(database, path), await proved(copy, copy, unheard)]
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
