import { DatabaseSync } from 'node:sqlite'
import type { Head, Progress } from '../../ledger/index.ts'
import { guardAsync } from './failures.ts'
import { makeFolder, truePath } from './file.ts'
import { openSqliteLedger } from './open.ts'
import { checkSchema } from './own-schema.ts'
import { copyWhole } from './whole-copy.ts'

/**
 * Copies a ledger's file, be it written to meanwhile, to one that is not there yet, and returns the heads of the copy:
 * a whole ledger in one file that needs no log to be read. It has its name only once it is durable and every event of
 * it was proved. Throws E_FILE_EXISTS, and what opening the ledger to read throws.
 */
export async function backUpSqlite(path: string, to: string, progress?: Progress): Promise<readonly Head[]> {
  return guardAsync(to, async () => {
    makeFolder(to)
    return withDatabase(path, (database) => copyWhole({ database, path }, truePath(to), progress))
  })
}

/** What `use` makes of the database of a ledger that can be read, over a connection of its own. */
export async function withDatabase<T>(path: string, use: (database: DatabaseSync) => Promise<T>): Promise<T> {
  // Whatever keeps a ledger from being read is told by the one who reads it.
  await (await openSqliteLedger({ path, mode: 'read' })).close()
  return guardAsync(path, async () => {
    const database = new DatabaseSync(truePath(path), { readOnly: true, timeout: 5000 })
    try {
      // What is copied is copied with its triggers.
      checkSchema(database, path)
      return await use(database)
    } finally {
      database.close()
    }
  })
}
