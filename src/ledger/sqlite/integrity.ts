import { DatabaseSync } from 'node:sqlite'
import type { Fault } from '../../errors.ts'
import { guard } from './failures.ts'
import { readSchemaVersion, schema, schemaVersion } from './schema.ts'

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

/** Tables of an earlier version are judged once they are migrated. */
function schemaFaults(database: DatabaseSync, path: string): readonly string[] {
  if (readSchemaVersion(database, path) !== schemaVersion) return []
  const fresh = new DatabaseSync(':memory:')
  try {
    fresh.exec(schema)
    const [found, expected] = [partsOf(database), partsOf(fresh)]
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((name) => found.get(name) !== expected.get(name))
      .map((name) => `${name} is not as this program makes it; expected the tables and triggers of a ledger`)
  } finally {
    fresh.close()
  }
}

function partsOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all()
  return new Map(rows.map(({ type, name, tbl_name, sql }) => [`${type} ${name}`, `${tbl_name} ${sql}`]))
}
