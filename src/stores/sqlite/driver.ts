import { existsSync, statSync } from 'node:fs'
import { RegestaError } from '../../errors.ts'
import type { StoreDriver } from '../../ledger/index.ts'
import { backUpSqlite, restoreSqlite } from './backup.ts'
import { integrityFaults } from './integrity.ts'
import { openSqliteLedger } from './open.ts'

const SCHEME = /^[a-z][a-z\d+.-]+:\/\//i

/** Whether an address is a URL; else it is a path. */
export function isUrl(address: string): boolean {
  return SCHEME.test(address)
}

/** Ledgers in files of SQLite. */
export const sqliteDriver: StoreDriver = {
  name: 'sqlite',
  addresses: 'a file',
  owns: (address) => !isUrl(address),
  isWellFormed: () => true,
  show: (path) => path,
  check(path) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new RegestaError('E_NO_FILE', 'invalid', `${path} is a folder; expected the file of a ledger`, {
        file: path,
      })
  },
  mayHold: existsSync,
  open: (path, { mode }) => openSqliteLedger({ path, mode }),
  backUp: ({ address }, file, progress) => backUpSqlite(address, file, progress),
  restore: ({ address }, path, options) => restoreSqlite(address, path, options),
  verify: async (path) => integrityFaults(path),
}
