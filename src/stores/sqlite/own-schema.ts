import { DatabaseSync } from 'node:sqlite'
import { damaged } from './failures.ts'
import { readSchemaVersion, schemaAt } from './schema.ts'

/**
 * The tables, indexes, triggers and views in a ledger's file that are not as the program of its schema version makes
 * them, one by one; what SQLite gathers for itself (`ANALYZE`) is passed over. Cost: a small database in memory.
 */
export function schemaFaults(database: DatabaseSync, path: string): readonly string[] {
  const fresh = new DatabaseSync(':memory:')
  try {
    fresh.exec(schemaAt(readSchemaVersion(database, path)))
    const [found, expected] = [partsOf(database), partsOf(fresh)]
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((name) => found.get(name) !== expected.get(name))
      .map((name) => `${name} is not as this program makes it; expected the tables and triggers of a ledger`)
  } finally {
    fresh.close()
  }
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a file whose tables would not keep what is written to them: a trigger may pass over an
 * insert in silence, or change what it inserts.
 */
export function checkSchema(database: DatabaseSync, path: string): void {
  const [first] = schemaFaults(database, path)
  if (first !== undefined)
    throw damaged(path, `${first}. What its events say can be taken into a new ledger by \`regesta import\``)
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a file in which what is read as a table is none: a view can tell everyone something
 * else, or never come to an end.
 */
export function checkTables(database: DatabaseSync, path: string): void {
  const parts = partsOf(database)
  for (const name of ['event', 'batch'])
    if (!/^\S+ CREATE TABLE\b/i.test(parts.get(`table ${name}`) ?? ''))
      throw damaged(path, `it has no table ${name} of its own`)
}

/** By type and name; two that go by the same stand together, as no other does. */
function partsOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database
    .prepare(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))",
    )
    .all()
  const parts = new Map<string, string>()
  for (const { type, name, tbl_name, sql } of rows) {
    const part = `${type} ${name}`
    parts.set(part, `${parts.get(part) ?? ''}${tbl_name} ${sql}`)
  }
  return parts
}
