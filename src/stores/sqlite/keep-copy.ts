import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import type { Head } from '../../ledger/index.ts'
import { unheard } from '../../ledger/index.ts'
import { SqliteLedger } from './ledger.ts'
import { copyWhole, proved } from './whole-copy.ts'

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
