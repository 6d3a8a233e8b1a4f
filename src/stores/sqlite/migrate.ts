import type { DatabaseSync } from 'node:sqlite'
import { copyBeforeMigration } from './database-copy.ts'
import { damagedLedger } from './errors.ts'
import { readSchemaVersion, schemaVersion } from './schema.ts'

/**
 * Migrates the tables from one version to the next, in the caller's transaction. A step never changes: it spells its
 * tables out, so that no later change of `schema.ts` changes what it does.
 */
type Step = (database: DatabaseSync) => void

/** By the version that they start from. */
const STEPS: Readonly<Record<number, Step>> = { 1: addReader }

/**
 * Migrates a file of an earlier schema to this program's; answers the path of a copy made before, or undefined where
 * nothing was to be done. The copy is audited before anything is changed, and never written over. All steps are one
 * transaction: a crash leaves the old file or the new. The caller holds the writer lock.
 */
export async function migrate(database: DatabaseSync, path: string): Promise<string | undefined> {
  const from = readSchemaVersion(database, path)
  if (from === schemaVersion) return undefined
  const copy = await copyBeforeMigration(database, path, from)
  database.exec('BEGIN IMMEDIATE')
  try {
    for (let version = from; version < schemaVersion; version += 1) {
      const step = STEPS[version]
      if (step === undefined)
        throw damagedLedger(path, `there is no migration from its schema version ${version}`)
      step(database)
    }
    database.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`)
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
  return copy
}

/** Schema 2 has the reader of each batch; for earlier batches it is empty. */
function addReader(database: DatabaseSync): void {
  database.exec(`
DROP TRIGGER batch_is_never_updated;
DROP TRIGGER batch_is_never_deleted;
DROP TRIGGER batch_follows;
ALTER TABLE batch RENAME TO batch_before;

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

INSERT INTO batch (chronicle, last, first, name, recorded_at, reader, frontier)
SELECT chronicle, last, first, name, recorded_at, '', frontier FROM batch_before ORDER BY chronicle, last;

DROP TABLE batch_before;

CREATE TRIGGER batch_is_never_updated BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch is never updated'); END;

CREATE TRIGGER batch_is_never_deleted BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch is never deleted'); END;

CREATE TRIGGER batch_follows BEFORE INSERT ON batch
WHEN NEW.first IS NOT (SELECT coalesce(max(last), 0) + 1 FROM batch WHERE chronicle = NEW.chronicle)
  OR NEW.recorded_at <= (SELECT max(recorded_at) FROM batch WHERE chronicle = NEW.chronicle)
BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: a batch follows on the last one'); END;
`)
}
