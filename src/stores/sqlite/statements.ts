import type { DatabaseSync, StatementSync } from 'node:sqlite'

const event = 'chronicle, position, id, batch, recorded_at, body'
const batch = 'chronicle, last, first, name, recorded_at, reader, frontier'
/** Before schema 2 nobody told who reads. */
const batchWithoutReader = "chronicle, last, first, name, recorded_at, '' AS reader, frontier"

/** All that is ever asked of the tables of `schema.ts`, of this version or an earlier one, prepared once. */
export function questionsOn(database: DatabaseSync, schemaVersion: number) {
  const prepare = (sql: string): StatementSync => database.prepare(sql)
  const columns = schemaVersion >= 2 ? batch : batchWithoutReader
  return {
    events: prepare(
      `SELECT ${event} FROM event WHERE chronicle = ? AND position > ? AND position <= ? ORDER BY position`,
    ),
    lastEvent: prepare(`SELECT ${event} FROM event WHERE chronicle = ? ORDER BY position DESC LIMIT 1`),
    firstPosition: prepare('SELECT min(position) AS position FROM event WHERE chronicle = ?'),
    positionOf: prepare('SELECT position FROM event WHERE chronicle = ? AND id = ?'),
    batches: prepare(`SELECT ${columns} FROM batch WHERE chronicle = ? ORDER BY last`),
    batchUpTo: prepare(
      `SELECT ${columns} FROM batch WHERE chronicle = ? AND last <= ? ORDER BY last DESC LIMIT 1`,
    ),
    chronicles: prepare(distinctChronicles('batch')),
    chroniclesOfEvents: prepare(distinctChronicles('event')),
  }
}

/** All that is ever added to the tables of this version. */
export function additionsTo(database: DatabaseSync) {
  return {
    event: database.prepare(`INSERT INTO event (${event}) VALUES (?, ?, ?, ?, ?, ?)`),
    batch: database.prepare(`INSERT INTO batch (${batch}) VALUES (?, ?, ?, ?, ?, ?, ?)`),
  }
}

/** Leaps from one chronicle to the next in the index, where DISTINCT would walk through every row. */
function distinctChronicles(table: 'batch' | 'event'): string {
  return `
    WITH RECURSIVE found (chronicle) AS (
      SELECT min(chronicle) FROM ${table}
      UNION ALL
      SELECT (SELECT min(chronicle) FROM ${table} WHERE chronicle > found.chronicle)
      FROM found WHERE found.chronicle IS NOT NULL
    )
    SELECT chronicle FROM found WHERE chronicle IS NOT NULL`
}
