import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { damagedLedger } from './errors.ts'

/** "Rgst", the application id in the header of a ledger's SQLite file. */
export const applicationId = 0x52_67_73_74

/** The `user_version` of the file. Raise it with every change of the tables, and add a migration to `migrate.ts`. */
export const schemaVersion = 2

/**
 * `event` has the entries, `batch` the first and last position of each batch and the Merkle frontier after it; the last
 * batch is the head. The triggers prevent accidents, in this program or another that opens the file; against intent there
 * are checkpoints kept elsewhere.
 */
export const schema = `
CREATE TABLE event (
  chronicle   TEXT    NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  batch       TEXT    NOT NULL,
  recorded_at INTEGER NOT NULL,
  body        TEXT    NOT NULL,
  PRIMARY KEY (chronicle, position),
  UNIQUE (chronicle, id)
) STRICT;

CREATE TABLE batch (
  chronicle   TEXT    NOT NULL,
  last        INTEGER NOT NULL,
  first       INTEGER NOT NULL CHECK (1 <= first AND first <= last),
  name        TEXT    NOT NULL,
  recorded_at INTEGER NOT NULL,
  reader      TEXT    NOT NULL,
  frontier    BLOB    NOT NULL,
  PRIMARY KEY (chronicle, last)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: an event is never updated'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: an event is never deleted'); END;

-- INSERT OR REPLACE deletes without asking the trigger above: only what follows on may be inserted.
CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event WHERE chronicle = NEW.chronicle)
  OR EXISTS (SELECT 1 FROM event WHERE chronicle = NEW.chronicle AND id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: an event takes the next position, once'); END;

CREATE TRIGGER batch_is_never_updated BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch is never updated'); END;

CREATE TRIGGER batch_is_never_deleted BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch is never deleted'); END;

CREATE TRIGGER batch_follows BEFORE INSERT ON batch
WHEN NEW.first IS NOT (SELECT coalesce(max(last), 0) + 1 FROM batch WHERE chronicle = NEW.chronicle)
  OR NEW.recorded_at <= (SELECT max(recorded_at) FROM batch WHERE chronicle = NEW.chronicle)
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch follows on the last one'); END;

PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`

/** The schema of an earlier version: before 2 there was no reader. */
export function schemaAt(version: number): string {
  return version === 1 ? schema.replace(/^ {2}reader .*\n/m, '') : schema
}

/**
 * The version of a ledger's tables: this program's own, or an earlier one that it still reads. Refuses a database that
 * is not a ledger (E_FOREIGN_FILE), or is one of a later program (E_NEWER_SCHEMA).
 */
export function readSchemaVersion(database: DatabaseSync, path: string): number {
  if (pragma(database, 'application_id') !== applicationId) throw foreignFile(path)
  const version = pragma(database, 'user_version')
  if (typeof version === 'number' && version >= 1 && version <= schemaVersion) return version
  if (typeof version === 'number' && version > schemaVersion) {
    const message = `${path} has ledger schema ${version}, this program knows ${schemaVersion}; open it with a newer Regesta`
    throw new RegestaError('E_NEWER_SCHEMA', 'invalid', message, {
      path,
      expected: schemaVersion,
      actual: version,
    })
  }
  throw damagedLedger(path, `its schema version is ${version}, which never was`)
}

export function foreignFile(path: string): RegestaError {
  const message = `${path} is not a Regesta ledger, and is left as it is; name another path`
  return new RegestaError('E_FOREIGN_FILE', 'invalid', message, { path })
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name]
}

/**
 * The tables, indexes, triggers and views in a ledger's file that are not as its schema version has them, one by one; the
 * statistics of `ANALYZE` are ignored. Cost: a small database in memory.
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
 * Refuses, with E_LEDGER_DAMAGED, a file with other tables or triggers than a ledger's: a foreign trigger may skip an insert
 * silently, or change it.
 */
export function checkSchema(database: DatabaseSync, path: string): void {
  const [first] = schemaFaults(database, path)
  if (first !== undefined) {
    const message = `${first}. What its events say can be taken into a new ledger by \`regesta import\``
    throw damagedLedger(path, message)
  }
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a file in which `event` or `batch` is no table: a view can give every reader other rows,
 * or never end.
 */
export function checkTables(database: DatabaseSync, path: string): void {
  const parts = partsOf(database)
  for (const name of ['event', 'batch'])
    if (!/^\S+ CREATE TABLE\b/i.test(parts.get(`table ${name}`) ?? ''))
      throw damagedLedger(path, `it has no table ${name} of its own`)
}

/** The SQL of each object, by type and name; where two have the same, both together. */
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
