import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Ledger } from '../../src/ledger/index.ts'
import { appendLeaf, emptyFrontier } from '../../src/ledger/merkle.ts'

/** The tables as the program made them before it kept who reads. Never to be changed: such files are out there. */
const schema1 = `
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

PRAGMA application_id = 1382511476;
PRAGMA user_version = 1;
`

/**
 * Writes all that a ledger holds to a new file as the program of schema 1 wrote it. As if it had `crashed`, all but the
 * tables stand in the log alone.
 */
export async function writeSchema1(ledger: Ledger, path: string, how?: 'crashed'): Promise<void> {
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; BEGIN; ${schema1} COMMIT`)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); BEGIN')
  const event = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)')
  const batch = database.prepare('INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)')
  for (const chronicle of await ledger.chronicles()) {
    let frontier = emptyFrontier
    for (const { name, recordedAt, first, last } of await ledger.batches(chronicle)) {
      for await (const entry of ledger.read(chronicle, { after: first - 1, upTo: last })) {
        event.run(chronicle, entry.position, entry.id, entry.batch, recordedAt, entry.body)
        frontier = appendLeaf(frontier, entry)
      }
      batch.run(chronicle, last, first, name, recordedAt, Buffer.concat(frontier.nodes))
    }
  }
  database.exec('COMMIT')
  const left = ['', '-wal'].map((suffix) => [path + suffix, readFileSync(path + suffix)] as const)
  database.close()
  if (how === 'crashed') for (const [file, bytes] of left) writeFileSync(file, bytes)
}
