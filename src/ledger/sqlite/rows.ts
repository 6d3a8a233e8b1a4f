import type { SQLOutputValue } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import type { Frontier } from '../merkle.ts'
import type { Entry, RecordedBatch } from '../port.ts'

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

const hashLength = 32

/** The frontier after the batch of this row: as many hashes, end to end, as `last` has ones in binary. */
export function frontierOf(row: Row): Frontier {
  const size = integerOf(row, 'last')
  const bytes = row.frontier
  if (!(bytes instanceof Uint8Array) || bytes.length !== hashLength * onesIn(size))
    throw unexpected('frontier', `${onesIn(size)} hashes`, bytes)
  return {
    size,
    nodes: Array.from({ length: onesIn(size) }, (_, index) =>
      bytes.subarray(hashLength * index, hashLength * (index + 1)),
    ),
  }
}

export function frontierBytes({ nodes }: Frontier): Uint8Array {
  return Buffer.concat(nodes)
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

function onesIn(size: number): number {
  return size.toString(2).replaceAll('0', '').length
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
