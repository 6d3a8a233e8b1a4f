import {
  type Entry,
  emptyFrontier,
  type Frontier,
  frontierFrom,
  frontierLength,
  type HeadState,
  type RecordedBatch,
  unexpectedColumn,
} from '../../ledger/index.ts'

const event = 'chronicle, position, id, batch, recorded_at, body'

/** Every statement on the tables of `schema.ts`. All but the last two read or write a single chronicle. */
export function statementsFor(schema: string) {
  return {
    head: `SELECT position, recorded_at, frontier FROM ${schema}.head WHERE chronicle = $1`,
    lockHead: `SELECT position, recorded_at, frontier FROM ${schema}.head WHERE chronicle = $1 FOR UPDATE`,
    makeHead: `INSERT INTO ${schema}.head (chronicle) VALUES ($1) ON CONFLICT DO NOTHING`,
    moveHead: `UPDATE ${schema}.head SET position = $2, recorded_at = $3, frontier = $4 WHERE chronicle = $1`,
    insertEvents: `
      INSERT INTO ${schema}.event (${event})
      SELECT $1, $2::bigint + place, id, $3, $4, body
      FROM unnest($5::bytea[], $6::bytea[]) WITH ORDINALITY AS fresh (id, body, place)
      ORDER BY place`,
    insertBatch: `
      INSERT INTO ${schema}.batch (chronicle, first, last, name, recorded_at, reader, frontier)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    events: `
      SELECT ${event} FROM ${schema}.event
      WHERE chronicle = $1 AND position > $2 AND position <= $3 ORDER BY position`,
    leaves: `
      SELECT position, id, recorded_at FROM ${schema}.event
      WHERE chronicle = $1 AND position > $2 AND position <= $3 ORDER BY position`,
    recorded: `SELECT position, id FROM ${schema}.event WHERE chronicle = $1 AND id = ANY($2)`,
    batches: `SELECT first, last, name, recorded_at, reader FROM ${schema}.batch WHERE chronicle = $1 ORDER BY last`,
    batchAt: `
      SELECT first, last, name, recorded_at, reader FROM ${schema}.batch
      WHERE chronicle = $1 AND last >= $2 ORDER BY last LIMIT 1`,
    batchUpTo: `
      SELECT first, last AS position, name, recorded_at, frontier FROM ${schema}.batch
      WHERE chronicle = $1 AND last <= $2 ORDER BY last DESC LIMIT 1`,
    chronicles: `SELECT chronicle FROM ${schema}.head WHERE position > 0`,
    positions: `SELECT chronicle, position FROM ${schema}.head WHERE chronicle = ANY($1)`,
  }
}

export type Statements = ReturnType<typeof statementsFor>

/** A row as `pg` gives it: int8 as a number, bytea as bytes; the columns are named as in `schema.ts`. */
export type Row = Readonly<Record<string, unknown>>

export function entryOf(row: Row): Entry {
  return {
    chronicle: textColumn(row, 'chronicle'),
    position: integerColumn(row, 'position'),
    recordedAt: integerColumn(row, 'recorded_at'),
    id: bytesColumn(row, 'id').toString('hex'),
    batch: textColumn(row, 'batch'),
    body: bytesColumn(row, 'body').toString('utf8'),
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

/** Of a row of `head` or, with the same columns, of `batch`; without one, that of an empty chronicle. */
export function headStateOf(row: Row | undefined): HeadState {
  if (row === undefined) return { frontier: emptyFrontier, recordedAt: undefined }
  return {
    frontier: frontierOf(row),
    recordedAt: row.recorded_at === null ? undefined : integerColumn(row, 'recorded_at'),
  }
}

function frontierOf(row: Row): Frontier {
  const [size, bytes] = [integerColumn(row, 'position'), bytesColumn(row, 'frontier')]
  const frontier = frontierFrom(size, bytes)
  if (frontier === undefined)
    throw unexpectedColumn('frontier', `${frontierLength(size)} hashes`, `${bytes.length} bytes`)
  return frontier
}

/** Text as PostgreSQL can store it: U+0000, which its text cannot hold, becomes `\0`, and a backslash `\\`. */
export function asText(text: string): string {
  return text.replace(/[\\\0]/g, (each) => (each === '\0' ? '\\0' : '\\\\'))
}

/** The text that {@link asText} wrote. */
export function textColumn(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw unexpectedColumn(column, 'a text', typeof value)
  return value.replace(/\\(.)/g, (_, each: string) => (each === '0' ? '\0' : each))
}

export function integerColumn(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw unexpectedColumn(column, 'an integer', typeof value)
  return value
}

export function bytesColumn(row: Row, column: string): Buffer {
  const value = row[column]
  if (!Buffer.isBuffer(value)) throw unexpectedColumn(column, 'bytes', typeof value)
  return value
}
