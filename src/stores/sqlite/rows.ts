import type { SQLOutputValue } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import type { Entry, Frontier, RecordedBatch } from '../../ledger/index.ts'
import { frontierFrom, onesIn } from '../../ledger/index.ts'

/** A row as node:sqlite gives it; the columns are named as in `schema.ts`. */
export type Row = Readonly<Record<string, SQLOutputValue>>

export function entryOf(row: Row): Entry {
  return {
    chronicle: textOf(row, 'chronicle'),
    position: integerOf(row, 'position'),
    recordedAt: integerOf(row, 'recorded_at'),
    id: textOf(row, 'id'),
    batch: textOf(row, 'batch'),
    body: textOf(row, 'body'),
  }
}

export function batchOf(row: Row): RecordedBatch {
  return {
    name: textOf(row, 'name'),
    recordedAt: integerOf(row, 'recorded_at'),
    reader: textOf(row, 'reader'),
    first: integerOf(row, 'first'),
    last: integerOf(row, 'last'),
  }
}

/** The frontier after the batch of this row. */
export function frontierOf(row: Row): Frontier {
  const size = integerOf(row, 'last')
  const bytes = row.frontier
  const frontier = bytes instanceof Uint8Array ? frontierFrom(size, bytes) : undefined
  if (frontier === undefined) throw unexpected('frontier', `${onesIn(size)} hashes`, bytes)
  return frontier
}

export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw unexpected(column, 'a text', value)
  return value
}

export function integerOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw unexpected(column, 'an integer', value)
  return value
}

function unexpected(column: string, expected: string, value: unknown): RegestaError {
  const actual = value instanceof Uint8Array ? `${value.length} bytes` : typeof value
  return new RegestaError(
    'E_LEDGER_DAMAGED',
    'fault',
    `the ledger is damaged: column ${column} has ${actual}, expected ${expected}`,
    { column },
  )
}
