import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileExists, nameFile, syncFile, syncFolder } from '../../files.ts'
import type { Head } from '../../ledger/index.ts'
import { auditLedger, type Progress, unheard } from '../../ledger/index.ts'
import { asRegestaError, guardAsync, isDamaged } from './failures.ts'
import { SqliteLedger } from './ledger.ts'
import { removeTemporaryDatabase, temporaryDatabase } from './temporary-database.ts'

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
