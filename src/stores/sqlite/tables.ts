import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import {
  type Entry,
  type Frontier,
  frontierFrom,
  frontierLength,
  type RecordedBatch,
  unexpectedColumn,
} from '../../ledger/index.ts'

const event = 'chronicle, position, id, batch, recorded_at, body'
const batch = 'chronicle, last, first, name, recorded_at, reader, frontier'
/** Before schema 2 there was no reader. */
const batchWithoutReader = "chronicle, last, first, name, recorded_at, '' AS reader, frontier"

/** Every SELECT on the tables of `schema.ts`, of this version or an earlier one, prepared once. */
export function readStatements(database: DatabaseSync, schemaVersion: number) {
  const prepare = (sql: string): StatementSync => database.prepare(sql)
  const columns = schemaVersion >= 2 ? batch : batchWithoutReader
  return {
    events: prepare(
      `SELECT ${event} FROM event WHERE chronicle = ? AND position > ? AND position <= ? ORDER BY position`,
    ),
    bodyAt: prepare('SELECT body FROM event WHERE chronicle = ? AND position = ?'),
    bodies: prepare('SELECT position, body FROM event WHERE chronicle = ? AND position BETWEEN ? AND ?'),
    lastEvent: prepare(`SELECT ${event} FROM event WHERE chronicle = ? ORDER BY position DESC LIMIT 1`),
    firstPosition: prepare('SELECT min(position) AS position FROM event WHERE chronicle = ?'),
    positionOf: prepare('SELECT position FROM event WHERE chronicle = ? AND id = ?'),
    batches: prepare(`SELECT ${columns} FROM batch WHERE chronicle = ? ORDER BY last`),
    batchAt: prepare(`SELECT ${columns} FROM batch WHERE chronicle = ? AND last >= ? ORDER BY last LIMIT 1`),
    batchUpTo: prepare(
      `SELECT ${columns} FROM batch WHERE chronicle = ? AND last <= ? ORDER BY last DESC LIMIT 1`,
    ),
    chronicles: prepare(distinctChronicles('batch')),
    chroniclesOfEvents: prepare(distinctChronicles('event')),
  }
}

/** Every INSERT into the tables of this version. */
export function writeStatements(database: DatabaseSync) {
  return {
    event: database.prepare(`INSERT INTO event (${event}) VALUES (?, ?, ?, ?, ?, ?)`),
    batch: database.prepare(`INSERT INTO batch (${batch}) VALUES (?, ?, ?, ?, ?, ?, ?)`),
  }
}

/** Steps from one chronicle to the next in the index (a loose index scan), where DISTINCT would read every row. */
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

/** A row as node:sqlite gives it; the columns are named as in `schema.ts`. */
export type Row = Readonly<Record<string, SQLOutputValue>>

export function entryOf(row: Row): Entry {
  return {
    chronicle: textColumn(row, 'chronicle'),
    position: integerColumn(row, 'position'),
    recordedAt: integerColumn(row, 'recorded_at'),
    id: textColumn(row, 'id'),
    batch: textColumn(row, 'batch'),
    body: textColumn(row, 'body'),
  }
}

export function batchOf(row: Row): RecordedBatch {
  return {
    name: textColumn(row, 'name'),
    recordedAt: integerColumn(row, 'recorded_at'),
    reader: textColumn(row, 'reader'),
    first: integerColumn(row, 'first'),
    last: integerColumn(row, 'last'),
  }
}

/** The frontier after the batch of this row. */
export function frontierOf(row: Row): Frontier {
  const size = integerColumn(row, 'last')
  const bytes = row.frontier
  const frontier = bytes instanceof Uint8Array ? frontierFrom(size, bytes) : undefined
  if (frontier === undefined)
    throw unexpectedColumn('frontier', `${frontierLength(size)} hashes`, typeOf(bytes))
  return frontier
}

export function textColumn(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw unexpectedColumn(column, 'a text', typeOf(value))
  return value
}

export function integerColumn(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw unexpectedColumn(column, 'an integer', typeOf(value))
  return value
}

function typeOf(value: unknown): string {
  return value instanceof Uint8Array ? `${value.length} bytes` : typeof value
}
