import type { DatabaseSync, StatementSync } from 'node:sqlite'

const event = 'chronicle, position, id, batch, recorded_at, body'
const batch = 'chronicle, last, first, name, recorded_at, frontier'

/** All that is ever asked of the tables of `schema.ts`, prepared once. */
export function statementsOn(database: DatabaseSync) {
  const prepare = (sql: string): StatementSync => database.prepare(sql)
  return {
    insertEvent: prepare(`INSERT INTO event (${event}) VALUES (?, ?, ?, ?, ?, ?)`),
    insertBatch: prepare(`INSERT INTO batch (${batch}) VALUES (?, ?, ?, ?, ?, ?)`),
    events: prepare(
      `SELECT ${event} FROM event WHERE chronicle = ? AND position > ? AND position <= ? ORDER BY position`,
    ),
    lastEvent: prepare(`SELECT ${event} FROM event WHERE chronicle = ? ORDER BY position DESC LIMIT 1`),
    positionOf: prepare('SELECT position FROM event WHERE chronicle = ? AND id = ?'),
    batches: prepare(`SELECT ${batch} FROM batch WHERE chronicle = ? ORDER BY last`),
    batchUpTo: prepare(
      `SELECT ${batch} FROM batch WHERE chronicle = ? AND last <= ? ORDER BY last DESC LIMIT 1`,
    ),
    chronicles: prepare(distinctChronicles('batch')),
    chroniclesOfEvents: prepare(distinctChronicles('event')),
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
