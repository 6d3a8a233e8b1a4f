import { DatabaseSync } from 'node:sqlite'
import type { Fault } from '../../errors.ts'
import { guard } from './failures.ts'
import { schemaFaults } from './own-schema.ts'

/**
 * What is wrong in a ledger's file as SQLite itself sees it (E_LEDGER_DAMAGED, each): pages, indexes that do not match
 * their tables, columns of another type; and tables and triggers that are not this program's, as one who wants to write
 * where nothing may be written would leave them. Of what the events say it knows nothing. Throws as opening does. Cost:
 * all pages.
 */
export function integrityFaults(path: string): readonly Fault[] {
  return guard(path, () => {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      return [...pageFaults(database), ...schemaFaults(database, path)].map((message) => ({
        code: 'E_LEDGER_DAMAGED',
        message,
        place: { file: path },
      }))
    } finally {
      database.close()
    }
  })
}

function pageFaults(database: DatabaseSync): readonly string[] {
  return database
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map(({ integrity_check: told }) => String(told))
    .filter((told) => told !== 'ok')
}
